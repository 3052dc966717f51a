// How the organisation is asked for (under `me`) and changed.
import { Requires } from '@haven/platform';
import { Args, ID, Int, Mutation, Resolver } from '@nestjs/graphql';
import { Organization } from './organization.entity.js';
import { UpdateOrganizationInput } from './organization.inputs.js';
import { OrganizationPermission } from './organization.permissions.js';
import { OrganizationsService } from './organizations.service.js';

@Resolver(() => Organization)
export class OrganizationsResolver {
  constructor(private readonly organizations: OrganizationsService) {}

  @Requires(OrganizationPermission.update)
  @Mutation(() => Organization, {
    description: 'Changes the organisation of the asking user. Needs `organization.update`.',
  })
  updateOrganization(
    @Args('id', { type: () => ID }) id: string,
    @Args('version', { type: () => Int }) version: number,
    @Args('input') input: UpdateOrganizationInput,
  ): Promise<Organization> {
    return this.organizations.update(id, version, input);
  }
}
