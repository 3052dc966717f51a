// What may happen to tasks.
import { addWorkingDays, badInput, defineErrors, StateMachine, type WorkingCalendar } from '@haven/kernel';
import { TaskStatus } from './task.entity.js';

export const taskErrors = defineErrors({
  TASK_ENDED: 'The task is done, cancelled or not executable, and stays so.',
  TASK_STARTED: 'The task is in progress already.',
});

const { OPEN, IN_PROGRESS, DONE, CANCELLED, NOT_EXECUTABLE } = TaskStatus;

/** Statuses of a task that still wants something of somebody. */
export const UNFINISHED: readonly TaskStatus[] = [OPEN, IN_PROGRESS];

/** A small task is done in one go, and what nobody began can be called off: both pass over IN_PROGRESS. Nothing goes back. */
export const taskStates = new StateMachine<TaskStatus>(
  'task',
  {
    OPEN: [IN_PROGRESS, DONE, CANCELLED, NOT_EXECUTABLE],
    IN_PROGRESS: [DONE, CANCELLED, NOT_EXECUTABLE],
    DONE: [],
    CANCELLED: [],
    NOT_EXECUTABLE: [],
  },
  (from) => (UNFINISHED.includes(from) ? taskErrors.TASK_STARTED() : ended(from)),
);

const ended = (status: TaskStatus) => taskErrors.TASK_ENDED(undefined, { status });

/** @throws TASK_ENDED */
export function mustBeUnfinished({ status }: { status: TaskStatus }): void {
  if (!UNFINISHED.includes(status)) throw ended(status);
}

/**
 * The day that lies so many working days after today.
 * @throws BAD_USER_INPUT where nobody works
 */
export function dueAfter(workingDays: number, today: string, calendar: WorkingCalendar): string {
  if (calendar.workingDays.length === 0)
    throw badInput('input.dueInWorkingDays', 'The organisation has no working days: give dueOn.');
  return addWorkingDays(today, workingDays, calendar);
}
