// Today: which calendar day it is for an organisation. Due dates and clocks are days there, not in UTC.
import { dayIn, now } from '@haven/kernel';
import type { Who } from '../access/who.js';

const MINUTE_MS = 60_000;
const MOST_ZONES = 1_000;
/** Every request asks, and a calendar is slow: the answer holds for the minute, since days begin on whole minutes everywhere. */
const known = new Map<string, { minute: number; day: string }>();

export function today({ timeZone }: Pick<Who, 'timeZone'>): string {
  const moment = now();
  const minute = Math.floor(moment.getTime() / MINUTE_MS);
  const last = known.get(timeZone);
  if (last?.minute === minute) return last.day;
  const day = dayIn(moment, timeZone);
  if (known.size >= MOST_ZONES) known.clear();
  known.set(timeZone, { minute, day });
  return day;
}
