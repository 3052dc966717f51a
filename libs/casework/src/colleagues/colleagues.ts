// Colleagues: who can be given work, and of which team. Whoever is given something must be able to see it.
import { AccessOffice, Team, User, UserKind } from '@haven/identity';
import { badInput } from '@haven/kernel';
import {
  grantOf,
  Reach,
  reachesTeam,
  Repo,
  unitOfWork,
  type Grant,
  type Permission,
  type Repository,
} from '@haven/platform';
import { Injectable } from '@nestjs/common';

@Injectable()
export class Colleagues {
  constructor(
    @Repo(User) private readonly users: Repository<User>,
    @Repo(Team) private readonly teams: Repository<Team>,
    private readonly office: AccessOffice,
  ) {}

  /**
   * One answer for somebody of another organisation and for one who never was.
   * @param permission what the colleague must hold today: for this team, or for none in particular
   * @throws BAD_USER_INPUT naming the argument
   */
  async mustBeAbleTo(permission: Permission, id: string, argument: string, teamId?: string): Promise<void> {
    const hindrance = await this.hindrance(permission, id, teamId);
    if (hindrance) throw badInput(argument, hindrance);
  }

  /** Why somebody cannot be given what needs this permission today, for this team or for none in particular; undefined when they can. */
  async hindrance(permission: Permission, id: string, teamId?: string): Promise<string | undefined> {
    if ((await this.users.count({ id, active: true, kind: UserKind.STAFF })) === 0)
      return 'Nobody of this id works in the organisation.';
    const grant = await this.grantOf(id, permission);
    if (!grant) return `This colleague does not hold ${permission.name}.`;
    if (teamId && !reachesTeam(grant, teamId)) return `This colleague does not hold ${permission.name} for the team.`;
    return undefined;
  }

  /** Whether a colleague holds a permission for what is their own, and for no team. */
  async seesOnlyTheirOwn(permission: Permission, id: string): Promise<boolean> {
    return (await this.grantOf(id, permission))?.reach === Reach.OWN;
  }

  /** Whether somebody works in the organisation and holds a permission today, for any team or for what is their own. */
  async isAbleTo(permission: Permission, id: string): Promise<boolean> {
    const active = await this.users.count({ id, active: true, kind: UserKind.STAFF });
    return active > 0 && (await this.grantOf(id, permission)) !== undefined;
  }

  /** @throws BAD_USER_INPUT naming the argument */
  async mustBeTeam(id: string | null | undefined, argument = 'input.teamId'): Promise<void> {
    if (id && (await this.teams.count({ id })) === 0) throw badInput(argument, 'There is no such team.');
  }

  private async grantOf(userId: string, permission: Permission): Promise<Grant | undefined> {
    const work = unitOfWork();
    const { who } = await this.office.within(work, work.who.organizationId, userId);
    return grantOf(who, permission);
  }
}
