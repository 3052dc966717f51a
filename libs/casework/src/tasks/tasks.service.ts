// Tasks: making, changing, assigning and ending them.
import { badInput, now } from '@haven/kernel';
import { Organization } from '@haven/identity';
import { correct, Events, Repo, today, unitOfWork, type Repository } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { Case } from '../cases/case.entity.js';
import { mustBeADueDay, mustBeUnderWay } from '../cases/case.rules.js';
import { Colleagues } from '../colleagues/colleagues.js';
import { Task, TaskOrigin, TaskPriority, TaskStatus } from './task.entity.js';
import { TaskAssigned, TaskCompleted } from './task.events.js';
import type { CompleteTaskInput, CreateTaskInput, EndTaskInput, UpdateTaskInput } from './task.inputs.js';
import { TaskPermission } from './task.permissions.js';
import { dueAfter, mustBeUnfinished, taskStates } from './task.rules.js';
import { workingWeekOf } from '../working-calendar/working-week.js';

type DueDay = Pick<CreateTaskInput, 'dueOn' | 'dueInWorkingDays'>;

@Injectable()
export class TasksService {
  constructor(
    @Repo(Task) private readonly tasks: Repository<Task>,
    @Repo(Case) private readonly cases: Repository<Case>,
    @Repo(Organization) private readonly organizations: Repository<Organization>,
    private readonly colleagues: Colleagues,
    private readonly events: Events,
  ) {}

  /** @throws NOT_FOUND for a case out of reach, CASE_ENDED */
  async create({
    id,
    caseId,
    title,
    description,
    assigneeId,
    teamId,
    priority,
    ...due
  }: CreateTaskInput): Promise<Task> {
    // Locked: the case cannot be closed for want of open tasks while one is being made.
    const theCase = await this.cases.one(caseId, TaskPermission.write);
    mustBeUnderWay(theCase);
    await this.mustBeAbleToDoIt(assigneeId);
    await this.colleagues.mustBeTeam(teamId);
    const dueOn = await this.dueDay(due);
    if (!dueOn) throw badInput('input.dueOn', 'Give dueOn or dueInWorkingDays.');
    mustBeADueDay(dueOn, today(unitOfWork().who));
    const task = await this.tasks.add({
      ...(id && { id }),
      caseId,
      applicantId: theCase.applicantId,
      ...{ title, description, assigneeId, dueOn },
      teamId: teamId ?? theCase.teamId,
      delegated: Boolean(teamId) && teamId !== theCase.teamId,
      priority: priority ?? TaskPriority.NORMAL,
      status: TaskStatus.OPEN,
      origin: TaskOrigin.MANUAL,
    });
    await this.tellAssignee(task);
    return task;
  }

  /** @throws TASK_ENDED */
  async update(id: string, version: number, { dueOn, dueInWorkingDays, ...input }: UpdateTaskInput): Promise<Task> {
    const task = await this.unfinished(id, version);
    await this.colleagues.mustBeTeam(input.teamId);
    const due = await this.dueDay({ dueOn, dueInWorkingDays });
    // A form that sends the day back as it is does no harm, overdue or not.
    if (due !== task.dueOn) mustBeADueDay(due, today(unitOfWork().who));
    correct(task, { ...input, dueOn: due });
    if (input.teamId) {
      const [theCase] = await this.cases.find({ id: task.caseId }, 'unscoped', { limit: 1 });
      task.delegated = task.teamId !== theCase!.teamId;
    }
    return this.tasks.save(task);
  }

  /** Gives the task to a colleague, or to nobody. @throws TASK_ENDED */
  async assign(id: string, version: number, assigneeId: string | null): Promise<Task> {
    const task = await this.unfinished(id, version);
    await this.mustBeAbleToDoIt(assigneeId, 'assigneeId');
    const before = task.assigneeId;
    task.assigneeId = assigneeId ?? undefined;
    await this.tasks.save(task);
    if (task.assigneeId !== before) await this.tellAssignee(task);
    return task;
  }

  /** @throws TASK_STARTED, TASK_ENDED */
  async start(id: string, version: number): Promise<Task> {
    const task = await this.tasks.one(id, TaskPermission.write, version);
    taskStates.move(task, TaskStatus.IN_PROGRESS);
    return this.tasks.save(task);
  }

  /** @throws TASK_ENDED, also when it is done already: a repeated request is known by its Idempotency-Key */
  async complete(id: string, version: number, { remark }: CompleteTaskInput): Promise<Task> {
    const task = await this.tasks.one(id, TaskPermission.write, version);
    taskStates.move(task, TaskStatus.DONE);
    task.completedAt = now();
    task.outcome = remark ?? undefined;
    await this.tasks.save(task);
    await this.events.tell(TaskCompleted({ taskId: id, caseId: task.caseId }));
    return task;
  }

  /** Ends the task without its being done. @throws TASK_ENDED */
  async end(
    id: string,
    version: number,
    as: TaskStatus.CANCELLED | TaskStatus.NOT_EXECUTABLE,
    { reason }: EndTaskInput,
  ): Promise<Task> {
    const task = await this.tasks.one(id, TaskPermission.write, version);
    taskStates.move(task, as);
    task.outcome = reason;
    return this.tasks.save(task);
  }

  private async unfinished(id: string, version: number): Promise<Task> {
    const task = await this.tasks.one(id, TaskPermission.write, version);
    mustBeUnfinished(task);
    return task;
  }

  /** The due day in whichever way an input tells it; undefined when it says nothing of it. */
  private async dueDay({ dueOn, dueInWorkingDays }: DueDay): Promise<string | undefined> {
    if (dueInWorkingDays === undefined || dueInWorkingDays === null) return dueOn;
    if (dueOn) throw badInput('input.dueInWorkingDays', 'Give dueOn or dueInWorkingDays, not both.');
    const { who } = unitOfWork();
    const day = today(who);
    const [organization] = await this.organizations.find({ id: who.organizationId }, 'unscoped', { limit: 1 });
    return dueAfter(dueInWorkingDays, day, workingWeekOf(organization!, day, dueInWorkingDays));
  }

  private async tellAssignee({ id, caseId, assigneeId }: Task): Promise<void> {
    if (assigneeId) await this.events.tell(TaskAssigned({ taskId: id, caseId, assigneeId }));
  }

  /** Also somebody outside the case, who then sees the task alone; but nobody who could never say that it is done. */
  private async mustBeAbleToDoIt(id: string | null | undefined, argument = 'input.assigneeId'): Promise<void> {
    if (id) await this.colleagues.mustBeAbleTo(TaskPermission.write, id, argument);
  }
}
