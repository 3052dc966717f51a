// What makes a name.
import { describe, expect, it } from 'vitest';
import { mustBeAName, primaryAmong, wholeName } from './person-name.rules.js';

describe('a name', () => {
  it('is joined from its parts unless the whole is given', () => {
    expect(wholeName({ given: 'Юлия', patronymic: 'Петровна', family: 'Щербакова' })).toBe('Щербакова Юлия Петровна');
    expect(wholeName({ given: 'Юлия' })).toBe('Юлия');
    expect(wholeName({ full: 'Юлия Щербакова', family: 'Щербакова' })).toBe('Юлия Щербакова');
    expect(wholeName({})).toBe('');
  });

  it('has a letter or digit', () => {
    expect(() => mustBeAName({ full: '—' }, 'input')).toThrow(/^input\.full: /);
    expect(() => mustBeAName({ full: '李' }, 'input')).not.toThrow();
  });

  it('is primary when it says so, else when it is the first', () => {
    expect(primaryAmong([{}, {}], 'names')).toBe(0);
    expect(primaryAmong([{}, { primary: true }], 'names')).toBe(1);
    expect(() => primaryAmong([], 'names')).toThrow(/^names: /);
    expect(() => primaryAmong([{ primary: true }, { primary: true }], 'names')).toThrow(/^names\[1\]\.primary: /);
  });
});
