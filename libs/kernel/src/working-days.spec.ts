// What must hold of working days.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayNumber } from './days.js';
import { addWorkingDays, type WorkingCalendar, workingDaysBetween } from './working-days.js';

const office: WorkingCalendar = {
  workingDays: [1, 2, 3, 4, 5],
  holidays: new Set(['2026-05-01', '2026-05-03', '2026-05-04']),
};

/** The same questions answered by walking from day to day. */
const isWorked = (day: string, calendar: WorkingCalendar) =>
  calendar.workingDays.includes(new Date(`${day}T00:00:00Z`).getUTCDay() || 7) && !calendar.holidays.has(day);
function walk(day: string, n: number, calendar: WorkingCalendar): string {
  for (let left = Math.abs(n); left > 0;) {
    day = addDays(day, Math.sign(n));
    if (isWorked(day, calendar)) left--;
  }
  return day;
}
function count(from: string, to: string, calendar: WorkingCalendar): number {
  let worked = 0;
  for (let day = from; day < to; day = addDays(day, 1)) if (isWorked(addDays(day, 1), calendar)) worked++;
  for (let day = from; day > to; day = addDays(day, -1)) if (isWorked(addDays(day, -1), calendar)) worked--;
  return worked;
}

const someDay = fc.integer({ min: -120, max: 120 }).map((n) => addDays('2026-05-01', n));
const someCalendar = fc.record({
  workingDays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
  holidays: fc.array(someDay, { maxLength: 40 }).map((days) => new Set(days)),
});

describe('Working days', () => {
  it('skip weekends and holidays', () => {
    expect(addWorkingDays('2026-04-30', 1, office)).toBe('2026-05-05');
    expect(addWorkingDays('2026-05-05', -1, office)).toBe('2026-04-30');
    expect(addWorkingDays('2026-04-20', 14, office)).toBe('2026-05-12');
    expect(workingDaysBetween('2026-04-30', '2026-05-05', office)).toBe(1);
    expect(workingDaysBetween('2026-05-02', '2026-05-04', office)).toBe(0);
    expect(workingDaysBetween('2026-05-05', '2026-04-30', office)).toBe(-1);
  });

  it('count from a day of rest as from any other, and none is the day itself', () => {
    expect(addWorkingDays('2026-05-16', 5, office)).toBe('2026-05-22');
    expect(addWorkingDays('2026-05-16', 0, office)).toBe('2026-05-16');
    expect(Object.is(workingDaysBetween('2026-05-17', '2026-05-16', office), 0)).toBe(true);
  });

  it('are found as by walking from day to day', () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: -60, max: 60 }), someCalendar, (day, n, calendar) => {
        expect(addWorkingDays(day, n, calendar)).toBe(walk(day, n, calendar));
      }),
      { numRuns: 500 },
    );
  });

  it('are counted as by walking from day to day', () => {
    fc.assert(
      fc.property(someDay, someDay, someCalendar, (from, to, calendar) => {
        const between = workingDaysBetween(from, to, calendar);
        expect(between).toBe(count(from, to, calendar));
        if (isWorked(to, calendar)) expect(addWorkingDays(from, between, calendar)).toBe(to);
      }),
      { numRuns: 500 },
    );
  });

  it('go through a long closure', () => {
    const closed = new Set(Array.from({ length: 400 }, (_, n) => addDays('2026-01-01', n)));
    expect(addWorkingDays('2025-12-31', 1, { workingDays: [4], holidays: closed })).toBe('2027-02-11');
    expect(dayNumber('2027-02-11') - dayNumber('2026-01-01')).toBeGreaterThan(400);
  });

  it('need no long walk for a far day, and end with the calendar', () => {
    const start = performance.now();
    expect(addWorkingDays('0001-01-01', 2_000_000, office) > '7000-01-01').toBe(true);
    expect(workingDaysBetween('0001-01-01', '9999-12-31', office)).toBeGreaterThan(2_600_000);
    expect(performance.now() - start).toBeLessThan(2_000);
    for (const n of [10_000_000, -10_000_000, Number.MAX_SAFE_INTEGER]) {
      expect(() => addWorkingDays('2026-01-01', n, office)).toThrow(
        expect.objectContaining({ code: 'BAD_USER_INPUT' }),
      );
    }
  });

  it.each([[[]], [[0]], [[8]], [[1.5]]])('refuse the working week %j', (workingDays) => {
    expect(() => addWorkingDays('2026-01-01', 1, { workingDays, holidays: new Set() })).toThrow(RangeError);
    expect(() => workingDaysBetween('2026-01-01', '2026-01-02', { workingDays, holidays: new Set() })).toThrow(
      RangeError,
    );
  });

  it('refuse parts of a day, and days that are none', () => {
    for (const n of [0.5, NaN, Infinity]) expect(() => addWorkingDays('2026-01-01', n, office)).toThrow(RangeError);
    expect(() => addWorkingDays('2026-02-30', 1, office)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
    expect(() => addWorkingDays('2026-01-01', 1, { ...office, holidays: new Set(['May Day']) })).toThrow(/not a day/);
  });
});
