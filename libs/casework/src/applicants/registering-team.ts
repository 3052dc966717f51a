// The registering team: for which teams somebody may register people, and for which one they do.
import { AccessOffice, Team } from '@haven/identity';
import { badInput } from '@haven/kernel';
import { grantOf, Reach, Repo, unitOfWork, type Repository } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { ApplicantPermission } from './applicant.permissions.js';

@Injectable()
export class RegisteringTeam {
  constructor(
    @Repo(Team) private readonly teams: Repository<Team>,
    private readonly office: AccessOffice,
  ) {}

  /**
   * The team asked for, or the asking user's only one.
   * @throws BAD_USER_INPUT when the team is not among those for which the user may register, or which one is meant cannot be told
   */
  async choose(asked: string | null | undefined, field: string): Promise<string> {
    const open = (await this.open()) ?? (await this.every(asked));
    if (asked) {
      if (!open.includes(asked))
        throw badInput(field, 'There is no such team among those for which you may register people.');
      return asked;
    }
    const [only, another] = open;
    if (!only) throw badInput(field, 'You belong to no team for which you may register people.');
    if (another) throw badInput(field, 'Say for which of your teams.');
    return only;
  }

  /** The teams within the asking user's reach; nothing when that is the whole organisation. */
  private async open(): Promise<readonly string[] | undefined> {
    const work = unitOfWork();
    const grant = grantOf(work.who, ApplicantPermission.register);
    if (grant?.reach === Reach.TEAM) return grant.teams;
    if (grant?.reach !== Reach.OWN) return undefined;
    // Who sees only what they made still belongs to teams, and registers for these.
    const { roles } = await this.office.within(work, work.who.organizationId, work.who.userId);
    const teams = roles.map(({ teamId }) => teamId);
    return teams.includes(null) ? undefined : [...new Set(teams.filter((team) => team !== null))];
  }

  private async every(asked: string | null | undefined): Promise<string[]> {
    const found = await this.teams.find(asked ? { id: asked } : {}, 'unscoped', { limit: 2 });
    return found.map(({ id }) => id);
  }
}
