// What must hold of cipher.
import { createSecretKey, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binding, CiphertextError, decryptBytes, deriveKey, encryptBytes } from './cipher.js';

const key = createSecretKey(randomBytes(32));
const bound = binding('here');
const header = Buffer.from([7]);

describe('the cipher', () => {
  it('gives back what it took', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const sealed = encryptBytes(key, bound, Buffer.from(bytes), header);
        expect(sealed).toHaveLength(1 + 12 + bytes.length + 16);
        expect(decryptBytes(key, bound, sealed.subarray(1), 'it').equals(bytes)).toBe(true);
      }),
    );
  });

  it('never uses a nonce twice, across refills of its store', () => {
    const nonces = Array.from({ length: 2000 }, () =>
      encryptBytes(key, bound, Buffer.of(1), header).toString('hex', 1, 13),
    );
    expect(new Set(nonces).size).toBe(2000);
  });

  it('opens under no other key and no other binding, and at no shorter length', () => {
    const sealed = encryptBytes(key, bound, Buffer.from('secret'), Buffer.alloc(0));
    const other = createSecretKey(randomBytes(32));
    expect(() => decryptBytes(other, bound, sealed, 'it')).toThrow(CiphertextError);
    expect(() => decryptBytes(key, binding('there'), sealed, 'it')).toThrow(CiphertextError);
    for (let length = 0; length < sealed.length; length++) {
      expect(() => decryptBytes(key, bound, sealed.subarray(0, length), 'it')).toThrow(CiphertextError);
    }
  });
});

describe('a binding', () => {
  it('is different for different parts', () => {
    const parts = fc.array(fc.string({ unit: 'binary', maxLength: 6 }), { maxLength: 4 });
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        fc.pre(JSON.stringify(a) !== JSON.stringify(b));
        expect(binding(...a).equals(binding(...b))).toBe(false);
      }),
    );
    expect(binding('ab', 'c')).not.toEqual(binding('a', 'bc'));
    expect(binding('1:a')).not.toEqual(binding('', 'a'));
  });

  it('refuses a lone surrogate, which would equal another one in UTF-8', () => {
    expect(() => binding('\ud800')).toThrow(TypeError);
  });
});

describe('a derived key', () => {
  it('depends on the secret, the label and the context, and on nothing else', () => {
    const bytes = (secret = key, label = 'field', context = Buffer.from('seed')) =>
      deriveKey(secret, label, context).export().toString('hex');
    expect(bytes()).toBe(bytes());
    expect(bytes(createSecretKey(randomBytes(32)))).not.toBe(bytes());
    expect(bytes(key, 'file')).not.toBe(bytes());
    expect(bytes(key, 'field', Buffer.from('Seed'))).not.toBe(bytes());
  });

  it('stays the same from release to release', () => {
    const fixed = createSecretKey(Buffer.alloc(32, 1));
    expect(deriveKey(fixed, 'field', Buffer.alloc(32, 2)).export().toString('hex')).toBe(
      'bc2b87e3f17844b9de383403d82710198a1ba7a3f58ec986aa1a55cf402c8b5a',
    );
  });
});
