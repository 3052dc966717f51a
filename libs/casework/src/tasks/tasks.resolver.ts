// How tasks are asked for.
import { filteredBy, listedUnder, reads, Requires, viewerMay } from '@haven/platform';
import { Args, ID, Int, Mutation, Resolver } from '@nestjs/graphql';
import { Case } from '../cases/case.entity.js';
import { Task, TaskStatus } from './task.entity.js';
import { CompleteTaskInput, CreateTaskInput, EndTaskInput, UpdateTaskInput } from './task.inputs.js';
import { TaskPermission } from './task.permissions.js';
import { TasksService } from './tasks.service.js';

reads(Task, { one: 'task', list: 'tasks' });
listedUnder(() => Case, 'tasks', Task, 'caseId');
viewerMay(Case, 'createTask', TaskPermission.write);
filteredBy(Task, 'overdue');
filteredBy(Task, 'mine', {
  is: 'Assigned to the asking user.',
  holds: ({ col, me }) => `${col('assignee_id')} = ${me()}`,
});
filteredBy(Task, 'myTeams', {
  is: 'Of the teams for which the asking user may task.read, and of the teams below them.',
  holds: ({ ofMyTeams }) => ofMyTeams('team_id', TaskPermission.read),
});

const Id = (): ParameterDecorator => Args('id', { type: () => ID, description: 'The task.' });
const Version = (): ParameterDecorator =>
  Args('version', { type: () => Int, description: 'Version that the client saw.' });
/** Who gives a task away may lose sight of it. */
const UNSEEN = 'Null when the asking user does not see it any more.';

@Resolver(() => Task)
export class TasksResolver {
  constructor(private readonly tasks: TasksService) {}

  @Requires(TaskPermission.write)
  @Mutation(() => Task, {
    description: 'Makes a task in a case. Refused with CASE_ENDED when the case is closed or declined.',
  })
  createTask(@Args('input', { description: 'The task to make.' }) input: CreateTaskInput): Promise<Task> {
    return this.tasks.create(input);
  }

  @Requires(TaskPermission.write)
  @Mutation(() => Task, { nullable: true, description: `Changes a task that has not ended. ${UNSEEN}` })
  updateTask(
    @Id() id: string,
    @Version() version: number,
    @Args('input', { description: 'What changes.' }) input: UpdateTaskInput,
  ): Promise<Task> {
    return this.tasks.update(id, version, input);
  }

  @Requires(TaskPermission.write)
  @Mutation(() => Task, {
    nullable: true,
    description: `Gives a task to a colleague who holds \`task.write\`, or with null to nobody. ${UNSEEN}`,
  })
  assignTask(
    @Id() id: string,
    @Version() version: number,
    @Args('assigneeId', { type: () => ID, nullable: true, description: 'The colleague; null for nobody.' })
    assigneeId: string | null,
  ): Promise<Task> {
    return this.tasks.assign(id, version, assigneeId);
  }

  @Requires(TaskPermission.write)
  @Mutation(() => Task, { description: 'Says that the task was begun.' })
  startTask(@Id() id: string, @Version() version: number): Promise<Task> {
    return this.tasks.start(id, version);
  }

  @Requires(TaskPermission.write)
  @Mutation(() => Task, {
    description:
      'Says that the task is done; it need not have been started. Refused with TASK_ENDED when it has ended already.',
  })
  completeTask(
    @Id() id: string,
    @Version() version: number,
    @Args('input', { defaultValue: {}, description: 'What came of it.' }) input: CompleteTaskInput,
  ): Promise<Task> {
    return this.tasks.complete(id, version, input);
  }

  @Requires(TaskPermission.write)
  @Mutation(() => Task, { description: 'Calls a task off that is no longer wanted.' })
  cancelTask(
    @Id() id: string,
    @Version() version: number,
    @Args('input', { description: 'Why it ends.' }) input: EndTaskInput,
  ): Promise<Task> {
    return this.tasks.end(id, version, TaskStatus.CANCELLED, input);
  }

  @Requires(TaskPermission.write)
  @Mutation(() => Task, { description: 'Says that the task could not be done.' })
  markTaskNotExecutable(
    @Id() id: string,
    @Version() version: number,
    @Args('input', { description: 'Why it ends.' }) input: EndTaskInput,
  ): Promise<Task> {
    return this.tasks.end(id, version, TaskStatus.NOT_EXECUTABLE, input);
  }
}
