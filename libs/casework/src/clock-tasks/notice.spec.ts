// When the clock gives notice, and by when the work is to be done.
import { addDays } from '@haven/kernel';
import { describe, expect, it } from 'vitest';
import { workingWeekOf } from '../working-calendar/working-week.js';
import { dueBefore, noticeOf } from './notice.js';

const TODAY = '2026-11-02';
const inDays = (days: number): string => addDays(TODAY, days);
const week = (workingDays: string[], holidayCountry?: string) =>
  workingWeekOf({ workingDays, holidayCountry }, TODAY, 60);
const WEEKDAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI'];

describe('notice', () => {
  it('is given 60, 30 and 7 days ahead, and not once the day has passed', () => {
    const given = [61, 60, 31, 30, 8, 7, 0, -1].map((days) => noticeOf(inDays(days), TODAY)?.days);
    expect(given).toEqual([undefined, 60, 60, 30, 30, 7, 7, undefined]);
  });

  it('leaves working days between the work and the deadline, and asks for nothing before today', () => {
    const due = (days: number, calendar = week(WEEKDAYS)) =>
      dueBefore(inDays(days), noticeOf(inDays(days), TODAY)!, TODAY, calendar);
    expect(due(60)).toBe('2026-12-04');
    expect(due(30)).toBe('2026-11-18');
    expect(due(7)).toBe('2026-11-05');
    expect(due(1)).toBe(TODAY);
    // Three days of Christmas fall among the twenty working days before New Year's Day in Lithuania.
    expect(due(60, week(WEEKDAYS, 'LT')) < '2026-12-04').toBe(true);
    expect(due(30, week([]))).toBe(inDays(30));
  });
});
