// Asked papers: makes a task for each paper that a case lacks, and ends it by itself when the paper is there or not wanted any more.
import { addDays, addWorkingDays, dayIn, now } from '@haven/kernel';
import { Organization } from '@haven/identity';
import { Events, Repo, today, unitOfWork, type Repository } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { Case } from '../cases/case.entity.js';
import { Colleagues } from '../colleagues/colleagues.js';
import { RequiredDocument } from '../required-documents/required-document.entity.js';
import { Task, TaskOrigin, TaskPriority, TaskStatus } from '../tasks/task.entity.js';
import { TaskAssigned, TaskCompleted } from '../tasks/task.events.js';
import { TaskPermission } from '../tasks/task.permissions.js';
import { taskStates } from '../tasks/task.rules.js';
import { workingWeekOf } from '../working-calendar/working-week.js';
import { linkTask, settled, unasked, unassigned, unlinkTask, type Settled } from './open-papers.js';
import { notAskedAnyMore, titleOf } from './paper-words.js';

/** More than an organisation asks for in one case. */
const MOST_PAPERS = 500;

@Injectable()
export class AskedPapers {
  constructor(
    @Repo(Task) private readonly tasks: Repository<Task>,
    @Repo(Case) private readonly cases: Repository<Case>,
    @Repo(RequiredDocument) private readonly required: Repository<RequiredDocument>,
    @Repo(Organization) private readonly organizations: Repository<Organization>,
    private readonly colleagues: Colleagues,
    private readonly events: Events,
  ) {}

  /**
   * Makes and ends the tasks of some cases, so that each has one for every paper it lacks. Repeating it changes nothing.
   * @param requiredDocumentId the one paper that is looked at; all of them unless said otherwise
   */
  async settle(caseIds: readonly string[], requiredDocumentId: string | null = null): Promise<void> {
    // Locked, always in the order of their ids: whoever settles the same case waits, and then finds it settled.
    const cases = await this.cases.find({ id: caseIds }, 'unscoped', { limit: caseIds.length, lock: true });
    const organization = await this.organization();
    for (const each of await settled(caseIds, requiredDocumentId)) await this.end(each, organization);
    const open = await unasked(caseIds, requiredDocumentId);
    if (open.length === 0) return;
    const ids = [...new Set(open.map((each) => each.requiredDocumentId))];
    const papers = await this.required.find({ id: ids }, 'unscoped', { limit: MOST_PAPERS });
    for (const theCase of cases) {
      const lacking = new Set(
        open.filter(({ caseId }) => caseId === theCase.id).map((each) => each.requiredDocumentId),
      );
      const theirs = papers.filter(({ id }) => lacking.has(id));
      if (theirs.length > 0) await this.ask(theCase, theirs, organization);
    }
  }

  /** Whoever is put in charge of a case also gets the tasks that wait there for somebody. */
  async handOver(caseId: string): Promise<void> {
    const [theCase] = await this.cases.find({ id: caseId }, 'unscoped', { limit: 1, lock: true });
    const assigneeId = theCase && (await this.whoDoesIt(theCase));
    if (!assigneeId) return;
    for (const task of await this.locked(await unassigned(caseId))) {
      task.assigneeId = assigneeId;
      await this.tasks.save(task);
      await this.events.tell(TaskAssigned({ taskId: task.id, caseId, assigneeId }));
    }
  }

  private async ask(theCase: Case, papers: readonly RequiredDocument[], organization: Organization): Promise<void> {
    const { id: caseId, applicantId, teamId } = theCase;
    const assigneeId = await this.whoDoesIt(theCase);
    for (const paper of papers) {
      const task = await this.tasks.add({
        ...{ caseId, applicantId, teamId, assigneeId, delegated: false },
        // Nobody's own: whoever asks for a paper in every case would otherwise have made tasks in cases that they do not see.
        createdById: organization.id,
        title: titleOf(paper, organization.defaultLanguage),
        description: paper.description,
        dueOn: dueDay(paper.dueInWorkingDays ?? 0, theCase, organization),
        priority: TaskPriority.NORMAL,
        status: TaskStatus.OPEN,
        origin: TaskOrigin.TEMPLATE,
      });
      await linkTask({ caseId, requiredDocumentId: paper.id }, task.id);
      if (assigneeId) await this.events.tell(TaskAssigned({ taskId: task.id, caseId, assigneeId }));
    }
  }

  private async end({ taskId, caseId, as }: Settled, { defaultLanguage }: Organization): Promise<void> {
    const [task] = await this.locked([taskId]);
    // Somebody was quicker: the task stays as they ended it.
    if (!task || !taskStates.can(task.status, as)) return;
    taskStates.move(task, as);
    if (as === TaskStatus.DONE) task.completedAt = now();
    else task.outcome = notAskedAnyMore(defaultLanguage);
    await this.tasks.save(task);
    if (as === TaskStatus.DONE) await this.events.tell(TaskCompleted({ taskId, caseId }));
    else await unlinkTask(taskId);
  }

  private locked(ids: readonly string[]): Promise<Task[]> {
    return this.tasks.find({ id: ids }, 'unscoped', { limit: MOST_PAPERS, lock: true });
  }

  /** Whoever is in charge of the case, unless they could never say that the task is done. */
  private async whoDoesIt({ assigneeId }: Case): Promise<string | undefined> {
    return assigneeId && (await this.colleagues.isAbleTo(TaskPermission.write, assigneeId)) ? assigneeId : undefined;
  }

  private async organization(): Promise<Organization> {
    const { organizationId } = unitOfWork().who;
    const [organization] = await this.organizations.find({ id: organizationId }, 'unscoped', { limit: 1 });
    return organization!;
  }
}

/** So many working days after the case was opened; after today, where that day has passed: nobody is given what is late already. */
function dueDay(workingDays: number, { openedAt }: Case, organization: Organization): string {
  const day = today(unitOfWork().who);
  const after = (from: string): string => {
    const calendar = workingWeekOf(organization, from, workingDays);
    // Where nobody works, days are days.
    return calendar.workingDays.length === 0 ? addDays(from, workingDays) : addWorkingDays(from, workingDays, calendar);
  };
  const due = after(dayIn(openedAt, organization.timeZone));
  return due < day ? after(day) : due;
}
