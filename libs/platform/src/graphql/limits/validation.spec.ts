// What is said of a document that does not fit the schema: one thing, and no name that the client did not send.
import { readFileSync } from 'node:fs';
import { buildSchema, parse, specifiedRules, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { validateOnce } from './validation.js';

const schema = buildSchema(readFileSync(new URL('./small-schema.graphql', import.meta.url), 'utf8'));
const wrong = (text: string) => validateOnce(schema, parse(text));

const SAID: [text: string, message: string][] = [
  ['{cass{id}}', 'There is no field "cass" here.'],
  ['{me{id(x:1)}}', 'There is no argument "x" here.'],
  ['{me{...on Usr{id}}}', 'There is no type "Usr".'],
  ['{me{...A}}', 'There is no fragment "A".'],
  ['{me{id @a}}', 'There is no directive "@a".'],
  ['{me{id @include(if:true,iff:true)}}', 'There is no argument "iff" here.'],
  ['{me{id @deprecated}}', 'The directive "@deprecated" may not stand here.'],
  ['{me{id @include(if:true) @include(if:true)}}', 'The directive "@include" may stand here only once.'],
  ['{me{id @include}}', 'The directive "@include" lacks a required argument.'],
  ['{case{id}}', 'The field "case" lacks a required argument.'],
  ['{me{id{x}}}', 'The field "id" has no subfields to select.'],
  ['{me}', 'The field "me" needs a selection of subfields.'],
  ['mutation{createCase(input:{}){id}}', 'An input lacks a required field.'],
  ['mutation{createCase(input:{title:"a",secretReasn:"b"}){id}}', 'There is no input field "secretReasn" here.'],
  ['mutation{createCase(input:null){id}}', 'A value does not fit what is expected here.'],
  ['{case(id:{}){id}}', 'A value does not fit what is expected here.'],
  ['{cases(status:OPNE){totalCount}}', 'A value does not fit what is expected here.'],
  ['{cases(status:"OPNE"){totalCount}}', 'A value does not fit what is expected here.'],
  ['{cases(first:"Юлия"){totalCount}}', 'A value does not fit what is expected here.'],
  ['{me{id id:name}}', 'Fields called "id" differ: give one of them another alias.'],
  ['{me{org{id}} me{org{id:name}}}', 'Fields called "me" differ: give one of them another alias.'],
  ['{me{id}} fragment A on User{id}', 'The fragment "A" is never used.'],
  ['{me{...A}} fragment A on Case{id}', 'The fragment "A" can never apply here.'],
  ['{me{...on Case{id}}}', 'A fragment can never apply here.'],
  ['{me{...on CaseStatus{id}}}', 'A fragment can only be on a type that has fields.'],
  ['{me{...A}} fragment A on CaseStatus{id}', 'A fragment can only be on a type that has fields.'],
  ['{me{...A}} fragment A on User{supervisor{...A}}', 'The fragment "A" is spread within itself.'],
  ['query A{me{id}} query A{me{id}}', 'There can be only one operation named "A".'],
  ['{me{...A}} fragment A on User{id} fragment A on User{id}', 'There can be only one fragment named "A".'],
  ['{case(id:1,id:2){id}}', 'There can be only one argument named "id".'],
  ['mutation{createCase(input:{title:"a",title:"b"}){id}}', 'There can be only one input field named "title".'],
  ['query($n:Int,$n:Int){cases(first:$n){totalCount}}', 'There can be only one variable named "$n".'],
  ['{cases(first:$n){totalCount}}', 'The variable "$n" is not declared.'],
  ['query A{cases(first:$n){totalCount}}', 'The variable "$n" is not declared.'],
  ['query($n:Int){me{id}}', 'The variable "$n" is never used.'],
  ['query($n:User){cases(first:$n){totalCount}}', 'The type of the variable "$n" is not one of inputs.'],
  ['query($n:String){cases(first:$n){totalCount}}', 'The type of the variable "$n" does not fit where it is used.'],
  ['{me{id}} query A{me{id}}', 'An operation without a name must be the only one.'],
  ['{me{id}} type A{a:Int}', 'A document may hold only operations and fragments.'],
  ['{__schema{types{fields{type{fields{type{fields{type{name}}}}}}}}}', 'The introspection goes too deep.'],
];

describe('validation', () => {
  it('finds nothing wrong with what fits', () => {
    expect(wrong('query($n:Int){me{id} cases(first:$n,status:OPEN){nodes{id}}}')).toBeNull();
  });

  it.each(SAID)('of %s says: %s', (text, message) => {
    expect(wrong(text)).toMatchObject({ code: 'GRAPHQL_VALIDATION_FAILED', message });
    expect(wrong(text)!.details!.locations).toSatisfy(
      (places: unknown[]) => places.length === 1 || places.length === 2,
    );
  });

  it.each(SAID.map(([text]) => text))('of %s tells nothing that the client did not send', (text) => {
    // Compared with what graphql-js says, so that a name leaks only if it is in the schema and not in the text.
    const told = validate(schema, parse(text), specifiedRules)[0]!.message.match(/[_A-Za-z]\w*/g)!;
    const sent = new Set(text.match(/[_A-Za-z]\w*/g));
    const names = new Set([
      ...Object.keys(schema.getTypeMap()),
      'OPEN',
      'ON_HOLD',
      'cases',
      'title',
      'secretReason',
      'input',
    ]);
    for (const word of told)
      if (names.has(word) && !sent.has(word)) expect(wrong(text)!.message).not.toMatch(new RegExp(`\\b${word}\\b`));
  });

  it('does not repeat a name that nobody would write', () => {
    expect(wrong(`{${'a'.repeat(81)}}`)!.message).toBe('The document does not fit the schema.');
  });

  it('has few places, even of many conflicts', () => {
    expect(wrong('{me{a:id a:name a:__typename}}')!.details!.locations).toHaveLength(2);
  });

  it('B013: of circular fragments says one thing and ends', () => {
    expect(wrong('{...A} fragment A on Query{...B} fragment B on Query{...A}')!.message).toBe(
      'The fragment "A" is spread within itself.',
    );
  });

  it('B016: of ten unknown directives says one thing', () => {
    expect(wrong(`{__typename ${'@aa'.repeat(10)}}`)).toMatchObject({
      message: 'There is no directive "@aa".',
      details: { locations: [{ line: 1, column: 13 }] },
    });
  });

  it('B017: of a known directive said twice or more says one thing', () => {
    expect(wrong(`{__typename ${'@include(if:true)'.repeat(10)}}`)!.message).toBe(
      'The directive "@include" may stand here only once.',
    );
  });

  it('B036: refuses a subscription where the schema has none', () => {
    expect(wrong('subscription{caseChanged{id}}')).toMatchObject({
      code: 'GRAPHQL_VALIDATION_FAILED',
      message: 'There is no subscription here.',
    });
  });

  it('B045: refuses to sort by what is no field of the order', () => {
    expect(wrong('{cases(orderBy:{field:"salary; drop"}){totalCount}}')!.message).toBe(
      'A value does not fit what is expected here.',
    );
    expect(wrong('{cases(orderBy:{field:SALARY}){totalCount}}')!.message).toBe(
      'A value does not fit what is expected here.',
    );
  });

  it.each([
    ['B076: an unknown field', '{cass{id}}'],
    ['B078: an unknown enum value', '{cases(status:OPNE){id}}'],
    ['B079: an unknown input field', 'mutation{createCase(input:{tilte:"x"}){id}}'],
  ])('%s is answered without a suggestion', (_name, text) => {
    const error = wrong(text)!;
    expect(error.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(error.message).not.toMatch(/did you mean|OPEN|ON_HOLD|title|Query|CaseStatus|CreateCaseInput/i);
  });
});
