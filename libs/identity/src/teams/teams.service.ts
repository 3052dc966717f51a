// What is done with teams: made, renamed, moved in the tree.
import { correct, Repo, type Repository, unitOfWork } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { AccessStamps } from '../users/access-stamps.js';
import { Team } from './team.entity.js';
import { teamErrors } from './team.errors.js';
import type { CreateTeamInput, UpdateTeamInput } from './team.inputs.js';
import { TeamPermission } from './team.permissions.js';

@Injectable()
export class TeamsService {
  constructor(
    @Repo(Team) private readonly teams: Repository<Team>,
    private readonly stamps: AccessStamps,
  ) {}

  /** @throws CONFLICT when there is a team of this name, NOT_FOUND when there is no such parent */
  async create({ id, name, parentId }: CreateTeamInput): Promise<Team> {
    const team = await this.teams.add({ ...(id && { id }), name, parentId });
    if (parentId) await this.stamps.raiseOfTeams();
    return team;
  }

  /** @throws TEAM_CYCLE */
  async update(id: string, version: number, input: UpdateTeamInput): Promise<Team> {
    if (input.parentId !== undefined) await this.holdTree();
    const team = await this.teams.one(id, TeamPermission.update);
    const before = team.parentId;
    correct(team, input);
    if (team.parentId && (await this.isBelow(team.parentId, id))) throw teamErrors.TEAM_CYCLE();
    const saved = await this.teams.save(team, version);
    if (saved.parentId !== before) await this.stamps.raiseOfTeams();
    return saved;
  }

  /** One move at a time: two that are right on their own could make a circle together. */
  private async holdTree(): Promise<void> {
    const { organizationId } = unitOfWork().who;
    await unitOfWork().run('select id from organization where organization_id = $1 for update', [organizationId]);
  }

  /** Whether `id` is `top` or stands somewhere below it. */
  private async isBelow(id: string, top: string): Promise<boolean> {
    const { rows } = await unitOfWork().run(
      `with recursive above as (
         select t.id, t.parent_id from team t where t.organization_id = $1 and t.id = $2
         union
         select t.id, t.parent_id from team t join above on t.id = above.parent_id where t.organization_id = $1)
       select 1 from above where id = $3`,
      [unitOfWork().who.organizationId, id, top],
    );
    return rows.length > 0;
  }
}
