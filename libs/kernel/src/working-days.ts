// Working days: how deadlines are counted where offices rest on some weekdays and on holidays.
import { dayAt, dayNumber } from './days.js';

/** When an organisation works. */
export interface WorkingCalendar {
  /** ISO weekdays on which it works, 1 = Monday to 7 = Sunday; at least one. */
  workingDays: readonly number[];
  /** Days off, `YYYY-MM-DD`. One that falls on a weekday of rest changes nothing. */
  holidays: ReadonlySet<string>;
}

/** 1970-01-01, day number 0, was a Thursday. */
const weekdayOf = (place: number): number => ((((place + 3) % 7) + 7) % 7) + 1;

function weekOf({ workingDays }: WorkingCalendar): ReadonlySet<number> {
  const week = new Set(workingDays);
  if (week.size === 0 || [...week].some((day) => !Number.isInteger(day) || day < 1 || day > 7)) {
    throw new RangeError('Working days are ISO weekdays, 1 to 7, and at least one.');
  }
  return week;
}

/** Day numbers of the holidays that would be worked otherwise. */
const daysOff = (calendar: WorkingCalendar, week: ReadonlySet<number>): number[] =>
  [...calendar.holidays].map(dayNumber).filter((place) => week.has(weekdayOf(place)));

/** Goes n > 0 working weekdays forward or back, holidays not regarded: whole weeks at once, the rest by days. */
function stepOver(place: number, n: number, direction: 1 | -1, week: ReadonlySet<number>): number {
  const weeks = Math.floor((n - 1) / week.size);
  let left = n - weeks * week.size;
  let at = place + direction * 7 * weeks;
  while (left > 0) {
    at += direction;
    if (week.has(weekdayOf(at))) left--;
  }
  return at;
}

/**
 * The n-th working day after `day`, or before it when `n` is negative; `day` itself is not counted, whether worked or
 * not, and is the answer when `n` is 0.
 * @throws BAD_USER_INPUT when a day is no day or the answer lies outside the years 0001 to 9999.
 * @throws RangeError when `n` is not whole or the week has no working day.
 */
export function addWorkingDays(day: string, n: number, calendar: WorkingCalendar): string {
  if (!Number.isSafeInteger(n)) throw new RangeError('Working days are counted in whole days.');
  const week = weekOf(calendar);
  const off = daysOff(calendar, week);
  const direction = n < 0 ? -1 : 1;
  let at = dayNumber(day);
  // Each holiday passed on the way asks for one working day more, on the way to which there may be others.
  for (let left = Math.abs(n); left > 0;) {
    const from = at;
    at = stepOver(from, left, direction, week);
    dayAt(at); // stops at the end of the calendar
    left = off.filter((place) => (direction === 1 ? place > from && place <= at : place < from && place >= at)).length;
  }
  return dayAt(at);
}

/**
 * How many working days lie after `from`, up to and with `to`; when `to` is earlier, minus those from `to` up to but
 * not with `from`. So for a working day `to`, addWorkingDays(from, workingDaysBetween(from, to)) is `to`.
 * @throws BAD_USER_INPUT when a day is no day.
 * @throws RangeError when the week has no working day.
 */
export function workingDaysBetween(from: string, to: string, calendar: WorkingCalendar): number {
  const week = weekOf(calendar);
  const [start, end] = [dayNumber(from), dayNumber(to)];
  // Both directions count the days first .. first + span - 1.
  const first = end >= start ? start + 1 : end;
  const span = Math.abs(end - start);
  let count = Math.floor(span / 7) * week.size;
  for (let rest = 0; rest < span % 7; rest++) if (week.has(weekdayOf(first + rest))) count++;
  count -= daysOff(calendar, week).filter((place) => place >= first && place < first + span).length;
  return end >= start ? count : -count || 0;
}
