// Days of stay: how many days somebody has been in a place, and how long a limit still lets them be there.
import { addDays, dayAt, dayNumber } from './days.js';

/** A time in a place, `YYYY-MM-DD`. The first and the last day count, as at a border; without a last day it goes on. */
export interface Presence {
  from: string;
  to?: string;
}

/** So many days: in every window of so many days, in every calendar year, or after every entry. */
export type StayLimit =
  { days: number; in: 'window'; windowDays: number } | { days: number; in: 'year' } | { days: number; in: 'entry' };

/** First and last day, as places in the count of days. */
type Span = readonly [first: number, last: number];

/** A limit of nearly all days of a year is met in a leap year only, and these can be eight years apart. */
const FURTHEST_YEARS = 9;

/** The times up to a day, in order and without overlaps, so that a day on which somebody leaves and enters again counts once. */
function spansUntil(presences: readonly Presence[], until: number): Span[] {
  const spans = presences
    .map(({ from, to }): Span => [dayNumber(from), Math.min(to === undefined ? until : dayNumber(to), until)])
    .filter(([first, last]) => first <= last)
    .sort(([a], [b]) => a - b);
  const apart: Span[] = [];
  for (const [first, last] of spans) {
    const before = apart.at(-1);
    if (before && first <= before[1] + 1) apart[apart.length - 1] = [before[0], Math.max(before[1], last)];
    else apart.push([first, last]);
  }
  return apart;
}

const daysWithin = (spans: readonly Span[], from: number, to: number): number =>
  spans.reduce((sum, [first, last]) => sum + Math.max(0, Math.min(last, to) - Math.max(first, from) + 1), 0);

/** The first day that counts together with this one. */
function firstCounted(limit: Exclude<StayLimit, { in: 'entry' }>, day: number): number {
  return limit.in === 'window' ? day - limit.windowDays + 1 : dayNumber(`${dayAt(day).slice(0, 4)}-01-01`);
}

/** Since when somebody has been there without a break, who is there on that day. */
function entryBefore(presences: readonly Presence[], on: string): string | undefined {
  const there = presences.filter(({ from, to }) => from <= on && (to === undefined || on <= to));
  return there
    .map(({ from }) => from)
    .sort()
    .at(-1);
}

/**
 * How many days of the limit are used up on that day, the day itself included when somebody is there on it.
 * @throws BAD_USER_INPUT when a day is no day
 */
export function daysUsed(presences: readonly Presence[], limit: StayLimit, on: string): number {
  const day = dayNumber(on);
  if (limit.in !== 'entry') return daysWithin(spansUntil(presences, day), firstCounted(limit, day), day);
  const entry = entryBefore(presences, on);
  return entry === undefined ? 0 : day - dayNumber(entry) + 1;
}

/**
 * The last day of being there lawfully, for somebody who enters on that day, having been there as told before it, and stays on; the day
 * before the entry when not even that one is lawful, nothing when the limit never ends a stay.
 * @throws BAD_USER_INPUT when a day is no day, or the answer lies outside the years 0001 to 9999
 */
export function lastLawfulDay(presences: readonly Presence[], limit: StayLimit, entry: string): string | undefined {
  if (limit.in === 'entry') return addDays(entry, limit.days - 1);
  const from = dayNumber(entry);
  const before = spansUntil(presences, from - 1);
  const furthest = limit.in === 'window' ? limit.days : FURTHEST_YEARS * 366;
  for (let day = from; day <= from + furthest; day++) {
    const first = firstCounted(limit, day);
    const used = daysWithin(before, first, from - 1) + day - Math.max(from, first) + 1;
    if (used > limit.days) return dayAt(day - 1);
  }
  return undefined;
}

/**
 * Until when somebody who is there on that day may stay on, counted from their latest entry; for somebody who is not, until when they
 * might if they entered on it.
 */
export function lawfulUntil(presences: readonly Presence[], limit: StayLimit, on: string): string | undefined {
  return lastLawfulDay(presences, limit, entryBefore(presences, on) ?? on);
}

/**
 * The first day, from that day on, on which somebody who is not there in between can enter for so many days; nothing when the limit never
 * gives as many. Who is there on the day is taken to leave on it.
 */
export function entryPossibleOn(
  presences: readonly Presence[],
  limit: StayLimit,
  on: string,
  wanted: number,
): string | undefined {
  if (limit.in !== 'year' && wanted > limit.days) return undefined;
  const until = dayNumber(on);
  const left = presences
    .filter(({ from }) => from <= on)
    .map(({ from, to }) => ({ from, to: to === undefined || to > on ? on : to }));
  const first = limit.in !== 'entry' && daysWithin(spansUntil(left, until), until, until) > 0 ? until + 1 : until;
  // Two years' days can be taken in a row, over New Year; a window is empty once it has passed.
  const furthest = first + (limit.in === 'window' ? limit.windowDays : 2 * 366);
  for (let day = first; day <= furthest; day++) {
    const last = lastLawfulDay(left, limit, dayAt(day));
    if (last === undefined || dayNumber(last) >= day + wanted - 1) return dayAt(day);
  }
  return undefined;
}
