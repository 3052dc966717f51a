// What passes for a slip of ours.
import { createSecretKey, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Slips } from './slips.js';

const key = createSecretKey(randomBytes(32));
const slips = new Slips(key, 'r1', 2);
const slip = slips.write(['a', '7'], 'bound');

describe('a slip', () => {
  it('says its parts and is ours', () => {
    expect(slips.parts(slip)).toEqual(['a', '7']);
    expect(slips.isOurs(slip, 'bound')).toBe(true);
  });

  it('is not ours once anything of it is changed, down to the spare bits of the last letter', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const others = [...alphabet].map((letter) => slip.slice(0, -1) + letter).filter((text) => text !== slip);
    for (const text of [
      ...others,
      slip.replace('.7.', '.8.'),
      slip.replace('.a.', '.b.'),
      `${slip}A`,
      slip.slice(0, -1),
      '',
      '.',
    ])
      expect(slips.isOurs(text, 'bound')).toBe(false);
  });

  it('is not ours when it was bound to something else, or made under another key', () => {
    expect(slips.isOurs(slip, 'other')).toBe(false);
    expect(new Slips(createSecretKey(randomBytes(32)), 'r1', 2).isOurs(slip, 'bound')).toBe(false);
  });

  it('does not pass for another kind or another number of parts', () => {
    expect(new Slips(key, 'i1', 2).parts(slip)).toBeUndefined();
    expect(new Slips(key, 'r1', 3).parts(slip)).toBeUndefined();
  });
});
