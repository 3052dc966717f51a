// Public holidays: the days on which a country rests.
import { addDays } from '@haven/kernel';
import Holidays from 'date-holidays';

const MS_PER_DAY = 86_400_000;
/** Working a year out takes some 20 milliseconds. The codes are those of countries and the years near, so the store has an end. */
const known = new Map<string, readonly string[]>();

/**
 * Public holidays of whole years, `YYYY-MM-DD`, days off in lieu included; none for a country of which nothing is known.
 * @param country ISO 3166-1 alpha-2
 */
export function publicHolidays(country: string, years: readonly number[]): ReadonlySet<string> {
  return new Set(years.flatMap((year) => holidaysOf(country, year)));
}

function holidaysOf(country: string, year: number): readonly string[] {
  const key = `${country}${year}`;
  let days = known.get(key);
  if (!days) {
    const found = new Holidays(country).getHolidays(year).filter(({ type }) => type === 'public');
    known.set(key, (days = found.flatMap(({ date, start, end }) => daysFrom(date.slice(0, 10), start, end))));
  }
  return days;
}

/** A holiday may last several days; on half a one there is work. One that begins at sunset counts for the day it is named after. */
function daysFrom(day: string, start: Date, end: Date): string[] {
  // A tenth more, because a day on which clocks go forward has 23 hours.
  const length = Math.floor((end.getTime() - start.getTime()) / MS_PER_DAY + 0.1);
  return Array.from({ length }, (_, index) => addDays(day, index));
}
