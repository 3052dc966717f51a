// What may happen to transfers: who may answer them, and what they must change.
import { defineErrors, StateMachine } from '@haven/kernel';
import { grantOf, reachesTeam, type Who } from '@haven/platform';
import type { Case } from '../cases/case.entity.js';
import type { CaseTransfer } from './transfer.entity.js';
import { TransferPermission } from './transfer.permissions.js';
import { TransferStatus } from './transfer.status.js';

export const transferErrors = defineErrors({
  TRANSFER_PENDING:
    'A transfer of this case is asked for already; extensions.transferId says in which request. It is answered or withdrawn first.',
  TRANSFER_CHANGES_NOTHING: 'The case is of this team, and nobody else is named: there is nothing to ask for.',
  TRANSFER_ENDED: 'The request was accepted, refused or withdrawn; extensions.status says which. It stays so.',
  TRANSFER_OWN_REQUEST: 'Who asks for a transfer does not answer it: the receiver or their supervisor does.',
  TRANSFER_NOT_YOURS: 'The request is addressed to somebody else: they or their supervisor answer it.',
  TRANSFER_RECEIVER_UNFIT:
    'The colleague who is named can no longer be in charge of cases of the team: refuse the request, and let another be named.',
});

const { REQUESTED, ACCEPTED, REFUSED, WITHDRAWN } = TransferStatus;

export const transferStates = new StateMachine<TransferStatus>(
  'transfer',
  { REQUESTED: [ACCEPTED, REFUSED, WITHDRAWN], ACCEPTED: [], REFUSED: [], WITHDRAWN: [] },
  (from) => transferErrors.TRANSFER_ENDED(undefined, { status: from }),
);

/** What an open request is looked for by. */
export const OPEN = REQUESTED;

export type Receiver = Pick<CaseTransfer, 'toTeamId' | 'toAssigneeId'>;

/** @throws TRANSFER_CHANGES_NOTHING */
export function mustChangeSomething({ teamId, assigneeId }: Pick<Case, 'teamId' | 'assigneeId'>, to: Receiver): void {
  const another = to.toAssigneeId !== undefined && to.toAssigneeId !== assigneeId;
  if (to.toTeamId === teamId && !another) throw transferErrors.TRANSFER_CHANGES_NOTHING();
}

/**
 * The one who is named answers, or anybody of the team when nobody is; a supervisor of the team always. Never who asked.
 * @throws TRANSFER_OWN_REQUEST, TRANSFER_NOT_YOURS
 */
export function mustBeAnswerableBy(
  who: Who,
  { requestedById, toTeamId, toAssigneeId }: Receiver & Pick<CaseTransfer, 'requestedById'>,
): void {
  if (requestedById === who.userId) throw transferErrors.TRANSFER_OWN_REQUEST();
  const addressed = toAssigneeId
    ? toAssigneeId === who.userId
    : reachesTeam(grantOf(who, TransferPermission.answer), toTeamId);
  if (!addressed && !reachesTeam(grantOf(who, TransferPermission.oversee), toTeamId))
    throw transferErrors.TRANSFER_NOT_YOURS();
}
