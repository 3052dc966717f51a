// Which days a stay can have, and which stays a person can have beside each other.
import fc from 'fast-check';
import { addDays } from '@haven/kernel';
import { describe, expect, it } from 'vitest';
import type { Stay } from './stay.entity.js';
import { mustHaveSoundDays, mustNotOverlap } from './stay.rules.js';

const TODAY = '2026-03-31';
const stay = (id: string, enteredOn: string, leftOn?: string): Stay => ({ id, enteredOn, leftOn }) as Stay;

describe('a stay', () => {
  it('has happened, and ends and is registered after it began', () => {
    const check = (days: Partial<Stay>) => () => mustHaveSoundDays({ enteredOn: '2026-03-01', ...days }, TODAY);
    expect(check({})).not.toThrow();
    expect(check({ leftOn: '2026-03-01', registeredOn: '2026-03-01' })).not.toThrow();
    expect(check({ enteredOn: TODAY, leftOn: TODAY })).not.toThrow();
    expect(check({ enteredOn: '2026-04-01' })).toThrow(/^input\.enteredOn: /);
    expect(check({ enteredOn: '1899-12-31' })).toThrow(/^input\.enteredOn: /);
    expect(check({ leftOn: '2026-04-01' })).toThrow(/^input\.leftOn: /);
    expect(check({ leftOn: '2026-02-28' })).toThrow(/^input\.leftOn: /);
    expect(check({ registeredOn: '2026-02-28' })).toThrow(/^input\.registeredOn: /);
    expect(check({ registeredOn: '2026-04-01' })).toThrow(/^input\.registeredOn: /);
  });

  it('shares the day of the border with another one, and no more', () => {
    const check = (one: Stay, other: Stay) => () => mustNotOverlap(one, [other]);
    const march = stay('a', '2026-03-01', '2026-03-10');
    expect(check(stay('b', '2026-03-10', '2026-03-20'), march)).not.toThrow();
    expect(check(stay('b', '2026-02-01', '2026-03-01'), march)).not.toThrow();
    expect(check(stay('b', '2026-03-10', '2026-03-10'), march)).not.toThrow();
    expect(check(stay('b', '2026-03-10'), march)).not.toThrow();
    expect(check(march, march)).not.toThrow();
    expect(check(stay('b', '2026-03-01'), { ...march, withdrawnAt: new Date('2026-03-11') })).not.toThrow();
    for (const days of [['2026-03-09'], ['2026-03-05', '2026-03-05'], ['2026-02-01', '2026-03-02'], ['2026-02-01']])
      expect(check(stay('b', ...(days as [string])), march)).toThrow(
        expect.objectContaining({ code: 'STAY_OVERLAPS', details: { stayId: 'a' } }),
      );
    expect(check(stay('b', '2026-03-20'), stay('a', '2026-03-01'))).toThrow();
    expect(check(stay('b', '2026-02-01', '2026-02-02'), stay('a', '2026-03-01'))).not.toThrow();
  });

  it('overlaps another when they share a day that is not the last of one and the first of the other', () => {
    const some = fc
      .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 6 }))
      .map(([from, length]) => [addDays(TODAY, from), addDays(TODAY, from + length)] as const);
    fc.assert(
      fc.property(some, some, ([from, to], [since, until]) => {
        let shared = 0;
        for (let day = from; day <= to; day = addDays(day, 1)) if (day >= since && day <= until) shared++;
        const check = () => mustNotOverlap(stay('a', from, to), [stay('b', since, until)]);
        if (shared > 1) expect(check).toThrow();
        else expect(check).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });
});
