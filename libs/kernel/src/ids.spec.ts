// What must hold of ids.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asId, isId, newId } from './ids.js';

describe('An id', () => {
  it('is new each time, of version 7, and sorts by creation', () => {
    const ids = Array.from({ length: 1000 }, newId);
    expect(new Set(ids).size).toBe(1000);
    expect([...ids].sort()).toEqual(ids);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('may be any UUID, read in capitals too but written small', () => {
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        expect(isId(uuid)).toBe(true);
        expect(asId(uuid.toUpperCase())).toBe(uuid);
        expect(isId(uuid.toUpperCase())).toBe(uuid === uuid.toUpperCase());
      }),
    );
  });

  it.each([
    '',
    '42',
    '0198c2f0-0000-7000-8000-00000000000',
    '0198c2f0-0000-7000-8000-0000000000000',
    '0198c2f00000700080000000000000ab',
    '{0198c2f0-0000-7000-8000-0000000000ab}',
    'urn:uuid:0198c2f0-0000-7000-8000-0000000000ab',
    '0198c2f0-0000-7000-8000-0000000000ab\n',
    '0198c2f0-0000-7000-c000-0000000000ab',
    '0198c2f0-0000-9000-8000-0000000000ab',
  ])('is not %j', (text) => {
    expect(isId(text)).toBe(false);
    expect(() => asId(text, 'caseId')).toThrow(
      expect.objectContaining({
        code: 'BAD_USER_INPUT',
        details: { fields: [expect.objectContaining({ field: 'caseId' })] },
      }),
    );
  });

  it.each([null, undefined, 7, {}])('is never %j', (value) => expect(isId(value)).toBe(false));
});
