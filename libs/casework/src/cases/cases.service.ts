// Cases: opening, changing, moving, assigning, ending and reopening them.
import { badInput, now } from '@haven/kernel';
import {
  correct,
  Events,
  grantOf,
  Reach,
  reachesTeam,
  Repo,
  today,
  unitOfWork,
  type Permission,
  type Repository,
} from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { Applicant } from '../applicants/applicant.entity.js';
import { ApplicantPermission } from '../applicants/applicant.permissions.js';
import { Colleagues } from '../colleagues/colleagues.js';
import { nextCount } from './case-counter.js';
import { Case, CasePriority, RiskLevel } from './case.entity.js';
import {
  CaseAssigned,
  CaseClosed,
  CaseMoved,
  CaseOpened,
  CaseProgrammeChanged,
  CaseFollowers,
  CaseReopened,
  ClosingGuards,
} from './case.events.js';
import type {
  AssignCaseInput,
  CloseCaseInput,
  DeclineCaseInput,
  MoveCaseInput,
  OpenCaseInput,
  ReopenCaseInput,
  UpdateCaseInput,
} from './case.inputs.js';
import { CasePermission } from './case.permissions.js';
import { CaseStatus } from './case.status.js';
import {
  asCaseNumber,
  caseErrors,
  caseNumber,
  caseStates,
  mustBeADueDay,
  mustBeUnderWay,
  mustNeedNoReason,
  programmeForm,
  refuseMove,
} from './case.rules.js';

@Injectable()
export class CasesService {
  constructor(
    @Repo(Case) private readonly cases: Repository<Case>,
    @Repo(Applicant) private readonly applicants: Repository<Applicant>,
    private readonly colleagues: Colleagues,
    private readonly events: Events,
    private readonly guards: ClosingGuards,
    private readonly followers: CaseFollowers,
  ) {}

  /** @throws NOT_FOUND for an applicant whom the asker may not see */
  async open({ id, applicantId, teamId, assigneeId, ...input }: OpenCaseInput): Promise<Case> {
    const applicant = await this.applicants.within(applicantId, ApplicantPermission.read);
    await this.colleagues.mustBeTeam(teamId);
    if (assigneeId) await this.mustSee(assigneeId, teamId ?? applicant.teamId);
    const day = today(unitOfWork().who);
    mustBeADueDay(input.dueOn, day);
    // The number comes last: whoever opens a case at the same time waits for it from here on.
    const year = Number(day.slice(0, 4));
    const opened = await this.cases.add({
      ...(id && { id }),
      number: caseNumber(year, await nextCount(year)),
      applicantId,
      teamId: teamId ?? applicant.teamId,
      assigneeId: assigneeId ?? undefined,
      forHousehold: input.forHousehold ?? false,
      programme: input.programme ?? undefined,
      programmeForm: programmeForm(input.programme),
      status: CaseStatus.INTAKE,
      priority: input.priority ?? CasePriority.NORMAL,
      riskLevel: input.riskLevel ?? RiskLevel.NONE,
      openedAt: now(),
      dueOn: input.dueOn ?? undefined,
    });
    await this.events.tell(CaseOpened({ caseId: opened.id }));
    if (assigneeId) await this.tellAssigned(opened);
    return opened;
  }

  /** The case of a number as somebody typed it; null when there is none within reach. @throws BAD_USER_INPUT for a typing error */
  async byNumber(typed: string): Promise<Case | null> {
    const [found] = await this.cases.find({ number: asCaseNumber(typed) }, CasePermission.read, { limit: 1 });
    return found ?? null;
  }

  /** @throws CASE_ENDED */
  async update(id: string, version: number, input: UpdateCaseInput): Promise<Case> {
    const found = await this.underWay(id, version, CasePermission.update);
    if (input.dueOn !== found.dueOn) mustBeADueDay(input.dueOn, today(unitOfWork().who));
    const before = found.programmeForm;
    correct(found, input);
    found.programmeForm = programmeForm(found.programme);
    await this.cases.save(found);
    if (found.programmeForm !== before) await this.events.tell(CaseProgrammeChanged({ caseId: id }));
    return found;
  }

  /** @throws CASE_MOVE_NOT_ALLOWED, CASE_OUTCOME_NEEDED, CASE_REASON_NEEDED */
  async move(id: string, version: number, { to, remark }: MoveCaseInput): Promise<Case> {
    const found = await this.cases.one(id, CasePermission.update, version);
    mustNeedNoReason(found.status, to);
    caseStates.move(found, to);
    found.statusRemark = remark ?? undefined;
    await this.cases.save(found);
    await this.events.tell(CaseMoved({ caseId: id }));
    return found;
  }

  /** @throws CASE_MOVE_NOT_ALLOWED */
  async decline(id: string, version: number, { reason, remark }: DeclineCaseInput): Promise<Case> {
    const found = await this.cases.one(id, CasePermission.update, version);
    caseStates.move(found, CaseStatus.DECLINED);
    Object.assign(found, { closedAt: now(), closureReason: reason, statusRemark: remark ?? undefined });
    await this.cases.save(found);
    await this.followers.follow(id);
    await this.events.tell(CaseMoved({ caseId: id }));
    return found;
  }

  /** @throws CASE_MOVE_NOT_ALLOWED, and whatever still stands open, such as CASE_HAS_OPEN_TASKS */
  async close(id: string, version: number, { outcome, reason, remark, override }: CloseCaseInput): Promise<Case> {
    const found = await this.cases.one(id, CasePermission.close, version);
    caseStates.move(found, CaseStatus.CLOSED);
    if (override) await this.mustBeOverridable(id, remark);
    else await this.guards.ask(id);
    Object.assign(found, { closedAt: now(), outcome, closureReason: reason, statusRemark: remark ?? undefined });
    await this.cases.save(found, undefined, override ? remark : undefined);
    await this.followers.follow(id);
    await this.events.tell(CaseClosed({ caseId: id }));
    return found;
  }

  /** How and why it was closed stays in the history. @throws CASE_MOVE_NOT_ALLOWED */
  async reopen(id: string, version: number, { reason }: ReopenCaseInput): Promise<Case> {
    const found = await this.cases.one(id, CasePermission.reopen, version);
    if (found.status !== CaseStatus.CLOSED) throw refuseMove(found.status, CaseStatus.ACTIVE);
    caseStates.move(found, CaseStatus.ACTIVE);
    Object.assign(found, { closedAt: undefined, outcome: undefined, closureReason: undefined, statusRemark: reason });
    await this.cases.save(found, undefined, reason);
    await this.events.tell(CaseReopened({ caseId: id }));
    return found;
  }

  /**
   * Gives the case to a caseworker, to another team, or to both; the asker may lose sight of it.
   * @throws CASE_ENDED, CASE_TRANSFER_NEEDED
   */
  async assign(id: string, version: number, input: AssignCaseInput): Promise<Case> {
    const found = await this.underWay(id, version, CasePermission.assign);
    await this.colleagues.mustBeTeam(input.teamId);
    const { assigneeId, teamId } = found;
    correct(found, input);
    if (found.assigneeId === assigneeId && found.teamId === teamId) return found;
    await this.mustBeWithinAssigning(found, teamId);
    // Also the one who keeps the case while it goes to another team.
    if (found.assigneeId) await this.mustSee(found.assigneeId, found.teamId);
    await this.cases.save(found);
    if (found.teamId !== teamId) await this.followers.follow(id);
    await this.tellAssigned(found);
    return found;
  }

  /** The asker takes charge of a case that nobody is in charge of. @throws CASE_TAKEN, CASE_ENDED */
  async take(id: string, version: number): Promise<Case> {
    const found = await this.underWay(id, version, CasePermission.update);
    if (found.assigneeId) throw caseErrors.CASE_TAKEN(undefined, { assigneeId: found.assigneeId });
    found.assigneeId = unitOfWork().who.userId;
    await this.cases.save(found);
    await this.tellAssigned(found);
    return found;
  }

  private async underWay(id: string, version: number, permission: Permission): Promise<Case> {
    const found = await this.cases.one(id, permission, version);
    mustBeUnderWay(found);
    return found;
  }

  /** @throws FORBIDDEN when the override does not reach this case */
  private async mustBeOverridable(id: string, remark: string | null | undefined): Promise<void> {
    if (!remark) throw badInput('input.remark', 'An override needs a remark that says why.');
    await this.cases.one(id, CasePermission.override);
  }

  /**
   * Whoever may assign for a team puts a case there; who may assign only what is their own keeps it in its team. Beyond that, the
   * receiver is asked first.
   * @throws CASE_TRANSFER_NEEDED
   */
  private async mustBeWithinAssigning({ teamId, assigneeId }: Case, before: string): Promise<void> {
    const grant = grantOf(unitOfWork().who, CasePermission.assign);
    if (teamId !== before && !reachesTeam(grant, teamId)) throw caseErrors.CASE_TRANSFER_NEEDED();
    if (!assigneeId || grant?.reach !== Reach.OWN) return;
    const outside =
      !(await this.colleagues.hindrance(CasePermission.read, assigneeId)) &&
      (await this.colleagues.hindrance(CasePermission.read, assigneeId, teamId));
    if (outside) throw caseErrors.CASE_TRANSFER_NEEDED();
  }

  /** Nobody is put in charge of what they could not see. */
  private mustSee(assigneeId: string, teamId: string): Promise<void> {
    return this.colleagues.mustBeAbleTo(CasePermission.read, assigneeId, 'input.assigneeId', teamId);
  }

  private async tellAssigned({ id, assigneeId, teamId }: Case): Promise<void> {
    await this.events.tell(CaseAssigned({ caseId: id, assigneeId: assigneeId ?? null, teamId }));
  }
}
