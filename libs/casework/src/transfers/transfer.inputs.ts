// What may be said of a transfer.
import { Id, pick, Text } from '@haven/platform';
import { InputType } from '@nestjs/graphql';
import { CaseTransfer } from './transfer.entity.js';

@InputType({
  description:
    "A request that a case go to another team, to a caseworker of it, or to another caseworker of its own team. Without toTeamId it is the case's own.",
})
export class RequestCaseTransferInput extends pick(CaseTransfer, ['caseId', 'reason'], ['toTeamId', 'toAssigneeId']) {
  @Id({ is: 'UUID made by the client; sending the same request again changes nothing.', optional: true })
  id?: string;
}

@InputType({ description: 'Why a case is not taken over.' })
export class RefuseCaseTransferInput {
  @Text({ is: 'The reason, in words.', max: 4000, multiline: true })
  reason: string;
}
