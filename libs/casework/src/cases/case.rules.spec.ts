// The rules of cases: every move, every refusal, and numbers that survive being typed.
import { checkCharacter, DomainError } from '@haven/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CaseStatus } from './case.status.js';
import { asCaseNumber, caseNumber, caseStates, mustBeADueDay, mustBeUnderWay, mustNeedNoReason } from './case.rules.js';

const { INTAKE, ASSESSMENT, ACTIVE, ON_HOLD, CLOSED, DECLINED } = CaseStatus;
const STATUSES = Object.values(CaseStatus);

function refusalOf(deed: () => void): DomainError | undefined {
  try {
    deed();
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

describe('the moves of a case', () => {
  const allowed = [
    [INTAKE, ASSESSMENT],
    [INTAKE, DECLINED],
    [ASSESSMENT, ACTIVE],
    [ASSESSMENT, DECLINED],
    [ACTIVE, ON_HOLD],
    [ACTIVE, CLOSED],
    [ON_HOLD, ACTIVE],
    [ON_HOLD, CLOSED],
    [CLOSED, ACTIVE],
  ];

  it('are these nine and no other', () => {
    const found = STATUSES.flatMap((from) => caseStates.next(from).map((to) => [from, to]));
    expect(found).toHaveLength(allowed.length);
    expect(found).toEqual(expect.arrayContaining(allowed));
  });

  it('never take a declined case anywhere', () => {
    expect(caseStates.next(DECLINED)).toEqual([]);
  });

  it('are refused with where the case stands and where it can go', () => {
    const refusal = refusalOf(() => caseStates.move({ status: INTAKE }, ON_HOLD));
    expect(refusal?.code).toBe('CASE_MOVE_NOT_ALLOWED');
    expect(refusal?.details).toEqual({ from: INTAKE, to: ON_HOLD, allowed: [ASSESSMENT, DECLINED] });
  });

  it('pass without a reason only between steps of the work', () => {
    const plain = STATUSES.flatMap((from) =>
      STATUSES.filter((to) => !refusalOf(() => mustNeedNoReason(from, to))).map((to) => [from, to]),
    );
    expect(plain).toEqual([
      [INTAKE, ASSESSMENT],
      [ASSESSMENT, ACTIVE],
      [ACTIVE, ON_HOLD],
      [ON_HOLD, ACTIVE],
    ]);
  });

  it('say what is missing for the others', () => {
    expect(refusalOf(() => mustNeedNoReason(ACTIVE, CLOSED))?.code).toBe('CASE_OUTCOME_NEEDED');
    expect(refusalOf(() => mustNeedNoReason(INTAKE, DECLINED))?.code).toBe('CASE_REASON_NEEDED');
    expect(refusalOf(() => mustNeedNoReason(CLOSED, ACTIVE))?.code).toBe('CASE_REASON_NEEDED');
    expect(refusalOf(() => mustNeedNoReason(INTAKE, CLOSED))?.code).toBe('CASE_MOVE_NOT_ALLOWED');
  });

  it('keep every story sound, however it goes: worked on after an assessment only, ended by closing or declining only', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...STATUSES), { maxLength: 30 }), (wishes) => {
        const record = { status: INTAKE };
        const story = [record.status];
        for (const wish of wishes) {
          const before = record.status;
          const refused = refusalOf(() => caseStates.move(record, wish));
          if (refused) expect(record.status).toBe(before);
          else story.push(wish);
        }
        const first = (status: CaseStatus): number => story.indexOf(status);
        if (first(ACTIVE) >= 0) expect(first(ASSESSMENT)).toBe(1);
        if (first(DECLINED) >= 0) {
          expect(first(DECLINED)).toBe(story.length - 1);
          expect(first(ACTIVE)).toBe(-1);
        }
        if (first(CLOSED) >= 0) expect(first(ACTIVE)).toBeLessThan(first(CLOSED));
      }),
    );
  });

  it('leave an ended case unchanged', () => {
    for (const status of STATUSES) {
      const ended = status === CLOSED || status === DECLINED;
      expect(refusalOf(() => mustBeUnderWay({ status }))?.code).toBe(ended ? 'CASE_ENDED' : undefined);
    }
  });
});

describe('a due day', () => {
  it('is today or later, and at most about 50 years off', () => {
    const due = (day: string | null | undefined) => refusalOf(() => mustBeADueDay(day, '2026-03-10'))?.code;
    expect(due('2026-03-10')).toBeUndefined();
    expect(due('2026-03-09')).toBe('BAD_USER_INPUT');
    expect(due('2076-03-09')).toBeUndefined();
    expect(due('2077-01-01')).toBe('BAD_USER_INPUT');
    expect(due(null)).toBeUndefined();
    expect(due(undefined)).toBeUndefined();
  });
});

describe('the number of a case', () => {
  const years = fc.integer({ min: 1000, max: 9999 });
  const counts = fc.integer({ min: 1, max: 2_000_000 });

  it('is the year, the count and a check character', () => {
    expect(caseNumber(2026, 123)).toBe(`2026-000123-${checkCharacter('2026000123')}`);
    expect(caseNumber(2026, 1_234_567)).toMatch(/^2026-1234567-[0-9A-Z]$/);
  });

  it('is understood however it is typed', () => {
    const dress = fc.constantFrom('', ' ', '-', '–', ' - ', '\u00a0', '\u2212');
    fc.assert(
      fc.property(years, counts, dress, dress, fc.boolean(), (year, count, one, two, small) => {
        const number = caseNumber(year, count);
        const [a, b, c] = number.split('-') as [string, string, string];
        const typed = ` ${a}${one}${b}${two}${c} `;
        expect(asCaseNumber(small ? typed.toLowerCase() : typed)).toBe(number);
      }),
    );
  });

  it('is refused with any one character wrong', () => {
    const signs = [...'0123456789'];
    fc.assert(
      fc.property(years, counts, fc.nat({ max: 9 }), fc.constantFrom(...signs), (year, count, at, sign) => {
        const number = caseNumber(year, count);
        const place = [...number.matchAll(/\d/g)][at]!.index;
        fc.pre(number[place] !== sign);
        const wrong = number.slice(0, place) + sign + number.slice(place + 1);
        expect(refusalOf(() => asCaseNumber(wrong))?.details).toMatchObject({ fields: [{ field: 'number' }] });
      }),
    );
  });

  it('is refused when it is nothing of the kind', () => {
    for (const typed of ['', 'T-17', '2026', '2026-000123', "2026-000123-X'; --", '２０２６-000123-7']) {
      expect(refusalOf(() => asCaseNumber(typed))?.code).toBe('BAD_USER_INPUT');
    }
  });
});
