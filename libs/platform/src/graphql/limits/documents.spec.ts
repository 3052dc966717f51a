// What text becomes a document, and what is refused before it is one.
import { DomainError } from '@haven/kernel';
import { describe, expect, it } from 'vitest';
import { parseLimited, type TextLimits } from './documents.js';

function refusal(text: string, limits?: TextLimits): DomainError {
  try {
    parseLimited(text, limits);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('Nothing was refused');
}

/** The quickest of a few runs: what it costs, not what else the machine does. */
function milliseconds(act: () => void): number {
  const runs = Array.from({ length: 5 }, () => {
    const from = performance.now();
    act();
    return performance.now() - from;
  });
  return Math.min(...runs);
}

describe('a text', () => {
  it('becomes a document whose nodes know their places', () => {
    const { definitions } = parseLimited('{ me { id } }');
    expect(definitions[0]?.loc?.start).toBe(0);
  });

  it('may have as many tokens as allowed, and not one more', () => {
    expect(parseLimited('{a b}', { maxTokens: 4 }).definitions).toHaveLength(1);
    expect(refusal('{a b c}', { maxTokens: 4 }).code).toBe('QUERY_TOO_COMPLEX');
  });

  it('may be as long as allowed, and not one character longer', () => {
    expect(parseLimited('{a}', { maxLength: 3 }).definitions).toHaveLength(1);
    expect(refusal('{a }', { maxLength: 3 }).code).toBe('QUERY_TOO_COMPLEX');
  });

  it('is refused for its size without a figure', () => {
    for (const error of [refusal('{a b c}', { maxTokens: 4 }), refusal('{a }', { maxLength: 3 })]) {
      expect(error.message).not.toMatch(/\d/);
      expect(error.details).toBeUndefined();
    }
  });

  it('with a mistake is refused once, with the place', () => {
    const error = refusal('{ me { id ');
    expect(error.code).toBe('GRAPHQL_PARSE_FAILED');
    expect(error.message).toBe('Syntax Error: Expected Name, found <EOF>.');
    expect(error.details).toEqual({ locations: [{ line: 1, column: 11 }] });
  });

  it('with a mistake is not quoted: what was typed may be a name', () => {
    expect(refusal('{ me "Юлия Щербакова" }').message).toBe('Syntax Error: Expected Name, found String.');
    expect(refusal('{ me """Юлия\nЩербакова""" }').message).toBe('Syntax Error: Expected Name, found BlockString.');
    expect(refusal(`query ${'a'.repeat(5000)} ${'b'.repeat(5000)}`).message.length).toBeLessThanOrEqual(200);
  });

  it('may have brackets within brackets as people write them, and any in its strings', () => {
    expect(parseLimited(`{${'a{'.repeat(49)}a${'}'.repeat(49)}}`).definitions).toHaveLength(1);
    expect(parseLimited(`{a(b:"${'['.repeat(500)}") #${'{'.repeat(500)}\n}`).definitions).toHaveLength(1);
    expect(parseLimited(`{${'a(b:[{c:1}]) '.repeat(60)}}`).definitions).toHaveLength(1);
  });

  it.each([
    ['selections', '{a', '{a'],
    ['lists', '{a(b:[', '['],
    ['objects', '{a(b:{c:', '{c:'],
    ['inline fragments', '{...', '{...'],
    ['list types', 'query($a:[', '['],
  ])('with %s nested by the hundred is refused without a stack overflow', (_kind, start, again) => {
    expect(refusal(start + again.repeat(600)).code).toBe('QUERY_TOO_COMPLEX');
  });
});

describe('of the bad inputs', () => {
  const tooLarge: [name: string, text: string][] = [
    ['B011: 3,000 inline fragments with the same field', `{${'...on Query{a{c}} '.repeat(3000)}}`],
    [
      'B015: 10,000 unused fragments',
      `query{__typename}${Array.from({ length: 10_000 }, (_, n) => `fragment f${n} on Query{__typename}`).join(' ')}`,
    ],
    ['B017: a known directive 1,000 times', `{__typename ${'@include(if:true)'.repeat(1000)}}`],
    ['B027: 10 MB of comments', `${'#aaa\n'.repeat(2_000_000)}{me{id}}`],
    ['B032: 10,000 operations', Array.from({ length: 10_000 }, (_, n) => `query q${n}{__typename}`).join(' ')],
  ];
  it.each(tooLarge)('%s are refused at once', (_name, text) => {
    expect(refusal(text).code).toBe('QUERY_TOO_COMPLEX');
    expect(milliseconds(() => refusal(text))).toBeLessThan(5);
  });
});
