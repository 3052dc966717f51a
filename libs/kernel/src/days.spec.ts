// What must hold of days.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  dayAt,
  dayIn,
  dayNumber,
  isDay,
  isMoment,
  isPartialDay,
  parseDay,
  precisionOf,
  yearOf,
} from './days.js';

const badInput = expect.objectContaining({ code: 'BAD_USER_INPUT' }) as Error;
const anyDate = fc.date({
  min: new Date('0001-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
});
const anyDay = anyDate.map((date) => date.toISOString().slice(0, 10));

/** Inputs of the corpus that are neither day nor moment nor partial date. */
const nonsense = [
  ['B384 a year before the first', '-000001-01-01'],
  ['B384 a year of six digits', '+275760-09-14'],
  ['B385 a year too far', '294277-01-01'],
  ['B386 infinity', 'infinity'],
  ['B386 minus infinity', '-infinity'],
  ['B386 now', 'now'],
  ['B386 epoch', 'epoch'],
  ['B386 today', 'today'],
  ['B386 BC', '0044-03-15 BC'],
  ['B389 a guess', 'about 1987'],
  ['B398 day and month in an order that nobody knows', '03/04/2024'],
  ['B399 other digits', '۲۰۲۴-۰۱-۰۱'],
  ['full-width digits', '２０２４-０１-０１'],
  ['B400 a number of seconds', '1700000000'],
  ['30 February', '2024-02-30'],
  ['29 February of no leap year', '2023-02-29'],
  ['29 February of 1900', '1900-02-29'],
  ['31 April', '2024-04-31'],
  ['month 0', '2024-00-10'],
  ['month 13', '2024-13-01'],
  ['day 0', '2024-01-00'],
  ['year 0', '0000-01-01'],
  ['no leading zero', '2024-1-1'],
  ['space before', ' 2024-01-01'],
  ['a line break behind', '2024-01-01\n'],
  ['nothing', ''],
] as const;

describe('A day', () => {
  it.each(nonsense)('is not %s', (_, text) => {
    expect(isDay(text)).toBe(false);
    expect(isMoment(text)).toBe(false);
    expect(isMoment(`${text}T00:00:00Z`)).toBe(false);
    expect(isPartialDay(text)).toBe(false);
    expect(() => parseDay(text, 'bornOn')).toThrow(badInput);
    expect(() => yearOf(text)).toThrow(badInput);
    expect(() => addDays(text, 1)).toThrow(badInput);
  });

  it.each(['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31', '1403-05-01'])('may be %s', (text) => {
    expect(isDay(text)).toBe(true);
    expect(isPartialDay(text)).toBe(true);
    expect(precisionOf(text)).toBe('day');
  });

  it('B390: has no time', () => expect(isDay('2024-01-01T00:00:00Z')).toBe(false));

  it('is exactly what the calendar of the machine would print again', () => {
    const number = (max: number) => fc.integer({ min: 0, max });
    fc.assert(
      fc.property(number(9999), number(13), number(32), (year, month, day) => {
        const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
        const date = new Date(0);
        date.setUTCFullYear(year, month - 1, day);
        expect(isDay(text)).toBe(year > 0 && date.toISOString().startsWith(text));
        if (isDay(text)) expect(parseDay(text)).toEqual({ year, month, day });
      }),
      { numRuns: 2000 },
    );
  });
});

describe('A moment', () => {
  it.each([
    '2026-03-31T08:30:00Z',
    '2026-03-31T08:30:00.5Z',
    '2026-03-31T08:30:00.123456789+05:45',
    '2026-03-31T23:59:59-00:00',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59.999Z',
  ])('may be %s', (text) => expect(isMoment(text)).toBe(true));

  it.each([
    ['B390 a day', '2024-01-01'],
    ['B391 without a zone', '2024-01-01T10:00:00'],
    ['B392 hour 24', '2024-01-01T24:00:00Z'],
    ['B392 hour 25', '2024-01-01T25:00:00Z'],
    ['B392 minute 60', '2024-01-01T10:60:00Z'],
    ['B392 second 60', '2024-01-01T10:00:60Z'],
    ['B393 a leap second', '2016-12-31T23:59:60Z'],
    ['without seconds', '2024-01-01T10:00Z'],
    ['a space for the T', '2024-01-01 10:00:00Z'],
    ['small letters', '2024-01-01t10:00:00z'],
    ['an empty fraction', '2024-01-01T10:00:00.Z'],
    ['a comma', '2024-01-01T10:00:00,5Z'],
    ['an offset without colon', '2024-01-01T10:00:00+0100'],
    ['an offset that Postgres refuses', '2024-01-01T10:00:00+16:00'],
    ['minute 60 of an offset', '2024-01-01T10:00:00+01:60'],
    ['30 February', '2024-02-30T10:00:00Z'],
    ['before the first year in UTC', '0001-01-01T00:00:00+01:00'],
    ['after the last year in UTC', '9999-12-31T23:59:59-01:00'],
    ['the name of a zone behind', '2024-01-01T10:00:00+01:00[Europe/Warsaw]'],
    ['a line break behind', '2024-01-01T10:00:00Z\n'],
  ])('is not %s', (_, text) => expect(isMoment(text)).toBe(false));

  it('is whatever a Date prints', () => {
    fc.assert(fc.property(anyDate, (date) => isMoment(date.toISOString())));
  });
});

describe('A partial date', () => {
  it('B389: is as exact as it is known', () => {
    expect(['1987', '1987-05', '1987-05-12'].map(precisionOf)).toEqual(['year', 'month', 'day']);
    expect(['1987', '1987-05', '1987-05-12'].map(yearOf)).toEqual([1987, 1987, 1987]);
    expect(yearOf('0001')).toBe(1);
  });

  it.each([
    '87',
    '0000',
    '1987-13',
    '1987-00',
    '1987-5',
    '1987-',
    '1987-05-',
    '1987-05-32',
    '~1987',
    '1987?',
    '19870512',
    '1987\n',
  ])('is not %j', (text) => {
    expect(isPartialDay(text)).toBe(false);
    expect(() => precisionOf(text)).toThrow(badInput);
  });
});

describe('Counting days', () => {
  it('goes over the ends of months and years', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2024-02-29', 366)).toBe('2025-03-01');
    expect(addDays('2024-01-01', -1)).toBe('2023-12-31');
    expect(addDays('0099-12-31', 1)).toBe('0100-01-01');
    expect(dayNumber('1970-01-01')).toBe(0);
  });

  it('comes back, and adds up', () => {
    const step = fc.integer({ min: -3000, max: 3000 });
    const day = fc.date({ min: new Date('0100-01-01'), max: new Date('9900-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(day, step, step, (date, a, b) => {
        const start = date.toISOString().slice(0, 10);
        expect(dayAt(dayNumber(start))).toBe(start);
        expect(addDays(addDays(start, a), b)).toBe(addDays(start, a + b));
        expect(dayNumber(addDays(start, a)) - dayNumber(start)).toBe(a);
      }),
    );
  });

  it('ends with the calendar', () => {
    expect(() => addDays('9999-12-31', 1)).toThrow(badInput);
    expect(() => addDays('0001-01-01', -1)).toThrow(badInput);
    for (const n of [1e300, Infinity, NaN, 0.5]) expect(() => addDays('2024-01-01', n)).toThrow(badInput);
  });
});

describe('The day in a place', () => {
  it('is the one of its clocks', () => {
    const evening = new Date('2026-03-28T22:30:00Z');
    expect(dayIn(evening, 'Europe/Kyiv')).toBe('2026-03-29');
    expect(dayIn(evening, 'UTC')).toBe('2026-03-28');
    expect(dayIn(evening, 'Pacific/Kiritimati')).toBe('2026-03-29');
    expect(dayIn(evening, 'America/Los_Angeles')).toBe('2026-03-28');
    expect(dayIn(evening, 'Asia/Tehran')).toBe('2026-03-29');
  });

  it('B395: changes at midnight also in the night when the clocks change', () => {
    expect(dayIn(new Date('2024-03-30T21:59:59Z'), 'Europe/Kyiv')).toBe('2024-03-30');
    expect(dayIn(new Date('2024-03-30T22:00:00Z'), 'Europe/Kyiv')).toBe('2024-03-31');
    expect(dayIn(new Date('2024-03-31T20:59:59Z'), 'Europe/Kyiv')).toBe('2024-03-31');
    expect(dayIn(new Date('2024-03-31T21:00:00Z'), 'Europe/Kyiv')).toBe('2024-04-01');
  });

  it('is in UTC what a Date prints, in every year', () => {
    fc.assert(fc.property(anyDate, (date) => dayIn(date, 'UTC') === date.toISOString().slice(0, 10)));
    fc.assert(fc.property(anyDay, (day) => dayIn(new Date(`${day}T12:00:00Z`), 'Europe/Kyiv') === day));
  });

  it('refuses a zone that does not exist, and years outside the calendar', () => {
    for (const zone of ['Mars/Olympus', '', 'Europe/Kyiv; drop', '+99:00'])
      expect(() => dayIn(new Date(0), zone)).toThrow(badInput);
    expect(() => dayIn(new Date('0000-06-01T00:00:00Z'), 'UTC')).toThrow(badInput);
    expect(() => dayIn(new Date('+010000-01-01T00:00:00Z'), 'UTC')).toThrow(badInput);
    expect(() => dayIn(new Date(NaN), 'UTC')).toThrow(RangeError);
  });
});
