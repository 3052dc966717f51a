// What may be said of a team.
import { Id, pick } from '@haven/platform';
import { InputType } from '@nestjs/graphql';
import { Team } from './team.entity.js';

@InputType({ description: 'A new team.' })
export class CreateTeamInput extends pick(Team, ['name'], ['parentId']) {
  @Id({ is: 'UUID made by the client; sending the same request again changes nothing.', optional: true })
  id?: string;
}

@InputType({
  description: 'What changes about a team; what is left out stays. Null for `parentId` puts it at the top.',
})
export class UpdateTeamInput extends pick(Team, [], ['name', 'parentId']) {}
