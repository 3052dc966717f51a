// How residence statuses are asked for and changed.
import { listedUnder, reads, Requires } from '@haven/platform';
import { Args, ID, Int, Mutation, Resolver } from '@nestjs/graphql';
import { Applicant } from '../applicants/applicant.entity.js';
import { ApplicantPermission } from '../applicants/applicant.permissions.js';
import { ResidenceStatus } from './residence-status.entity.js';
import {
  AddResidenceStatusInput,
  CorrectResidenceStatusInput,
  MoveResidenceStatusInput,
} from './residence-status.inputs.js';
import { ResidenceStatusesService } from './residence-statuses.service.js';

// A list of its own, because "whose permit ends this month" is asked of all people at once.
reads(ResidenceStatus, { list: 'residenceStatuses' });
listedUnder(() => Applicant, 'residenceStatuses', ResidenceStatus, 'applicantId');

@Resolver(() => ResidenceStatus)
export class ResidenceStatusesResolver {
  constructor(private readonly residences: ResidenceStatusesService) {}

  @Requires(ApplicantPermission.update)
  @Mutation(() => ResidenceStatus, { description: 'Adds a residence status to an applicant.' })
  addResidenceStatus(@Args('input') input: AddResidenceStatusInput): Promise<ResidenceStatus> {
    return this.residences.add(input);
  }

  @Requires(ApplicantPermission.update)
  @Mutation(() => ResidenceStatus, { description: 'Corrects what was written down wrongly in a residence status.' })
  correctResidenceStatus(
    @Args('id', { type: () => ID }) id: string,
    @Args('version', { type: () => Int }) version: number,
    @Args('input') input: CorrectResidenceStatusInput,
  ): Promise<ResidenceStatus> {
    return this.residences.correct(id, version, input);
  }

  @Requires(ApplicantPermission.update)
  @Mutation(() => ResidenceStatus, {
    description:
      'Notes what has happened to a residence status: applied, granted, refused, appealed, revoked or withdrawn.',
  })
  moveResidenceStatus(
    @Args('id', { type: () => ID }) id: string,
    @Args('version', { type: () => Int }) version: number,
    @Args('input') input: MoveResidenceStatusInput,
    @Args('reason', { nullable: true, description: 'Why; kept in the history.' }) reason?: string,
  ): Promise<ResidenceStatus> {
    return this.residences.move(id, version, input, reason);
  }
}
