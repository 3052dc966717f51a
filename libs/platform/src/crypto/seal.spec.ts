// What must hold of seal.
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Seal } from './seal.js';

const seal = new Seal(randomBytes(32));
const text = fc.string({ unit: 'binary', maxLength: 40 });
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

describe('a seal', () => {
  it('knows its own signature', () => {
    fc.assert(fc.property(text, text, (label, what) => seal.verify(label, what, seal.sign(label, what))));
  });

  it('is 22 characters that fit into a URL', () => {
    expect(seal.sign('cursor', 'case:17')).toMatch(/^[\w-]{22}$/);
  });

  it('holds for one label and one text only, however they are cut', () => {
    fc.assert(
      fc.property(text, text, text, text, (label, what, otherLabel, otherText) => {
        fc.pre(label !== otherLabel || what !== otherText);
        expect(seal.verify(otherLabel, otherText, seal.sign(label, what))).toBe(false);
      }),
    );
    expect(seal.verify('a', 'bc', seal.sign('ab', 'c'))).toBe(false);
    expect(seal.verify('', '1:a', seal.sign('a', '1:'))).toBe(false);
  });

  it('refuses every other spelling, the spare bits of the last character too', () => {
    const signature = seal.sign('cursor', 'x');
    for (let at = 0; at < signature.length; at++) {
      for (const character of ALPHABET) {
        const changed = signature.slice(0, at) + character + signature.slice(at + 1);
        expect(seal.verify('cursor', 'x', changed)).toBe(changed === signature);
      }
    }
    for (const odd of ['', signature + '=', ` ${signature}`, signature.slice(1), 'ж'.repeat(22), '\ud800'.repeat(22)]) {
      expect(seal.verify('cursor', 'x', odd)).toBe(false);
    }
  });

  it('answers no to a lone surrogate, and signs none', () => {
    expect(seal.verify('cursor', '\ud800', seal.sign('cursor', '\ufffd'))).toBe(false);
    expect(() => seal.sign('cursor', '\ud800')).toThrow(TypeError);
  });

  it('is worth nothing to another key', () => {
    expect(new Seal(randomBytes(32)).verify('cursor', 'x', seal.sign('cursor', 'x'))).toBe(false);
  });
});
