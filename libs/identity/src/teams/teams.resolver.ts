// How teams are asked for and changed.
import { reads, Requires } from '@haven/platform';
import { Args, ID, Int, Mutation, Resolver } from '@nestjs/graphql';
import { Team } from './team.entity.js';
import { CreateTeamInput, UpdateTeamInput } from './team.inputs.js';
import { TeamPermission } from './team.permissions.js';
import { TeamsService } from './teams.service.js';

reads(Team, { one: 'team', list: 'teams' });

@Resolver(() => Team)
export class TeamsResolver {
  constructor(private readonly teams: TeamsService) {}

  @Requires(TeamPermission.create)
  @Mutation(() => Team, { description: 'Makes a team. Needs `team.create`.' })
  createTeam(@Args('input') input: CreateTeamInput): Promise<Team> {
    return this.teams.create(input);
  }

  @Requires(TeamPermission.update)
  @Mutation(() => Team, {
    description:
      'Renames a team or moves it in the tree. TEAM_CYCLE when it would stand below itself. Needs `team.update`.',
  })
  updateTeam(
    @Args('id', { type: () => ID }) id: string,
    @Args('version', { type: () => Int }) version: number,
    @Args('input') input: UpdateTeamInput,
  ): Promise<Team> {
    return this.teams.update(id, version, input);
  }
}
