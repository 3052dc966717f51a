// How the signed-in user asks about themselves.
import { permissionNamed, SignedIn, unitOfWork, who } from '@haven/platform';
import { Query, Resolver } from '@nestjs/graphql';
import { AccessOffice } from '../access/access.js';
import { Me } from './me.views.js';

@Resolver(() => Me)
export class MeResolver {
  constructor(private readonly office: AccessOffice) {}

  @SignedIn()
  @Query(() => Me, { description: 'The asking user, with roles and effective permissions.' })
  async me(): Promise<Me> {
    const { organizationId, userId, sessionId } = who();
    const { who: asking, roles } = await this.office.within(unitOfWork(), organizationId, userId, sessionId);
    const permissions = [...asking.grants]
      .map(([name, { reach, teams }]) => ({
        name,
        meaning: permissionNamed(name)?.meaning ?? '',
        reach,
        teamIds: teams,
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    return {
      user: { id: userId },
      organization: { id: organizationId },
      roles: roles.map((held) => ({ ...held, team: held.teamId === null ? null : { id: held.teamId } })),
      permissions,
      sees: [...asking.sees].sort(),
    };
  }
}
