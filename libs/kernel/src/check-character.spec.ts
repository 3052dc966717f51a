// What must hold of check character.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCharacter, hasValidCheckCharacter, withCheckCharacter } from './check-character.js';

const signs = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const sign = fc.constantFrom(...signs);
const number = fc.string({ unit: sign, minLength: 1, maxLength: 20 });

describe('The check character', () => {
  it.each([
    ['a GRid', 'A12425GABC1234002', 'M'],
    ['an ISAN', '000000003A8D0000', 'Z'],
    ['an EIDR', '779185342C2390308610', '5'],
  ])('is that of %s', (_, text, expected) => expect(checkCharacter(text)).toBe(expected));

  it('makes a number valid', () => {
    fc.assert(fc.property(number, (text) => hasValidCheckCharacter(withCheckCharacter(text))));
  });

  it('notices every single wrong character', () => {
    fc.assert(
      fc.property(number, fc.nat(), sign, (text, at, other) => {
        const whole = [...withCheckCharacter(text)];
        const place = at % whole.length;
        fc.pre(whole[place] !== other);
        whole[place] = other;
        expect(hasValidCheckCharacter(whole.join(''))).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it('notices swapped neighbours but for one in 630, at every running product of the standard', () => {
    // One character leads to each of the 36 running products, so three characters show every case there is.
    let swaps = 0;
    let unnoticed = 0;
    for (const before of signs) {
      for (const a of signs) {
        for (const b of signs) {
          if (a === b) continue;
          swaps++;
          if (checkCharacter(before + a + b) === checkCharacter(before + b + a)) unnoticed++;
        }
      }
    }
    expect(swaps / unnoticed).toBe(630);
  });

  it.each(['', 'A', 'a1', 'A-1', ' A1', 'A1\n', 'ÀA', '٣A', 'ＡA'])('is never valid in %j', (text) => {
    expect(hasValidCheckCharacter(text)).toBe(false);
  });

  it.each(['', 'a', 'A-1', 'É'])('is not made for %j', (text) => {
    expect(() => checkCharacter(text)).toThrow(RangeError);
    expect(() => withCheckCharacter(text)).toThrow(RangeError);
  });
});
