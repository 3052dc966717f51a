// Numbers of papers, however they are typed.
import { describe, expect, it } from 'vitest';
import { numberForms } from './document-number.js';

describe('the number of a paper', () => {
  it.each([
    ['MP 123-4567', 'mp1234567'],
    ['МР1234567', 'mp1234567'],
    ['45 04 № 346432', '4504346432'],
    ['КН 012345', 'kh012345'],
    ['LI—ЖД 5', 'liжд5'],
  ])('%s is found as %s', (typed, form) => {
    expect(numberForms(typed)).toEqual([form]);
  });

  it('of signs only is none', () => {
    expect(numberForms(' № - ')).toEqual([]);
  });
});
