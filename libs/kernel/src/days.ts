// The calendar: days, moments and partial dates as they are written, checked against the real calendar.
import { badInput } from './domain-error.js';

/**
 * A date as exact as it is known: `1987`, `1987-05` or `1987-05-12`. Its length is its precision; what is not known
 * is never invented.
 */
export type PartialDay = string;

/** How exactly a partial date is known. */
export type Precision = 'year' | 'month' | 'day';

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const PARTIAL_DAY = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const MOMENT = /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-5]):[0-5]\d)$/;

const MS_PER_DAY = 86_400_000;
const FIRST_MOMENT = Date.parse('0001-01-01T00:00:00Z');
const LAST_MOMENT = Date.parse('9999-12-31T23:59:59.999Z');

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

const isInCalendar = (year: number, month: number, day: number): boolean =>
  year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);

/** Whether the text is a real day of the Gregorian calendar, `YYYY-MM-DD` in ASCII digits, years 0001 to 9999. */
export function isDay(text: string): boolean {
  const parts = DAY.exec(text);
  return parts !== null && isInCalendar(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}

/**
 * Reads a day as numbers; months count from 1.
 * @throws BAD_USER_INPUT on the named field when the text is no day.
 */
export function parseDay(text: string, field = 'day'): { year: number; month: number; day: number } {
  if (!isDay(text)) throw badInput(field, 'This is not a day of the calendar, written like 2026-03-31.');
  return { year: Number(text.slice(0, 4)), month: Number(text.slice(5, 7)), day: Number(text.slice(8)) };
}

/**
 * Whether the text is a moment of RFC 3339: real day, capital T and Z, seconds and zone written out. Refused although
 * the RFC knows them: leap seconds, since neither JavaScript nor Postgres keeps them, and offsets of 16 hours or more,
 * which no place has and Postgres refuses. Hour 24 is refused too. In UTC the year is 0001 to 9999.
 * Up to nine decimals of a second are read; a Date keeps three of them.
 */
export function isMoment(text: string): boolean {
  const parts = MOMENT.exec(text);
  if (parts?.[1] === undefined || !isDay(parts[1])) return false;
  const moment = Date.parse(text);
  return moment >= FIRST_MOMENT && moment <= LAST_MOMENT;
}

/** Whether the text is a year, a month or a day of the calendar, years 0001 to 9999. */
export function isPartialDay(text: string): text is PartialDay {
  const parts = PARTIAL_DAY.exec(text);
  return parts !== null && isInCalendar(Number(parts[1]), Number(parts[2] ?? '01'), Number(parts[3] ?? '01'));
}

/**
 * The year of a partial date.
 * @throws BAD_USER_INPUT when the text is no partial date.
 */
export function yearOf(partial: PartialDay): number {
  return Number(mustBePartialDay(partial).slice(0, 4));
}

/**
 * How exactly a partial date is known.
 * @throws BAD_USER_INPUT when the text is no partial date.
 */
export function precisionOf(partial: PartialDay): Precision {
  const { length } = mustBePartialDay(partial);
  return length === 4 ? 'year' : length === 7 ? 'month' : 'day';
}

function mustBePartialDay(text: string): PartialDay {
  if (!isPartialDay(text)) throw badInput('date', 'This is not a date, written like 1987, 1987-05 or 1987-05-12.');
  return text;
}

/**
 * The day's place in the count of days in which 1970-01-01 is 0.
 * @throws BAD_USER_INPUT when the text is no day.
 */
export function dayNumber(text: string): number {
  parseDay(text);
  return Date.parse(`${text}T00:00:00Z`) / MS_PER_DAY;
}

/**
 * The day at a place in that count.
 * @throws BAD_USER_INPUT when it lies outside the years 0001 to 9999 or `place` is not whole.
 */
export function dayAt(place: number): string {
  const moment = place * MS_PER_DAY;
  if (!Number.isSafeInteger(place) || !(moment >= FIRST_MOMENT && moment <= LAST_MOMENT)) {
    throw badInput('day', 'This leads out of the calendar, which has the years 0001 to 9999.');
  }
  return new Date(moment).toISOString().slice(0, 10);
}

/**
 * The day `n` days later; earlier when `n` is negative.
 * @throws BAD_USER_INPUT when `day` is no day, `n` is not whole, or the result is outside the years 0001 to 9999.
 */
export function addDays(day: string, n: number): string {
  return dayAt(dayNumber(day) + n);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs far more than using it. The spellings of a zone are many, so the store has an end. */
function clockIn(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  let clock: Intl.DateTimeFormat;
  try {
    clock = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone,
      ...{ year: 'numeric', month: '2-digit', day: '2-digit', era: 'short' },
    });
  } catch {
    throw badInput('timeZone', 'There is no such time zone; it is written like Europe/Kyiv.');
  }
  if (clocks.size >= 1000) clocks.clear();
  clocks.set(timeZone, clock);
  return clock;
}

/**
 * Which calendar day it is at this moment in that zone (IANA name such as `Europe/Kyiv`).
 * @throws BAD_USER_INPUT when there is no such zone or the day is outside the years 0001 to 9999.
 * @throws RangeError when the date is invalid.
 */
export function dayIn(date: Date, timeZone: string): string {
  const parts = clockIn(timeZone).formatToParts(date);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  const day = `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
  if (part('era') !== 'AD' || !isDay(day)) throw badInput('day', 'This is outside the years 0001 to 9999.');
  return day;
}
