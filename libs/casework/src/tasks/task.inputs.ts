// What may be said of a task.
import { Count, Id, pick, Sensitivity, Text } from '@haven/platform';
import { InputType } from '@nestjs/graphql';
import { Task } from './task.entity.js';

/** Most working days ahead that a due day can be told in: about a year of full weeks. */
const FURTHEST = 260;
const IN_WORKING_DAYS =
  "Instead of dueOn: so many working days from today, by the organisation's working week and public holidays; 0 is today.";

@InputType({ description: 'A task to make. Give dueOn or dueInWorkingDays.' })
export class CreateTaskInput extends pick(
  Task,
  ['caseId', 'title'],
  ['description', 'assigneeId', 'teamId', 'dueOn', 'priority'],
) {
  @Id({ is: 'UUID made by the client; sending the same request again changes nothing.', optional: true })
  id?: string;

  @Count({ is: IN_WORKING_DAYS, min: 0, max: FURTHEST, optional: true })
  dueInWorkingDays?: number;
}

@InputType({ description: 'Changes to a task; what is left out stays as it is.' })
export class UpdateTaskInput extends pick(Task, [], ['title', 'description', 'teamId', 'dueOn', 'priority']) {
  @Count({ is: IN_WORKING_DAYS, min: 0, max: FURTHEST, optional: true })
  dueInWorkingDays?: number;
}

@InputType({ description: 'What came of a task that is done.' })
export class CompleteTaskInput {
  @Text({
    is: 'A remark on what came of it.',
    max: 4000,
    multiline: true,
    optional: true,
    sensitivity: Sensitivity.PERSECUTION,
  })
  remark?: string;
}

@InputType({ description: 'Why a task ends without being done.' })
export class EndTaskInput {
  @Text({ is: 'The reason.', max: 4000, multiline: true })
  reason: string;
}
