// Clock tasks: the work that a deadline asks for, made, moved and called off by the clock in each open case of the person.
import { Organization } from '@haven/identity';
import { Events, Repo, today, unitOfWork, type Repository } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { Case } from '../cases/case.entity.js';
import { Deadline } from '../deadlines/deadline.entity.js';
import { takeTurn } from '../deadlines/turn.js';
import { Task, TaskOrigin, TaskStatus } from '../tasks/task.entity.js';
import { TaskAssigned } from '../tasks/task.events.js';
import { taskStates, UNFINISHED } from '../tasks/task.rules.js';
import { workingWeekOf } from '../working-calendar/working-week.js';
import { NO_LONGER_NEAR, TITLES } from './clock-words.js';
import { dueBefore, FURTHEST_NOTICE, noticeOf, type Notice } from './notice.js';

/** More than anybody has. */
const ALL = { limit: 10_000 };

@Injectable()
export class ClockTasks {
  constructor(
    @Repo(Deadline) private readonly deadlines: Repository<Deadline>,
    @Repo(Case) private readonly cases: Repository<Case>,
    @Repo(Task) private readonly tasks: Repository<Task>,
    @Repo(Organization) private readonly organizations: Repository<Organization>,
    private readonly events: Events,
  ) {}

  /**
   * Brings the tasks of an applicant's open cases in line with the deadlines: one for each deadline and notice. It looks at how things
   * are, so that it may be done again, by whichever worker.
   */
  async attend(applicantId: string): Promise<void> {
    await takeTurn(applicantId);
    const deadlines = await this.deadlines.find({ applicantId }, 'unscoped', ALL);
    if (deadlines.length === 0) return;
    const made = await this.tasks.find({ deadlineId: deadlines.map(({ id }) => id) }, 'unscoped', ALL);
    // Locked: none of them can be closed for want of open tasks while one is being made.
    const open = await this.cases.find({ applicantId, closedAt: null }, 'unscoped', { ...ALL, lock: true });
    const [organization] = await this.organizations.find({ id: unitOfWork().who.organizationId }, 'unscoped', {
      limit: 1,
    });
    for (const deadline of deadlines)
      for (const theCase of open) {
        const theirs = made.filter((task) => task.deadlineId === deadline.id && task.caseId === theCase.id);
        await this.bringInLine(deadline, theCase, theirs, organization!);
      }
  }

  private async bringInLine(
    deadline: Deadline,
    theCase: Case,
    made: readonly Task[],
    organization: Organization,
  ): Promise<void> {
    const day = today(unitOfWork().who);
    const { dueOn: deadlineOn } = deadline;
    const notice = deadline.liftedAt ? undefined : noticeOf(deadlineOn, day);
    const waiting = made.find(({ status }) => UNFINISHED.includes(status));
    if (!notice) {
      // What has passed undone stays to be seen.
      if (waiting && (deadline.liftedAt || deadlineOn > day)) await this.callOff(waiting, organization);
      return;
    }
    const told = { deadlineOn, noticeDays: notice.days };
    if (waiting) {
      if (waiting.deadlineOn === deadlineOn && waiting.noticeDays === notice.days) return;
      const dueOn = this.dueDay(deadlineOn, notice, organization);
      await this.tasks.save(Object.assign(waiting, { ...told, dueOn, priority: notice.priority }));
    } else if (!made.some((task) => task.deadlineOn === deadlineOn && task.noticeDays! <= notice.days)) {
      await this.make(deadline, theCase, notice, organization);
    }
  }

  private async make(
    { id: deadlineId, kind, dueOn: deadlineOn }: Deadline,
    { id: caseId, applicantId, teamId, assigneeId }: Case,
    notice: Notice,
    organization: Organization,
  ): Promise<void> {
    const task = await this.tasks.add({
      ...{ caseId, applicantId, teamId, assigneeId, deadlineId, deadlineOn, noticeDays: notice.days },
      title: TITLES[kind][organization.defaultLanguage],
      delegated: false,
      dueOn: this.dueDay(deadlineOn, notice, organization),
      priority: notice.priority,
      status: TaskStatus.OPEN,
      origin: TaskOrigin.CLOCK,
      // Nobody's own: whoever wrote down the paper has not asked for the work, and may not be meant to see it.
      createdById: organization.id,
    });
    if (assigneeId) await this.events.tell(TaskAssigned({ taskId: task.id, caseId, assigneeId }));
  }

  /** A task that was called off no longer answers for its deadline: should the day come back, another one is made. */
  private async callOff(task: Task, { defaultLanguage }: Organization): Promise<void> {
    taskStates.move(task, TaskStatus.CANCELLED);
    const outcome = NO_LONGER_NEAR[defaultLanguage];
    const free = { deadlineId: undefined, deadlineOn: undefined, noticeDays: undefined };
    await this.tasks.save(Object.assign(task, { outcome, ...free }));
  }

  private dueDay(deadlineOn: string, notice: Notice, organization: Organization): string {
    const day = today(unitOfWork().who);
    return dueBefore(deadlineOn, notice, day, workingWeekOf(organization, day, FURTHEST_NOTICE));
  }
}
