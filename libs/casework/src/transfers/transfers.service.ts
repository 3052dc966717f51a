// Transfers: asking that a case go elsewhere, and accepting, refusing or withdrawing that.
import { now } from '@haven/kernel';
import { Events, forbidden, Repo, unitOfWork, type Repository } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { Case } from '../cases/case.entity.js';
import { CaseAssigned } from '../cases/case.events.js';
import { CasePermission } from '../cases/case.permissions.js';
import { mustBeUnderWay } from '../cases/case.rules.js';
import { Colleagues } from '../colleagues/colleagues.js';
import { CaseTransfer } from './transfer.entity.js';
import { TransferDecided, TransferRequested } from './transfer.events.js';
import type { RefuseCaseTransferInput, RequestCaseTransferInput } from './transfer.inputs.js';
import { TransferPermission } from './transfer.permissions.js';
import { mustBeAnswerableBy, mustChangeSomething, OPEN, transferErrors, transferStates } from './transfer.rules.js';
import { TransferStatus } from './transfer.status.js';

@Injectable()
export class TransfersService {
  constructor(
    @Repo(CaseTransfer) private readonly transfers: Repository<CaseTransfer>,
    @Repo(Case) private readonly cases: Repository<Case>,
    private readonly colleagues: Colleagues,
    private readonly events: Events,
  ) {}

  /** @throws NOT_FOUND for a case out of reach, CASE_ENDED, TRANSFER_PENDING, TRANSFER_CHANGES_NOTHING */
  async request({ id, caseId, reason, toTeamId, toAssigneeId }: RequestCaseTransferInput): Promise<CaseTransfer> {
    // Locked: the case is neither closed nor asked for by another meanwhile.
    const theCase = await this.cases.one(caseId, TransferPermission.request);
    mustBeUnderWay(theCase);
    await this.colleagues.mustBeTeam(toTeamId, 'input.toTeamId');
    const to = { toTeamId: toTeamId ?? theCase.teamId, toAssigneeId: toAssigneeId ?? undefined };
    mustChangeSomething(theCase, to);
    if (toAssigneeId)
      await this.colleagues.mustBeAbleTo(CasePermission.read, toAssigneeId, 'input.toAssigneeId', to.toTeamId);
    await this.mustNotBePending(caseId);
    const transfer = await this.transfers.add({
      ...(id && { id }),
      caseId,
      applicantId: theCase.applicantId,
      requestedById: unitOfWork().who.userId,
      fromTeamId: theCase.teamId,
      fromAssigneeId: theCase.assigneeId,
      ...to,
      reason,
      status: OPEN,
    });
    await this.events.tell(TransferRequested({ transferId: transfer.id, caseId }));
    return transfer;
  }

  /**
   * The case goes to the receiver with this answer; why it went stands in its history.
   * @throws TRANSFER_OWN_REQUEST, TRANSFER_NOT_YOURS, TRANSFER_ENDED, TRANSFER_RECEIVER_UNFIT
   */
  async accept(id: string, version: number): Promise<CaseTransfer> {
    const { transfer, theCase } = await this.answered(id, version, TransferStatus.ACCEPTED);
    const { caseId, toTeamId: teamId, toAssigneeId: assigneeId, reason } = transfer;
    if (assigneeId && (await this.colleagues.hindrance(CasePermission.read, assigneeId, teamId)))
      throw transferErrors.TRANSFER_RECEIVER_UNFIT();
    await this.transfers.save(transfer);
    Object.assign(theCase, { teamId, assigneeId });
    await this.cases.save(theCase, undefined, reason);
    await this.events.tell(CaseAssigned({ caseId, assigneeId: assigneeId ?? null, teamId }));
    return this.told(transfer);
  }

  /** @throws TRANSFER_OWN_REQUEST, TRANSFER_NOT_YOURS, TRANSFER_ENDED */
  async refuse(id: string, version: number, { reason }: RefuseCaseTransferInput): Promise<CaseTransfer> {
    const { transfer } = await this.answered(id, version, TransferStatus.REFUSED);
    transfer.refusal = reason;
    await this.transfers.save(transfer);
    return this.told(transfer);
  }

  /** @throws FORBIDDEN for who neither asked nor supervises the case's team, TRANSFER_ENDED */
  async withdraw(id: string, version: number): Promise<CaseTransfer> {
    const transfer = await this.transfers.one(id, TransferPermission.request, version);
    if (transfer.requestedById !== unitOfWork().who.userId) await this.mustBeOverseen(transfer.caseId);
    return this.withdrawn(transfer);
  }

  /** What was asked of a case that ends, or goes to another team otherwise, is asked no more. */
  async withdrawOpen(caseId: string): Promise<void> {
    const [transfer] = await this.transfers.find({ caseId, status: OPEN }, 'unscoped', { limit: 1, lock: true });
    if (transfer) await this.withdrawn(transfer);
  }

  private async withdrawn(transfer: CaseTransfer): Promise<CaseTransfer> {
    decide(transfer, TransferStatus.WITHDRAWN);
    await this.transfers.save(transfer);
    return this.told(transfer);
  }

  /**
   * The case is locked before the request, as closing the case does it: of two who decide at once, the second sees what the first decided.
   * The request is what leads the receiver to the case.
   */
  private async answered(
    id: string,
    version: number,
    as: TransferStatus,
  ): Promise<{ transfer: CaseTransfer; theCase: Case }> {
    const { caseId } = await this.transfers.within(id, TransferPermission.answer);
    const [theCase] = await this.cases.find({ id: caseId }, 'unscoped', { limit: 1, lock: true });
    const transfer = await this.transfers.one(id, TransferPermission.answer, version);
    mustBeAnswerableBy(unitOfWork().who, transfer);
    decide(transfer, as);
    return { transfer, theCase: theCase! };
  }

  private async told(transfer: CaseTransfer): Promise<CaseTransfer> {
    const { id, caseId, status } = transfer;
    await this.events.tell(TransferDecided({ transferId: id, caseId, status }));
    return transfer;
  }

  private async mustNotBePending(caseId: string): Promise<void> {
    const [pending] = await this.transfers.find({ caseId, status: OPEN }, 'unscoped', { limit: 1 });
    if (pending) throw transferErrors.TRANSFER_PENDING(undefined, { transferId: pending.id });
  }

  private async mustBeOverseen(caseId: string): Promise<void> {
    const [overseen] = await this.cases.find({ id: caseId }, TransferPermission.oversee, { limit: 1 });
    if (!overseen) throw forbidden(TransferPermission.oversee, ' It does not reach the case of this request.');
  }
}

function decide(transfer: CaseTransfer, as: TransferStatus): void {
  transferStates.move(transfer, as);
  Object.assign(transfer, { decidedById: unitOfWork().who.userId, decidedAt: now() });
}
