// A task: something to do in a case by a day.
import { Team, User } from '@haven/identity';
import {
  Choice,
  Count,
  Day,
  Derived,
  Flag,
  Moment,
  Recorded,
  Ref,
  Sensitivity,
  TenantRecord,
  Text,
} from '@haven/platform';
import { registerEnumType } from '@nestjs/graphql';
import { Applicant } from '../applicants/applicant.entity.js';
import { Case } from '../cases/case.entity.js';
import { Deadline } from '../deadlines/deadline.entity.js';
import { TaskPermission } from './task.permissions.js';

export enum TaskStatus {
  OPEN = 'OPEN',
  IN_PROGRESS = 'IN_PROGRESS',
  DONE = 'DONE',
  CANCELLED = 'CANCELLED',
  NOT_EXECUTABLE = 'NOT_EXECUTABLE',
}
registerEnumType(TaskStatus, {
  name: 'TaskStatus',
  description: 'Where a task stands.',
  valuesMap: {
    OPEN: { description: 'To be done; nobody has begun.' },
    IN_PROGRESS: { description: 'Begun.' },
    DONE: { description: 'Done. It stays so.' },
    CANCELLED: { description: 'No longer wanted, for a reason. It stays so.' },
    NOT_EXECUTABLE: { description: 'Could not be done, for a reason. It stays so.' },
  },
});

export enum TaskPriority {
  LOW = 'LOW',
  NORMAL = 'NORMAL',
  HIGH = 'HIGH',
  URGENT = 'URGENT',
}
registerEnumType(TaskPriority, { name: 'TaskPriority', description: 'How much depends on a task.' });

export enum TaskOrigin {
  MANUAL = 'MANUAL',
  TEMPLATE = 'TEMPLATE',
  CLOCK = 'CLOCK',
}
registerEnumType(TaskOrigin, {
  name: 'TaskOrigin',
  description: 'What made a task.',
  valuesMap: {
    MANUAL: { description: 'A user.' },
    TEMPLATE: { description: 'A template, such as "14 days after opening".' },
    CLOCK: { description: 'A clock, such as a permit that expires.' },
  },
});

@Recorded({
  table: 'task',
  is: 'Something to do in a case by a day. Seen by who sees its case, by its assignee and its maker, and by another team to which it was delegated.',
  permissions: TaskPermission,
  subject: 'applicantId',
  // Either is enough: the case, or the task alone when somebody outside the case is asked to do it.
  owner: { record: () => Case, by: 'caseId' },
  scope: {
    own: ({ col, me }) => `(${col('assignee_id')} = ${me()} or ${col('created_by_id')} = ${me()})`,
    // The case's own team sees it through the case, and no longer when the case has gone to another team.
    team: ({ col }, teams) => `(${col('delegated')} and ${col('team_id')} = any(${teams}))`,
  },
  defaultOrder: { property: 'dueOn', direction: 'ASC' },
  keepFor: 10,
})
export class Task extends TenantRecord {
  @Ref(() => Case, { is: 'Case that the task belongs to; null for who sees the task but not the case.', listed: true })
  caseId: string;

  @Ref(() => Applicant, {
    is: 'The person whom the case is for; null for who sees the task but not the person.',
    listed: true,
  })
  applicantId: string;

  @Text({ is: 'What is to be done, in one line.', max: 300, encrypted: true, sensitivity: Sensitivity.IDENTITY })
  title: string;

  @Text({
    is: 'What else is to be known for doing it.',
    max: 10_000,
    multiline: true,
    encrypted: true,
    sensitivity: Sensitivity.PERSECUTION,
    optional: true,
  })
  description?: string;

  @Ref(() => User, { is: 'Who is to do it; none while nobody is.', listed: true, optional: true })
  assigneeId?: string;

  @Ref(() => Team, {
    is: "Team that is to do it; the case's team unless said otherwise.",
    listed: true,
    visibleWithRow: true,
  })
  teamId: string;

  @Flag({ is: 'Whether a team other than that of the case is to do it.' })
  delegated: boolean;

  @Day({ is: 'Day by which it is to be done.', listed: true })
  dueOn: string;

  @Choice(TaskPriority, { is: 'How much depends on it.', listed: true })
  priority: TaskPriority;

  @Choice(TaskStatus, { is: 'Where it stands.', listed: true })
  status: TaskStatus;

  @Choice(TaskOrigin, { is: 'What made it.', listed: true })
  origin: TaskOrigin;

  @Ref(() => Deadline, {
    is: 'Deadline of the applicant that a clock warns of with this task; null when it has fallen away, and for other tasks.',
    listed: true,
    optional: true,
  })
  deadlineId?: string;

  @Day({ is: 'Last day of that deadline when the clock looked at it last.', listed: true, optional: true })
  deadlineOn?: string;

  @Count({ is: 'How many days ahead the clock warns: 60, 30 or 7.', listed: true, optional: true })
  noticeDays?: number;

  @Moment({ is: 'When it was done; none for a task that ended otherwise.', listed: true, optional: true })
  completedAt?: Date;

  @Text({
    is: 'What came of it: a remark on a task done, the reason of one that was cancelled or not executable.',
    max: 4000,
    multiline: true,
    encrypted: true,
    sensitivity: Sensitivity.PERSECUTION,
    optional: true,
  })
  outcome?: string;

  @Derived(() => Boolean, {
    is: "Whether its day has passed, by the organisation's calendar, while it is open or in progress.",
    sql: ({ col, today }) => `(${col('due_on')} < ${today()} and ${col('status')} in ('OPEN', 'IN_PROGRESS'))`,
  })
  readonly overdue?: boolean;
}
