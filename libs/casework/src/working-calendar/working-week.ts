// The working week of an organisation, as the counting of working days wants it.
import type { WorkingCalendar } from '@haven/kernel';
import { WEEK, type Organization } from '@haven/identity';
import { publicHolidays } from './public-holidays.js';

/** Weeks of a year, less those that its holidays may take. */
const WEEKS_A_YEAR = 48;

/** The calendar for counting `count` working days from the day `from`, `YYYY-MM-DD`: it knows the holidays of the years on the way. */
export function workingWeekOf(
  { workingDays, holidayCountry }: Pick<Organization, 'workingDays' | 'holidayCountry'>,
  from: string,
  count: number,
): WorkingCalendar {
  const week = WEEK.flatMap((day, index) => (workingDays.includes(day) ? [index + 1] : []));
  const yearsAhead = Math.ceil(count / (week.length || 1) / WEEKS_A_YEAR);
  const years = Array.from({ length: yearsAhead + 1 }, (_, index) => Number(from.slice(0, 4)) + index);
  return {
    workingDays: week,
    holidays: holidayCountry ? publicHolidays(holidayCountry, years) : new Set(),
  };
}
