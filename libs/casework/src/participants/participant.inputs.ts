// What may be said of a participant.
import { Id, pick } from '@haven/platform';
import { InputType } from '@nestjs/graphql';
import { CaseParticipant } from './participant.entity.js';

@InputType({
  description: 'A colleague who is to work along on a case: from today, unless validFrom names a later day.',
})
export class AddCaseParticipantInput extends pick(
  CaseParticipant,
  ['caseId', 'userId', 'role'],
  ['validFrom', 'validUntil'],
) {
  @Id({ is: 'UUID made by the client; sending the same request again changes nothing.', optional: true })
  id?: string;
}
