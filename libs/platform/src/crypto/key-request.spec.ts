// What must hold of key request.
import { createSecretKey, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CiphertextError } from './cipher.js';
import { KeyRequest, subjectOf, SubjectKeyError, type Place } from './key-request.js';

const key = (fill?: number) => createSecretKey(fill === undefined ? randomBytes(32) : Buffer.alloc(32, fill));
const first = { version: 1, key: key() };
const second = { version: 2, key: key() };
const seeds = { anna: randomBytes(32), boris: randomBytes(32) };

function request({ organization = 'org', keys = [first], writing = 1 } = {}): KeyRequest {
  const made = new KeyRequest(organization, keys, writing);
  made.admit('anna', subjectOf(seeds.anna));
  made.admit('boris', subjectOf(seeds.boris));
  made.admit('gone', null);
  return made;
}

const place: Place = { table: 'applicant', column: 'family_name', rowId: 'r1', subjectId: 'anna' };
const part = fc.string({ unit: 'binary', minLength: 1, maxLength: 8 });
const anyPlace = fc.record({ table: part, column: part, rowId: part, subjectId: fc.constantFrom('anna', 'boris') });

describe('a field', () => {
  it('comes back as it was written, in any script', () => {
    const keys = request();
    fc.assert(
      fc.property(anyPlace, fc.string({ unit: 'binary', maxLength: 150 }), (where, text) => {
        expect(keys.decrypt(where, keys.encrypt(where, text))).toBe(text);
      }),
    );
  });

  it('is laid out as format, version, nonce, padded text, tag, and never twice the same', () => {
    const bytes = request({ keys: [first, second], writing: 2 }).encrypt(place, 'Petrova');
    expect(bytes).toHaveLength(1 + 2 + 12 + 16 + 16);
    expect([...bytes.subarray(0, 3)]).toEqual([1, 0, 2]);
    expect(bytes.includes('Petrova')).toBe(false);
    expect(request().encrypt(place, 'x')).not.toEqual(request().encrypt(place, 'x'));
  });

  it('stays readable from release to release', () => {
    const fixed = new KeyRequest('org', [{ version: 1, key: key(1) }], 1);
    fixed.admit('anna', subjectOf(Buffer.alloc(32, 2)));
    expect(
      fixed.decrypt(
        place,
        Buffer.from(
          '010001583c256a0522530daa57b92f2b9ba92b637463399164c14073a5eb3c4c01fe74a6f0bab960e78d6078d8d5cf',
          'hex',
        ),
      ),
    ).toBe('Петрова');
  });

  it('opens nowhere but in its place', () => {
    const keys = request();
    fc.assert(
      fc.property(anyPlace, anyPlace, (from, to) => {
        fc.pre(JSON.stringify(from) !== JSON.stringify(to));
        const bytes = keys.encrypt(from, 'secret');
        expect(() => keys.decrypt(to, bytes)).toThrow(CiphertextError);
      }),
    );
  });

  it.each(['table', 'column', 'rowId', 'subjectId'] as const)('does not open when only its %s is another', (name) => {
    const other = { ...place, [name]: 'boris' };
    const bytes = request().encrypt(place, 'secret');
    expect(() => request().decrypt(other, bytes)).toThrow(CiphertextError);
    const crossed = { ...place, table: place.column, column: place.table };
    expect(() => request().decrypt(crossed, bytes)).toThrow(CiphertextError);
  });

  it('does not open for another organisation, be it with the same keys, nor with another key', () => {
    const bytes = request().encrypt(place, 'secret');
    expect(() => request({ organization: 'other' }).decrypt(place, bytes)).toThrow(CiphertextError);
    expect(() => request({ keys: [{ version: 1, key: key() }] }).decrypt(place, bytes)).toThrow(CiphertextError);
  });

  it('does not open with one bit flipped, whichever, nor cut or lengthened', () => {
    const keys = request({ keys: [first, { version: 3, key: first.key }] }); // 1 ^ 2: the same key under another number
    const bytes = keys.encrypt(place, 'Aleksandra');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => keys.decrypt(place, flipped), `bit ${bit}`).toThrow(CiphertextError);
    }
    for (let length = 0; length < bytes.length; length++) {
      expect(() => keys.decrypt(place, bytes.subarray(0, length))).toThrow(CiphertextError);
      expect(() => keys.decrypt(place, bytes.subarray(bytes.length - length))).toThrow(CiphertextError);
    }
    expect(() => keys.decrypt(place, Buffer.concat([bytes, Buffer.of(0)]))).toThrow(CiphertextError);
  });

  it('names no value and no row in its error', () => {
    const bytes = request().encrypt(place, 'Petrova');
    const open = () => request().decrypt({ ...place, rowId: 'r2' }, bytes);
    expect(open).toThrow('The ciphertext of applicant.family_name does not open.');
  });

  it('is written under the newer key and read under both', () => {
    const old = request().encrypt(place, 'old');
    const both = request({ keys: [first, second], writing: 2 });
    expect(both.decrypt(place, old)).toBe('old');
    const renewed = both.encrypt(place, 'new');
    expect(both.decrypt(place, renewed)).toBe('new');
    expect(() => request().decrypt(place, renewed)).toThrow(CiphertextError);
  });

  it('refuses a lone surrogate rather than change it', () => {
    expect(() => request().encrypt(place, 'a\ud800')).toThrow(TypeError);
  });
});

describe('a subject', () => {
  it('who was erased reads as null, and is not written', () => {
    const gone = { ...place, subjectId: 'gone' };
    const keys = request();
    expect(keys.decrypt(gone, request().encrypt(place, 'secret'))).toBeNull();
    expect(keys.decrypt(gone, Buffer.alloc(0))).toBeNull();
    expect(keys.unwrapFileKey(gone, Buffer.alloc(0))).toBeNull();
    expect(() => keys.encrypt(gone, 'x')).toThrow(SubjectKeyError);
  });

  it('who was not loaded is an error, never null', () => {
    const stranger = { ...place, subjectId: 'stranger' };
    expect(() => request().decrypt(stranger, Buffer.alloc(60))).toThrow(SubjectKeyError);
    expect(request().knows('stranger')).toBe(false);
    expect(request().knows('gone')).toBe(true);
  });
});

describe("a file's key", () => {
  it('is wrapped for its place, apart from fields', () => {
    const keys = request();
    const fileKey = randomBytes(32);
    const wrapped = keys.wrapFileKey(place, fileKey);
    expect(keys.unwrapFileKey(place, wrapped)).toEqual(fileKey);
    expect(() => keys.decrypt(place, wrapped)).toThrow(CiphertextError);
    expect(() => keys.unwrapFileKey({ ...place, rowId: 'r2' }, wrapped)).toThrow(CiphertextError);
  });
});

describe('a search token', () => {
  const field = 'applicant.family_name';

  it('is equal for equal forms, differs by field, organisation and form, and fits a bigint', () => {
    const token = request().searchToken(field, 'petrova');
    expect(request().searchToken(field, 'petrova')).toBe(token);
    expect(BigInt.asIntN(64, token)).toBe(token);
    expect(request().searchToken('applicant.given_name', 'petrova')).not.toBe(token);
    expect(request().searchToken(field, 'petrov')).not.toBe(token);
    expect(request({ keys: [{ version: 1, key: key() }] }).searchToken(field, 'petrova')).not.toBe(token);
    const many = Array.from({ length: 64 }, (_, i) => request().searchToken(field, `${i}`));
    expect(many.some((one) => one < 0n)).toBe(true);
    expect(many.some((one) => one > 0n)).toBe(true);
  });

  it("survives a renewal of the organisation's key", () => {
    const renewed = request({ keys: [second, first], writing: 2 });
    expect(renewed.searchToken(field, 'petrova')).toBe(request().searchToken(field, 'petrova'));
  });
});
