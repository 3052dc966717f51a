// How transfers are asked for.
import { filteredBy, listedUnder, reads, Requires, viewerMay } from '@haven/platform';
import { Args, ID, Int, Mutation, Resolver } from '@nestjs/graphql';
import { Case } from '../cases/case.entity.js';
import { CaseTransfer } from './transfer.entity.js';
import { RefuseCaseTransferInput, RequestCaseTransferInput } from './transfer.inputs.js';
import { TransferPermission } from './transfer.permissions.js';
import { TransfersService } from './transfers.service.js';

// What waits for an answer is `caseTransfers(filter: { status: { in: [REQUESTED] }, incoming: true })`.
reads(CaseTransfer, { one: 'caseTransfer', list: 'caseTransfers' });
listedUnder(() => Case, 'transfers', CaseTransfer, 'caseId');
viewerMay(Case, 'requestTransfer', TransferPermission.request);
filteredBy(CaseTransfer, 'incoming', {
  is: 'Addressed to the asking user, or to the teams for which they may transfer.answer and the teams below them.',
  holds: ({ col, me, ofMyTeams }) =>
    `(coalesce(${col('to_assignee_id')} = ${me()}, false) or ${ofMyTeams('to_team_id', TransferPermission.answer)})`,
});

const THE_REQUEST = { type: () => ID, description: 'The request.' } as const;
const VERSION = { type: () => Int, description: 'Version that the client saw.' } as const;
const WHO_ANSWERS =
  'Whoever is named answers, or anybody of the team when nobody is, or a supervisor of the team; refused with TRANSFER_OWN_REQUEST for who asked. A request that was withdrawn, or answered by another, is NOT_FOUND for the receiver.';

@Resolver(() => CaseTransfer)
export class TransfersResolver {
  constructor(private readonly transfers: TransfersService) {}

  @Requires(TransferPermission.request)
  @Mutation(() => CaseTransfer, {
    description:
      'Asks that a case go to another team or caseworker. The receiver sees the request with the number, programme and priority of the case, and nothing else of it before it is accepted. Refused with TRANSFER_PENDING while another request for the case is open, and with CASE_ENDED when it is closed or declined.',
  })
  requestCaseTransfer(
    @Args('input', { description: 'What is asked for.' }) input: RequestCaseTransferInput,
  ): Promise<CaseTransfer> {
    return this.transfers.request(input);
  }

  @Requires(TransferPermission.answer)
  @Mutation(() => CaseTransfer, {
    description: `Takes the case over: it goes to the team, and whoever is named is in charge of it; when nobody is, nobody is in charge until somebody takes it. ${WHO_ANSWERS}`,
  })
  acceptCaseTransfer(
    @Args('id', THE_REQUEST) id: string,
    @Args('version', VERSION) version: number,
  ): Promise<CaseTransfer> {
    return this.transfers.accept(id, version);
  }

  @Requires(TransferPermission.answer)
  @Mutation(() => CaseTransfer, { description: `Does not take the case over: it stays where it is. ${WHO_ANSWERS}` })
  refuseCaseTransfer(
    @Args('id', THE_REQUEST) id: string,
    @Args('version', VERSION) version: number,
    @Args('input', { description: 'Why.' }) input: RefuseCaseTransferInput,
  ): Promise<CaseTransfer> {
    return this.transfers.refuse(id, version, input);
  }

  @Requires(TransferPermission.request)
  @Mutation(() => CaseTransfer, {
    description:
      'Takes an open request back. Who asked may, and who holds `transfer.oversee` for the team of the case.',
  })
  withdrawCaseTransfer(
    @Args('id', THE_REQUEST) id: string,
    @Args('version', VERSION) version: number,
  ): Promise<CaseTransfer> {
    return this.transfers.withdraw(id, version);
  }
}
