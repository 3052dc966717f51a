// What variables may look like before anything reads them.
import { DomainError } from '@haven/kernel';
import { describe, expect, it } from 'vitest';
import { checkVariables } from './variables.js';

function refusal(value: unknown): DomainError {
  try {
    checkVariables(value);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('Nothing was refused');
}

const nested = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);

describe('variables', () => {
  it('may be absent, null or an object of ordinary values', () => {
    for (const value of [
      undefined,
      null,
      {},
      { id: '1', n: 2.5, on: true, none: null, filter: { any: [{ status: { in: ['OPEN'] } }] } },
    ]) {
      expect(() => checkVariables(value)).not.toThrow();
    }
  });

  it('may be nested 20 levels and hold lists of 200', () => {
    expect(() => checkVariables({ x: nested(20) })).not.toThrow();
    expect(refusal({ x: nested(21) }).code).toBe('BAD_USER_INPUT');
    expect(() => checkVariables({ ids: Array(200).fill('a') })).not.toThrow();
    expect(refusal({ ids: Array(201).fill('a') }).details).toEqual({
      fields: [{ field: 'ids', message: 'At most 200 items.' }],
    });
  });

  it('hold no list that is too long, however deep it stands', () => {
    expect(refusal({ input: { lists: [[], Array(201).fill(1)] } }).message).toBe('input: At most 200 items.');
  });

  it.each([
    '{"__proto__":{"admin":true}}',
    '{"input":{"__proto__":{"admin":true}}}',
    '{"input":[{"a":{"__proto__":1}}]}',
  ])('have no key __proto__: %s', (json) => {
    expect(refusal(JSON.parse(json)).code).toBe('BAD_USER_INPUT');
  });

  it('are told by name only where the name could be one', () => {
    expect(refusal({ 'Юлия Щербакова': Infinity }).message).toBe('variables: Must be a finite number.');
  });

  it('B028: a long text is not walked; its length is the business of the body limit', () => {
    expect(() => checkVariables({ note: 'a'.repeat(10_000_000) })).not.toThrow();
  });

  it('B029: 10,000 nested arrays are refused without a stack overflow', () => {
    expect(refusal({ x: nested(10_000) })).toMatchObject({ code: 'BAD_USER_INPUT', message: 'x: Nested too deeply.' });
  });

  it('B030: a list of 100,000 ids is refused', () => {
    expect(refusal({ ids: Array.from({ length: 100_000 }, String) }).code).toBe('BAD_USER_INPUT');
  });

  it('B093: variables that are a list or a text are refused', () => {
    for (const value of [[1], 'x', 5, true]) expect(refusal(value).code).toBe('BAD_USER_INPUT');
  });

  it('B404: 1e309 is refused, at the top and below', () => {
    expect(refusal(JSON.parse('{"n":1e309}')).code).toBe('BAD_USER_INPUT');
    expect(refusal(JSON.parse('{"n":{"m":[-1e309]}}')).message).toBe('n: Must be a finite number.');
  });
});
