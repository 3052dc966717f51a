// How participants are asked for.
import { filteredBy, listedUnder, reads, Requires, viewerMay } from '@haven/platform';
import { Args, ID, Int, Mutation, Resolver } from '@nestjs/graphql';
import { Case } from '../cases/case.entity.js';
import { CaseParticipant } from './participant.entity.js';
import { AddCaseParticipantInput } from './participant.inputs.js';
import { ParticipantPermission } from './participant.permissions.js';
import { ParticipantsService } from './participants.service.js';

// Where somebody works along is `caseParticipants(filter: { user: { in: […] }, current: true })`.
reads(CaseParticipant, { one: 'caseParticipant', list: 'caseParticipants' });
listedUnder(() => Case, 'participants', CaseParticipant, 'caseId');
viewerMay(Case, 'addParticipant', ParticipantPermission.write);
filteredBy(CaseParticipant, 'current');

@Resolver(() => CaseParticipant)
export class ParticipantsResolver {
  constructor(private readonly participants: ParticipantsService) {}

  @Requires(ParticipantPermission.write)
  @Mutation(() => CaseParticipant, {
    description:
      'Lets a colleague work along on a case that is under way. They must hold `case.read` for a team, whichever it is. Refused with PARTICIPANT_ALREADY when they do so already or are to begin.',
  })
  addCaseParticipant(
    @Args('input', { description: 'Who, as what, and for how long.' }) input: AddCaseParticipantInput,
  ): Promise<CaseParticipant> {
    return this.participants.add(input);
  }

  @Requires(ParticipantPermission.write)
  @Mutation(() => CaseParticipant, {
    nullable: true,
    description:
      'Ends at once that a colleague works along on a case. Null when the asking user does not see it any more.',
  })
  endCaseParticipation(
    @Args('id', { type: () => ID, description: 'The participant.' }) id: string,
    @Args('version', { type: () => Int, description: 'Version that the client saw.' }) version: number,
  ): Promise<CaseParticipant> {
    return this.participants.end(id, version);
  }
}
