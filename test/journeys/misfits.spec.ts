// Misfits: a value or a document that does not fit is refused with its place, and never with what was typed.
import { describe, expect, it } from 'vitest';
import type { GraphqlError } from '../stage/actor.js';
import { stage } from '../stage/stage.js';

const { as } = await stage();
const caseworker = await as('caseworker');

const TYPED = 'Ungeheuerlichst';
const REGISTER = 'mutation ($who: RegisterApplicantInput!) { registerApplicant(input: $who) { id } }';
const NAMES = [{ kind: 'LEGAL', full: 'Olena' }];

async function refused(query: string, variables: Record<string, unknown> = {}): Promise<GraphqlError> {
  const answer = await caseworker.send(query, variables);
  expect(JSON.stringify(answer)).not.toContain(TYPED);
  expect(answer.errors).toHaveLength(1);
  return answer.errors![0]!;
}

describe('a document', () => {
  it.each([
    ['that is no GraphQL', '{ cases(', 'GRAPHQL_PARSE_FAILED', 9],
    ['with an unknown field', '{ cases { nodes { salary } } }', 'GRAPHQL_VALIDATION_FAILED', 19],
  ])('%s has its place beside the message, where clients look', async (_is, query, code, column) => {
    const { locations, extensions } = await refused(query);
    expect(locations).toEqual([{ line: 1, column }]);
    expect(extensions).toEqual({ code, requestId: expect.any(String) as string });
  });

  it.each([
    ['a day', `{ cases(filter: { dueOn: { from: "${TYPED}" } }) { nodes { id } } }`, 'filter.dueOn.from', '2026-03-31'],
    [
      'a day as a number',
      '{ cases(filter: { dueOn: { is: 2026 } }) { nodes { id } } }',
      'filter.dueOn.is',
      '2026-03-31',
    ],
    [
      'a moment',
      `{ cases(filter: { openedAt: { from: "${TYPED}" } }) { nodes { id } } }`,
      'filter.openedAt.from',
      'T08:30',
    ],
    [
      'a partial date',
      `mutation { registerApplicant(input: { names: [], birthDate: "${TYPED}" }) { id } }`,
      'input.birthDate',
      '1987-05',
    ],
    [
      'an enum',
      `{ cases(filter: { status: { in: [OPEN, ${TYPED}] } }) { nodes { id } } }`,
      'filter.status.in[0]',
      'fit',
    ],
    ['a number', `{ cases(first: "${TYPED}") { nodes { id } } }`, 'first', 'fit'],
  ])('with a misfit for %s names the argument and the place', async (_is, query, field, hint) => {
    const { locations, extensions } = await refused(query);
    expect(extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(locations).toEqual([{ line: 1, column: expect.any(Number) as number }]);
    expect(extensions.fields).toEqual([{ field, message: expect.stringContaining(hint) as string }]);
  });
});

describe('a variable', () => {
  it.each([
    ['a date', REGISTER, { who: { names: NAMES, birthDate: TYPED } }, 'input.birthDate', /^Must be written like 1987/],
    [
      'a name',
      REGISTER,
      { who: { names: [{ kind: TYPED, full: TYPED }] } },
      'input.names[0].kind',
      /none of the values/,
    ],
    ['what is missing', REGISTER, { who: { names: [{ full: TYPED }] } }, 'input.names[0].kind', /^Must be given/],
    ['what is unknown', REGISTER, { who: { names: NAMES, colour: TYPED } }, 'input', /no field "colour"/],
    ['an object', REGISTER, { who: TYPED }, 'input', /^Must be an object/],
    ['null', REGISTER, { who: null }, 'input', /^Must not be null/],
    ['nothing at all', REGISTER, {}, 'input', /^Must be given/],
    [
      'a day below a variable',
      'query ($day: Date) { cases(filter: { dueOn: { from: $day } }) { nodes { id } } }',
      { day: TYPED },
      'filter.dueOn.from',
      /^Must be written like 2026/,
    ],
    [
      'a number in a fragment',
      'query ($size: Int) { ...All } fragment All on Query { cases(first: $size) { nodes { id } } }',
      { size: TYPED },
      'first',
      /whole number/,
    ],
  ])('that does not fit is named where it is used: %s', async (_is, query, variables, field, message) => {
    const { locations, extensions } = await refused(query, variables);
    expect(extensions.code).toBe('BAD_USER_INPUT');
    expect(extensions.fields).toEqual([{ field, message: expect.stringMatching(message) as string }]);
    expect(locations).toHaveLength(1);
  });

  it('may be wrong in several places, and all are named', async () => {
    const names = [{ kind: 'LEGAL', full: 'Olena', validFrom: TYPED }];
    const { extensions } = await refused(REGISTER, { who: { names, birthDate: TYPED, gender: TYPED } });
    expect((extensions.fields as { field: string }[]).map(({ field }) => field).sort()).toEqual([
      'input.birthDate',
      'input.gender',
      'input.names[0].validFrom',
    ]);
  });
});
