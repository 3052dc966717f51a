// What must hold of domain error.
import { describe, expect, it } from 'vitest';
import { badInput, badInputs, commonErrors, defineErrors, DomainError, errorCodes } from './domain-error.js';

describe('A refusal', () => {
  it('says the meaning of its code unless told otherwise', () => {
    const meaning = errorCodes().get('NOT_FOUND');
    expect(commonErrors.NOT_FOUND()).toMatchObject({ code: 'NOT_FOUND', message: meaning, name: 'DomainError' });
    expect(commonErrors.NOT_FOUND('No such case.')).toMatchObject({ code: 'NOT_FOUND', message: 'No such case.' });
  });

  it('is an Error, and carries details only when given', () => {
    expect(commonErrors.CONFLICT()).toBeInstanceOf(DomainError);
    expect(commonErrors.CONFLICT()).toBeInstanceOf(Error);
    expect('details' in commonErrors.CONFLICT()).toBe(false);
    expect(commonErrors.CONFLICT(undefined, { version: 3 }).details).toEqual({ version: 3 });
  });

  it('of an input names every field', () => {
    const refused = [
      { field: 'dueOn', message: 'Not a day.' },
      { field: 'title', message: 'Is too long.' },
    ];
    expect(badInputs(refused)).toMatchObject({ code: 'BAD_USER_INPUT', details: { fields: refused } });
    expect(badInputs(refused).message).toBe('dueOn: Not a day. title: Is too long.');
    expect(badInput('title', 'Is too long.').details).toEqual({ fields: [refused[1]] });
  });
});

describe('The list of codes', () => {
  it('is sorted and tells each meaning', () => {
    const codes = [...errorCodes().keys()];
    expect(codes).toEqual([...codes].sort());
    expect(codes).toEqual(expect.arrayContaining(Object.keys(commonErrors)));
    for (const meaning of errorCodes().values()) expect(meaning).not.toBe('');
  });

  it('speaks of what a client sees: details are `extensions` on the wire', () => {
    expect(errorCodes().get('BAD_USER_INPUT')).toContain('extensions.fields');
    expect([...errorCodes().values()].join('\n')).not.toContain('details.');
  });

  it('cannot be changed through the copy that is handed out', () => {
    (errorCodes() as Map<string, string>).clear();
    expect(errorCodes().has('INTERNAL')).toBe(true);
  });

  it('takes a code again only with the same meaning', () => {
    defineErrors({ SPEC_TAKEN: 'First meaning.' });
    expect(() => defineErrors({ SPEC_TAKEN: 'First meaning.' })).not.toThrow();
    expect(() => defineErrors({ SPEC_OTHER: 'Fine.', SPEC_TAKEN: 'Another meaning.' })).toThrow(/SPEC_TAKEN/);
    expect(errorCodes().has('SPEC_OTHER')).toBe(false);
  });

  it.each(['lower', 'Mixed_CASE', '1ST', 'A__B', '_A', 'A_', ''])('refuses the code %j', (code) => {
    expect(() => defineErrors({ [code]: 'Some meaning.' })).toThrow(/SCREAMING_SNAKE/);
  });

  it('refuses a code without a meaning', () => {
    expect(() => defineErrors({ SPEC_EMPTY: ' ' })).toThrow(/no meaning/);
  });
});
