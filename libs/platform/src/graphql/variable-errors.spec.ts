// Variable errors: what is said of each kind of value that does not fit, and that neither the value nor an unsent name is among it.
import { buildSchema, getOperationAST, GraphQLError, parse } from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import { describe, expect, it } from 'vitest';
import { variableRefusal } from './variable-errors.js';

const schema = buildSchema(`
  enum Kind { LEGAL SECRET_NAME }
  input Name { kind: Kind, full: String!, count: Int, shown: Boolean, share: Float }
  input Person { names: [Name!]!, id: ID }
  type Query { find(person: Person!, first: Int!): Int }
`);
const DOCUMENT = parse('query ($person: Person!, $first: Int!) { find(person: $person, first: $first) }');
const SECRET = 'Юлия at "person.id"; Date must be written like';

function refusal(variables: Record<string, unknown>): { field: string; message: string } {
  const definitions = getOperationAST(DOCUMENT)!.variableDefinitions!;
  const { errors } = getVariableValues(schema, definitions, variables, { maxErrors: 1, hideSuggestions: true });
  const { details, code } = variableRefusal(errors![0]!)!;
  expect(code).toBe('BAD_USER_INPUT');
  return (details!.fields as { field: string; message: string }[])[0]!;
}
const person = (name: object): object => ({ first: 1, person: { names: [{ full: 'A' }, { full: 'B', ...name }] } });

describe('a variable that does not fit', () => {
  it.each([
    [{ first: SECRET }, 'first', 'Must be a whole number within 32 bits.'],
    [{ first: null }, 'first', 'Must not be null.'],
    [{}, 'first', 'Must be given.'],
  ])('%j is named', (given, field, message) => {
    expect(refusal({ person: { names: [] }, ...given })).toEqual({ field, message });
  });

  it.each([
    [{ kind: SECRET }, '.kind', 'Is none of the values that can stand here.'],
    [{ kind: 1 }, '.kind', 'Is none of the values that can stand here.'],
    [{ full: { a: SECRET } }, '.full', 'Must be a text.'],
    [{ full: null }, '.full', 'Must not be null.'],
    [{ full: undefined }, '', 'Lacks a required field.'],
    [{ count: SECRET }, '.count', 'Must be a whole number within 32 bits.'],
    [{ share: SECRET }, '.share', 'Must be a number.'],
    [{ shown: SECRET }, '.shown', 'Must be true or false.'],
    [{ ful: 'x' }, '', 'There is no field "ful" here.'],
    [{ [SECRET]: 'x' }, '', 'There is a field here that is not known.'],
  ])('%j is named by its place', (name, place, message) => {
    expect(refusal(person(name) as Record<string, unknown>)).toEqual({ field: `person.names[1]${place}`, message });
  });

  it('names the place of what should have been an object or an id', () => {
    expect(refusal({ first: 1, person: SECRET })).toEqual({ field: 'person', message: 'Must be an object.' });
    expect(refusal({ first: 1, person: { names: [], id: 1.5 } })).toEqual({
      field: 'person.id',
      message: 'Must be an id.',
    });
  });

  it('is not any other error', () => {
    expect(variableRefusal(new GraphQLError('Something else'))).toBeUndefined();
  });
});
