// What must hold of days of stay, held against counting them one by one.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from './days.js';
import { daysUsed, entryPossibleOn, lastLawfulDay, lawfulUntil, type Presence, type StayLimit } from './stay-days.js';

const SCHENGEN: StayLimit = { days: 90, in: 'window', windowDays: 180 };
const YEAR: StayLimit = { days: 180, in: 'year' };
const ENTRY: StayLimit = { days: 30, in: 'entry' };

/** Every day on which somebody was there, up to and with `until`. */
function daysOf(presences: readonly Presence[], until: string): Set<string> {
  const days = new Set<string>();
  for (const { from, to = until } of presences)
    for (let day = from; day <= to && day <= until; day = addDays(day, 1)) days.add(day);
  return days;
}
/** The days that count on `day`, looked at one by one. */
function counted(days: ReadonlySet<string>, limit: StayLimit, day: string): number {
  if (limit.in === 'window') {
    let found = 0;
    for (let back = 0; back < limit.windowDays; back++) if (days.has(addDays(day, -back))) found++;
    return found;
  }
  return [...days].filter((each) => each.slice(0, 4) === day.slice(0, 4) && each <= day).length;
}
function staysOnUntil(presences: readonly Presence[], limit: StayLimit, entry: string): string {
  const days = daysOf(presences, addDays(entry, -1));
  for (let day = entry; ; day = addDays(day, 1)) {
    days.add(day);
    if (counted(days, limit, day) > limit.days) return addDays(day, -1);
  }
}

// Around 29 February 2024, so that windows and years hold a leap day or not.
const someDay = fc.integer({ min: -250, max: 250 }).map((n) => addDays('2024-02-29', n));
const somePresence = fc
  .record({ from: someDay, length: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 120 })), open: fc.nat(9) })
  .map(({ from, length, open }): Presence => ({ from, ...(open > 0 && { to: addDays(from, length) }) }));
/** Overlapping and apart, and some that begin on the day on which, or after which, another ends. */
const someHistory = fc
  .tuple(fc.array(somePresence, { maxLength: 6 }), fc.array(fc.nat(1), { maxLength: 6 }))
  .map(([found, gaps]) =>
    found.flatMap((each, index) => {
      const gap = gaps[index];
      return each.to && gap !== undefined
        ? [each, { from: addDays(each.to, gap), to: addDays(each.to, gap + 3) }]
        : [each];
    }),
  );
const someLimit = fc.oneof(
  fc
    .tuple(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 100 }))
    .map(([days, more]): StayLimit => ({ days, in: 'window', windowDays: days + more })),
  fc.integer({ min: 1, max: 190 }).map((days): StayLimit => ({ days, in: 'year' })),
);

describe('Days of stay', () => {
  it('count the day of entry and the day of exit, and a day of both once', () => {
    const twice = [
      { from: '2026-01-01', to: '2026-01-10' },
      { from: '2026-01-10', to: '2026-01-11' },
    ];
    expect(daysUsed(twice, SCHENGEN, '2026-01-11')).toBe(11);
    expect(daysUsed(twice, SCHENGEN, '2026-01-10')).toBe(10);
    expect(daysUsed(twice, SCHENGEN, '2026-06-30')).toBe(10);
    expect(daysUsed(twice, SCHENGEN, '2026-07-10')).toBe(0);
    expect(daysUsed([{ from: '2026-01-01' }], SCHENGEN, '2026-01-03')).toBe(3);
    expect(daysUsed([], SCHENGEN, '2026-01-03')).toBe(0);
  });

  it('are 90 in any 180: a whole stay, one that is cut short by an earlier one, and one that outlasts it', () => {
    expect(lastLawfulDay([], SCHENGEN, '2026-01-01')).toBe('2026-03-31');
    const earlier = [{ from: '2026-01-01', to: '2026-02-09' }];
    // 40 days are used; 50 are left, and none falls out of the window before they are gone.
    expect(lastLawfulDay(earlier, SCHENGEN, '2026-03-01')).toBe('2026-04-19');
    // From 30 June on, the days of January fall out one by one as fast as new ones come.
    expect(lastLawfulDay(earlier, SCHENGEN, '2026-05-12')).toBe('2026-08-09');
    expect(lastLawfulDay([{ from: '2026-01-01', to: '2026-03-31' }], SCHENGEN, '2026-04-01')).toBe('2026-03-31');
  });

  it('are counted from the latest entry for who is there, and from the day asked about for who is not', () => {
    const there = [{ from: '2026-01-01' }];
    expect(lawfulUntil(there, SCHENGEN, '2026-06-01')).toBe('2026-03-31');
    expect(lawfulUntil([], SCHENGEN, '2026-06-01')).toBe('2026-08-29');
    const visaRun = [
      { from: '2026-01-01', to: '2026-01-20' },
      { from: '2026-01-20', to: '2026-02-28' },
    ];
    expect(lawfulUntil(visaRun, ENTRY, '2026-01-19')).toBe('2026-01-30');
    expect(lawfulUntil(visaRun, ENTRY, '2026-01-20')).toBe('2026-02-18');
    expect(daysUsed(visaRun, ENTRY, '2026-01-21')).toBe(2);
    expect(daysUsed(visaRun, ENTRY, '2026-03-01')).toBe(0);
  });

  it('begin anew with the year where a year is the measure', () => {
    expect(lastLawfulDay([], YEAR, '2026-01-01')).toBe('2026-06-29');
    expect(lastLawfulDay([], YEAR, '2026-11-01')).toBe('2027-06-29');
    expect(lastLawfulDay([{ from: '2026-01-01', to: '2026-06-29' }], YEAR, '2026-12-31')).toBe('2026-12-30');
    expect(lastLawfulDay([], YEAR, '2024-01-01')).toBe('2024-06-28');
    expect(lastLawfulDay([], { days: 365, in: 'year' }, '2026-01-01')).toBe('2028-12-30');
    expect(lastLawfulDay([], { days: 366, in: 'year' }, '2026-01-01')).toBeUndefined();
    expect(lastLawfulDay([], { days: 30, in: 'window', windowDays: 30 }, '2026-01-01')).toBeUndefined();
  });

  it('come back', () => {
    const full = [{ from: '2026-01-01', to: '2026-03-31' }];
    expect(entryPossibleOn(full, SCHENGEN, '2026-04-01', 1)).toBe('2026-06-30');
    expect(entryPossibleOn(full, SCHENGEN, '2026-04-01', 90)).toBe('2026-06-30');
    expect(entryPossibleOn(full, YEAR, '2026-03-31', 91)).toBe('2026-10-03');
    // The days of two years, over New Year.
    expect(entryPossibleOn([], YEAR, '2026-03-31', 360)).toBe('2026-07-05');
    expect(entryPossibleOn([], YEAR, '2026-03-31', 361)).toBeUndefined();
    expect(entryPossibleOn([{ from: '2026-01-01' }], ENTRY, '2026-02-05', 30)).toBe('2026-02-05');
    expect(entryPossibleOn([], SCHENGEN, '2026-04-01', 91)).toBeUndefined();
    expect(entryPossibleOn([], SCHENGEN, '2026-04-01', 90)).toBe('2026-04-01');
  });

  it('are used as when counted one by one', () => {
    fc.assert(
      fc.property(someHistory, someLimit, someDay, (history, limit, on) => {
        expect(daysUsed(history, limit, on)).toBe(counted(daysOf(history, on), limit, on));
      }),
      { numRuns: 3000 },
    );
  });

  it('end as when stayed through one by one', () => {
    fc.assert(
      fc.property(someHistory, someLimit, someDay, (history, limit, entry) => {
        expect(lastLawfulDay(history, limit, entry)).toBe(staysOnUntil(history, limit, entry));
      }),
      { numRuns: 1000 },
    );
  });

  it('are free again on no earlier day than one by one, and then are', () => {
    fc.assert(
      fc.property(someHistory, someLimit, someDay, fc.integer({ min: 1, max: 40 }), (history, limit, on, wanted) => {
        const found = entryPossibleOn(history, limit, on, wanted);
        if (found === undefined) {
          expect(wanted).toBeGreaterThan(limit.days);
          return;
        }
        const days = daysOf(history, on);
        const left = [...days].map((day) => ({ from: day, to: day }));
        const enough = (day: string): boolean => staysOnUntil(left, limit, day) >= addDays(day, wanted - 1);
        let day = days.has(on) ? addDays(on, 1) : on;
        while (!enough(day)) day = addDays(day, 1);
        expect(found).toBe(day);
      }),
      { numRuns: 100 },
    );
  });
});
