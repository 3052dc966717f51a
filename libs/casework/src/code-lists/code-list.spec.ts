// What a code list refuses to be, and on which days its codes hold.
import { describe, expect, it } from 'vitest';
import { defineCodeList, isValidOn, type Code, type CodeList } from './code-list.js';

const labels = { en: 'Bread', ru: 'Хлеб', uk: 'Хліб' };
const bread: Code = { code: 'BREAD', labels };
const listOf = (...codes: Code[]): CodeList => ({
  list: 'larder',
  title: labels,
  source: 'a test',
  checkedOn: '2026-01-31',
  codes,
});

describe('a code list', () => {
  it('keeps its codes in the order given and cannot be changed afterwards', () => {
    const list = defineCodeList(listOf(bread, { code: 'RYE', labels, parent: 'BREAD' }));
    expect(list.codes.map(({ code }) => code)).toEqual(['BREAD', 'RYE']);
    expect([list, list.title, list.codes, list.codes[0], list.codes[0]?.labels].every(Object.isFrozen)).toBe(true);
  });

  it('refuses the same code twice', () => {
    expect(() => defineCodeList(listOf(bread, bread))).toThrow('Code list larder: BREAD stands in it twice');
  });

  it.each(['', 'bread', 'ХЛЕБ', '-BREAD', '_BREAD', 'BREAD ', 'A\n', 'A'.repeat(41)])(
    'refuses %j as a code',
    (code) => {
      expect(() => defineCodeList(listOf({ ...bread, code }))).toThrow('not written as a code');
    },
  );

  it('takes the shape of an outside standard instead of its own', () => {
    expect(defineCodeList(listOf({ ...bread, code: 'uk' }), /^[a-z]{2}$/).codes).toHaveLength(1);
    expect(() => defineCodeList(listOf({ ...bread, code: 'UK' }), /^[a-z]{2}$/)).toThrow('UK');
  });

  it.each(['en', 'ru', 'uk'])('refuses a code or a title without a label in %s', (language) => {
    const lacking = { ...labels, [language]: ' ' };
    expect(() => defineCodeList(listOf({ ...bread, labels: lacking }))).toThrow('BREAD lacks a label');
    expect(() => defineCodeList({ ...listOf(bread), title: lacking })).toThrow('the title lacks a language');
  });

  it('refuses a successor or a group that it does not have, or that is the code itself', () => {
    expect(() => defineCodeList(listOf({ ...bread, supersededBy: 'CAKE' }))).toThrow('refers to CAKE');
    expect(() => defineCodeList(listOf({ ...bread, parent: 'CAKE' }))).toThrow('refers to CAKE');
    expect(() => defineCodeList(listOf({ ...bread, supersededBy: 'BREAD' }))).toThrow('refers to itself');
  });

  it('refuses days that are none, and an end before the beginning', () => {
    expect(() => defineCodeList(listOf({ ...bread, validFrom: '31.12.2026' }))).toThrow('not a day');
    expect(() => defineCodeList({ ...listOf(bread), checkedOn: 'lately' })).toThrow('not a day');
    expect(() => defineCodeList(listOf({ ...bread, validFrom: '2026-02-01', validTo: '2026-01-31' }))).toThrow(
      'before',
    );
  });
});

describe('the validity of a code', () => {
  const lent: Code = { ...bread, validFrom: '2026-02-18', validTo: '2026-04-04' };

  it('includes its first and its last day', () => {
    const days = ['2026-02-17', '2026-02-18', '2026-04-04', '2026-04-05'];
    expect(days.map((day) => isValidOn(lent, day))).toEqual([false, true, true, false]);
  });

  it('has no end where none is given', () => {
    expect(['1951-07-28', '2051-07-28'].every((day) => isValidOn(bread, day))).toBe(true);
  });
});
