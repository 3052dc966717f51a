// When a role ends.
import { describe, expect, it } from 'vitest';
import { lastDayOf, mustBeInOrder, mustBeRole } from './membership.rules.js';

const today = '2026-03-31';
const held = { validFrom: '2026-01-01', validUntil: undefined };

describe('a membership that is ended', () => {
  it('is held until yesterday, or until the day that is wished', () => {
    expect(lastDayOf(held, undefined, today)).toBe('2026-03-30');
    expect(lastDayOf(held, '2026-04-30', today)).toBe('2026-04-30');
  });

  it('that began today or has yet to begin is held on no day', () => {
    expect(lastDayOf({ validFrom: today }, undefined, today)).toBe('2026-03-30');
    expect(lastDayOf({ validFrom: '2026-05-01' }, undefined, today)).toBe('2026-04-30');
  });

  it('stays as it is when it is over', () =>
    expect(lastDayOf({ validFrom: '2026-01-01', validUntil: '2026-02-01' }, undefined, today)).toBe('2026-02-01'));

  it('is not taken for days that are over, nor lengthened', () => {
    expect(() => lastDayOf(held, '2026-03-29', today)).toThrow(/over/);
    expect(() => lastDayOf({ ...held, validUntil: '2026-04-10' }, '2026-04-11', today)).toThrow(/already/);
  });
});

describe('a membership that is given', () => {
  it('names a role that there is, and days in their order', () => {
    expect(() => mustBeRole('caseworker')).not.toThrow();
    expect(() => mustBeRole('case-worker')).toThrow(/no such role/);
    expect(() => mustBeInOrder(today, today)).not.toThrow();
    expect(() => mustBeInOrder(today, '2026-03-30')).toThrow(/before it begins/);
  });
});
