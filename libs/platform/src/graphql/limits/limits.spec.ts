// What one operation may ask for, counted with every fragment in its place.
import { readFileSync } from 'node:fs';
import { DomainError } from '@haven/kernel';
import { buildSchema, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { checkLimits, LIMITS, type Limits } from './limits.js';

const schema = buildSchema(readFileSync(new URL('./small-schema.graphql', import.meta.url), 'utf8'));

/** The code of the refusal, or 'fits'. */
function verdict(text: string, variables: Record<string, unknown> = {}, limits: Partial<Limits> = {}): string {
  try {
    checkLimits({ schema, document: parse(text), variables }, { ...LIMITS, ...limits });
    return 'fits';
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

/** The least cost limit under which it fits. */
function costOf(text: string, variables: Record<string, unknown> = {}): number {
  let [low, high] = [0, 1_000_000];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (verdict(text, variables, { cost: middle }) === 'fits') high = middle;
    else low = middle + 1;
  }
  return low;
}

const times = (count: number, make: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => make(n)).join(' ');
const supervisors = (levels: number): string => `{me{${'supervisor{'.repeat(levels - 2)}id${'}'.repeat(levels - 2)}}}`;

describe('depth', () => {
  it('is counted in fields, leaves and the parts of connections included', () => {
    expect(verdict(supervisors(10))).toBe('fits');
    expect(verdict(supervisors(11))).toBe('QUERY_TOO_COMPLEX');
    expect(verdict('{cases{edges{node{applicant{cases{edges{node{applicant{id}}}}}}}}}')).toBe('fits');
    expect(verdict('{cases{nodes{notes(first:5){nodes{author{org{cases(first:5){nodes{id}}}}}}}}}')).toBe('fits');
  });

  it('does not grow by fragments as such', () => {
    expect(verdict('{me{...A}} fragment A on User{...B} fragment B on User{...on User{id}}', {}, { depth: 2 })).toBe(
      'fits',
    );
  });
});

describe('aliases', () => {
  it('count wherever they stand and whatever they are of', () => {
    expect(verdict(`{me{${times(15, (n) => `a${n}:id`)}}}`)).toBe('fits');
    expect(verdict(`{me{${times(16, (n) => `a${n}:id`)}}}`)).toBe('QUERY_TOO_COMPLEX');
    expect(verdict('{a:me{b:id c:name}}', {}, { aliases: 3 })).toBe('fits');
    expect(verdict('{a:me{b:id c:name}}', {}, { aliases: 2 })).toBe('QUERY_TOO_COMPLEX');
  });

  it('count once for each spread of the fragment that holds them', () => {
    const text = '{me{...A supervisor{...A}}} fragment A on User{a:id}';
    expect(verdict(text, {}, { aliases: 2 })).toBe('fits');
    expect(verdict(text, {}, { aliases: 1 })).toBe('QUERY_TOO_COMPLEX');
  });
});

describe('directives', () => {
  it.each([
    ['a field', '{me{id @include(if:true)}}'],
    ['an operation', 'query @a{me{id}}'],
    ['a variable', 'query($n:Int @a){me{id}}'],
    ['a spread', '{me{...A @skip(if:false)}} fragment A on User{id}'],
    ['an inline fragment', '{me{... @skip(if:false){id}}}'],
    ['a fragment', '{me{...A}} fragment A on User @a{id}'],
    ['a fragment that is not used', '{me{id}} fragment A on User @a{id}'],
  ])('count on %s', (_place, text) => {
    expect(verdict(text, {}, { directives: 1 })).toBe('fits');
    expect(verdict(text, {}, { directives: 0 })).toBe('QUERY_TOO_COMPLEX');
  });
});

describe('an operation', () => {
  it('is alone in its document', () => {
    expect(verdict('query A{me{id}} query B{me{id}}')).toBe('QUERY_TOO_COMPLEX');
    expect(verdict('fragment A on User{id}')).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('is the one that was named', () => {
    const check = (operationName?: string | null) => () =>
      checkLimits({ schema, document: parse('query A{me{id}}'), operationName });
    for (const name of [undefined, null, 'A']) expect(check(name)).not.toThrow();
    expect(check('B')).toThrow('The document has no operation of this name.');
  });

  it('has few root fields, those of fragments included', () => {
    expect(verdict(`{${times(10, (n) => `a${n}:me{id}`)}}`)).toBe('fits');
    expect(verdict('{me{id} ...A} fragment A on Query{a:me{id}}', {}, { rootFields: 1 })).toBe('QUERY_TOO_COMPLEX');
  });

  it('may write the same field again now and then, not by the dozen', () => {
    expect(verdict('{me{id} me{name}}')).toBe('fits');
    expect(verdict(`{me{${'id '.repeat(11)}}}`)).toBe('fits');
    expect(verdict(`{me{${'id '.repeat(12)}}}`)).toBe('QUERY_TOO_COMPLEX');
    expect(verdict(`{me{${'...on User{id} '.repeat(12)}}}`)).toBe('QUERY_TOO_COMPLEX');
    expect(verdict(`{me{${'...A '.repeat(12)}}} fragment A on User{id}`)).toBe('QUERY_TOO_COMPLEX');
  });

  it('may ask the same of many fragments and of each kind of a union', () => {
    expect(verdict(`{me{${times(20, (n) => `...F${n}`)}}} ${times(20, (n) => `fragment F${n} on User{id}`)}`)).toBe(
      'fits',
    );
    expect(verdict('{search(text:"a"){...on Case{id} ...on Applicant{id}}}', {}, { repeats: 0 })).toBe('fits');
  });
});

describe('cost', () => {
  it('is nothing for a leaf and one for an object', () => {
    expect(costOf('{__typename}')).toBe(0);
    expect(costOf('{me{id name}}')).toBe(1);
    expect(costOf('{me{id org{id owner{id}}}}')).toBe(3);
  });

  it('of a connection is one and its content for each record of the page', () => {
    expect(costOf('{cases(first:10){totalCount pageInfo{endCursor} nodes{id}}}')).toBe(1 + 10);
    expect(costOf('{cases(last:10){edges{cursor node{id applicant{id}}}}}')).toBe(1 + 10 * 2);
    expect(costOf('{cases(first:10){nodes{notes(first:3){nodes{id}}}}}')).toBe(1 + 10 * (1 + 1 + 3));
  });

  it('takes 25 for a page without a size, and the larger of two sizes', () => {
    expect(costOf('{cases{nodes{id}}}')).toBe(26);
    expect(costOf('{cases(first:null){nodes{id}}}')).toBe(26);
    expect(costOf('{cases(first:5,last:7){nodes{id}}}')).toBe(8);
  });

  it('takes the largest page for a size that the list will refuse', () => {
    for (const size of ['101', '0', '-1', '1.5', '"5"', '[5]', 'MANY'])
      expect(costOf(`{cases(first:${size}){nodes{id}}}`)).toBe(101);
    for (const n of [101, 0, -1, 1.5, '5', [5], NaN, true])
      expect(costOf('query($n:Int){cases(first:$n){nodes{id}}}', { n })).toBe(101);
  });

  it('takes sizes from variables, their defaults, or as if there were no argument', () => {
    const text = 'query($n:Int=7){cases(first:$n){nodes{id}}}';
    expect(costOf(text, { n: 3 })).toBe(4);
    expect(costOf(text, { n: null })).toBe(26);
    expect(costOf(text)).toBe(8);
    expect(costOf('query($n:Int){cases(first:$n){nodes{id}}}')).toBe(26);
    expect(costOf('query($constructor:Int){cases(first:$constructor){nodes{id}}}')).toBe(26);
  });

  it('is counted for each spread of a fragment', () => {
    const notes = 'fragment N on Case{notes(first:$n){nodes{id}}}';
    expect(costOf(`query($n:Int){cases(first:$n){nodes{...N}} case(id:1){...N}} ${notes}`, { n: 4 })).toBe(
      1 + 4 * (1 + 1 + 4) + (1 + 1 + 4),
    );
  });

  it('of a fragment that doubles itself without an alias is found at once and refused', () => {
    const levels = 40;
    const text = `{case(id:1){...F0}} ${times(levels, (n) => `fragment F${n} on Case{...A${n} ...B${n}} fragment A${n} on Case{...F${n + 1}} fragment B${n} on Case{...F${n + 1}}`)}`;
    expect(verdict(`${text} fragment F${levels} on Case{applicant{id}}`)).toBe('QUERY_TOO_COMPLEX');
    expect(verdict(`query($n:Int)${text} fragment F${levels} on Case{notes(first:$n){nodes{id}}}`, { n: 1 })).toBe(
      'QUERY_TOO_COMPLEX',
    );
  });
});

describe('introspection', () => {
  it.each([
    '{__schema{types{name}}}',
    '{a:__type(name:"Case"){name}}',
    '{...A} fragment A on Query{__schema{types{name}}}',
    '{...{__schema{types{name}}}}',
  ])('is refused where it is off: %s', (text) => {
    expect(verdict(text)).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(verdict(text, {}, { introspection: true })).toBe('fits');
  });

  it('leaves __typename alone', () => {
    expect(verdict('{__typename me{__typename}}')).toBe('fits');
  });
});
