// What must hold of padding.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pad, unpad } from './padding.js';

describe('padding', () => {
  it('gives back every well-formed text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => unpad(pad(text)) === text));
  });

  it('keeps a text that ends like padding', () => {
    for (const text of ['', '\0', 'a\0\0', '\u0080', '\u0080\0', '\ufeffа']) expect(unpad(pad(text))).toBe(text);
  });

  it.each([
    [0, 16],
    [15, 16],
    [16, 32],
    [47, 48],
    [63, 64],
    [64, 128],
    [127, 128],
    [128, 192],
    [2000, 2048],
  ])('makes %i bytes %i', (length, padded) => {
    expect(pad('x'.repeat(length))).toHaveLength(padded);
  });

  it('counts bytes, not characters', () => {
    expect(pad('ж'.repeat(8))).toHaveLength(32);
  });

  it('hides whether a short name has four letters or fourteen', () => {
    expect(pad('Olga')).toHaveLength(pad('Aleksandrovich').length);
  });

  it('knows bytes that it did not make', () => {
    for (const bytes of [[], [0, 0], [1, 2, 3], [0x80, 1]]) expect(unpad(Buffer.from(bytes))).toBeNull();
  });
});
