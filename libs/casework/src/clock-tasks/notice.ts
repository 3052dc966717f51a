// Notice: how long before a deadline the clock asks for work, and by when that is to be done.
import { addWorkingDays, dayNumber, type WorkingCalendar } from '@haven/kernel';
import { TaskPriority } from '../tasks/task.entity.js';

export interface Notice {
  /** So many days before the deadline, or fewer. */
  days: number;
  /** The work is to be done so many working days before the deadline, so that there is time for what comes after it. */
  workingDaysBefore: number;
  priority: TaskPriority;
}

/** From the latest to the first. */
const NOTICES: readonly Notice[] = [
  { days: 7, workingDaysBefore: 2, priority: TaskPriority.URGENT },
  { days: 30, workingDaysBefore: 10, priority: TaskPriority.HIGH },
  { days: 60, workingDaysBefore: 20, priority: TaskPriority.NORMAL },
];

/** The first notice is given so many days ahead. */
export const FURTHEST_NOTICE = NOTICES.at(-1)!.days;

/** The notice that is due for a deadline; none while it is far off, and none once it has passed: then the list of deadlines tells. */
export function noticeOf(deadline: string, today: string): Notice | undefined {
  const left = dayNumber(deadline) - dayNumber(today);
  return left < 0 ? undefined : NOTICES.find(({ days }) => left <= days);
}

/** By when the work is to be done: some working days before the deadline, and never before today. */
export function dueBefore(deadline: string, notice: Notice, today: string, calendar: WorkingCalendar): string {
  // Where nobody ever works there is no working day before it.
  if (calendar.workingDays.length === 0) return deadline;
  const day = addWorkingDays(deadline, -notice.workingDaysBefore, calendar);
  return day < today ? today : day;
}
