// The rules of participants: how long it lasts, and which days can be said.
import { DomainError } from '@haven/kernel';
import { describe, expect, it } from 'vitest';
import { lasts, mustBeDaysToCome, mustLast } from './participant.rules.js';

const TODAY = '2026-03-10';
const ENDED = new Date('2026-03-09T10:00:00Z');

function refusalOf(deed: () => void): unknown {
  try {
    deed();
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error.details?.['fields'] ?? error.code;
    throw error;
  }
}

describe('working along', () => {
  it('lasts to the end of its last day, or until somebody ends it', () => {
    expect(lasts({}, TODAY)).toBe(true);
    expect(lasts({ validUntil: TODAY }, TODAY)).toBe(true);
    expect(lasts({ validUntil: '2026-03-09' }, TODAY)).toBe(false);
    expect(lasts({ endedAt: ENDED, validUntil: '2026-12-31' }, TODAY)).toBe(false);
  });

  it('is not ended twice', () => {
    expect(refusalOf(() => mustLast({ endedAt: ENDED }, TODAY))).toBe('PARTICIPANT_ENDED');
    expect(refusalOf(() => mustLast({ validUntil: '2026-03-09' }, TODAY))).toBe('PARTICIPANT_ENDED');
    expect(refusalOf(() => mustLast({ validUntil: TODAY }, TODAY))).toBeUndefined();
  });

  it('begins today or later, and does not end before it begins', () => {
    const said = (from: string, until?: string | null) => refusalOf(() => mustBeDaysToCome(from, until, TODAY));
    expect(said(TODAY)).toBeUndefined();
    expect(said(TODAY, null)).toBeUndefined();
    expect(said(TODAY, TODAY)).toBeUndefined();
    expect(said('2026-03-09')).toEqual([{ field: 'input.validFrom', message: 'This day has passed.' }]);
    expect(said('2026-03-12', '2026-03-11')).toEqual([
      { field: 'input.validUntil', message: 'Must not be before the first day.' },
    ]);
  });
});
