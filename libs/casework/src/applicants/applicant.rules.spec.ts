// Days in a person's life: those that can be.
import { describe, expect, it } from 'vitest';
import { birthYearOf, mustBeWithinReason, mustHaveHappened, mustNotEndBeforeItBegins } from './applicant.rules.js';

const TODAY = '2026-03-31';

describe('a birth date', () => {
  it.each([
    ['1987', 1987],
    ['1987-05', 1987],
    ['2026', 2026],
    ['2026-03', 2026],
    ['2026-03-31', 2026],
    ['1900', 1900],
  ])('can be %s', (date, year) => {
    expect(birthYearOf(date, TODAY, 'birthDate')).toBe(year);
  });

  it.each(['2027', '2026-04', '2026-04-01', '1899', '1899-12-31', '0001'])('cannot be %s', (date) => {
    expect(() => birthYearOf(date, TODAY, 'birthDate')).toThrow(/^birthDate: /);
  });
});

describe('a day', () => {
  it('of something that happened is not to come', () => {
    expect(() => mustHaveHappened(TODAY, TODAY, 'day')).not.toThrow();
    expect(() => mustHaveHappened(undefined, TODAY, 'day')).not.toThrow();
    expect(() => mustHaveHappened('2026-04-01', TODAY, 'day')).toThrow(/^day: /);
    expect(() => mustHaveHappened('1899-12-31', TODAY, 'day')).toThrow(/^day: /);
  });

  it('that is granted lies within fifty years', () => {
    expect(() => mustBeWithinReason('2076-03-31', TODAY, 'day')).not.toThrow();
    expect(() => mustBeWithinReason('2077-03-31', TODAY, 'day')).toThrow(/^day: /);
  });

  it('ends nothing before it begins', () => {
    const check = (from?: string, to?: string) => () => mustNotEndBeforeItBegins({ from, to }, 'from', 'to', 'input');
    expect(check(TODAY, TODAY)).not.toThrow();
    expect(check(TODAY)).not.toThrow();
    expect(check(undefined, TODAY)).not.toThrow();
    expect(check(TODAY, '2026-03-30')).toThrow(/^input\.to: /);
  });
});
