// Bad documents: operations that ask for too much or for what is not there are refused by one error before anything is asked of Postgres.
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Actor, Answer, Anything } from '../stage/actor.js';
import { stage, type Stage } from '../stage/stage.js';

const STRICT = { accept: 'application/graphql-response+json' };
/** Far above what any of them takes, far below what an attack is after. */
const PATIENCE_MS = 2_000;

let scene: Stage;
let supervisor: Actor;

beforeAll(async () => {
  scene = await stage({ NODE_ENV: 'production' });
  supervisor = await scene.as('supervisor');
  await scene.make.case();
  await supervisor.ask('{ cases { nodes { id } } }');
});

const times = (count: number, make: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => make(n)).join(' ');
const counted = async (code: string): Promise<number> => {
  const { body } = await scene.app.inject('/metrics');
  return Number(new RegExp(`^haven_operation_seconds_count\\{code="${code}"\\} (\\d+)$`, 'm').exec(body)?.[1] ?? 0);
};

/** Sends an operation and counts what was sent to Postgres meanwhile. */
async function heard(
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Answer<Anything> & { statements: number }> {
  const sent = vi.spyOn(Client.prototype, 'query');
  const from = performance.now();
  const answer = await supervisor.send(query, variables, STRICT);
  expect(performance.now() - from).toBeLessThan(PATIENCE_MS);
  const statements = sent.mock.calls.length;
  sent.mockRestore();
  return { ...answer, statements };
}

const doubling = `{ teams { nodes { ...F0 } } } ${times(18, (n) => {
  const inner = n === 17 ? 'id' : `...F${n + 1}`;
  return `fragment F${n} on Team { a: parent { ${inner} } b: parent { ${inner} } }`;
})}`;
const namesOfNames = 'names { edges { node { applicant {';
const hidden = `{ ...A } fragment A on Query { cases { nodes { applicant { ...F0 } } } }
  ${times(8, (n) => `fragment F${n} on ${n % 2 ? 'PersonName' : 'Applicant'} { ${n % 2 ? 'applicant' : 'names { nodes'} { ...F${n + 1} } ${n % 2 ? '' : '}'} }`)}
  fragment F8 on Applicant { id }`;

describe('what asks for too much', () => {
  const PAGES =
    'query ($n: Int!) { cases(first: $n) { edges { node { notes(first: $n) { edges { node { id } } } } } } }';
  const documents: [name: string, document: string, variables?: Record<string, unknown>][] = [
    [
      'B001: levels without end',
      `{ cases { edges { node { applicant { ${namesOfNames} ${namesOfNames} id } } } } } } } } } } } } }`,
    ],
    ['B002: levels hidden in fragments', hidden],
    ['B009: one field 500 times', `{ ${'__typename '.repeat(500)} }`],
    ['B011: 3,000 inline fragments', `{ ${'...on Query { me { user { id } } } '.repeat(3_000)} }`],
    ['B012: fragments that double', doubling],
    [
      'B015: 10,000 fragments that nobody uses',
      `{ __typename } ${times(10_000, (n) => `fragment f${n} on Query { me }`)}`,
    ],
    ['B017: a directive 1,000 times', `{ __typename ${'@include(if: true) '.repeat(1_000)} }`],
    ['B023: a million cases with a million notes', PAGES.replaceAll('$n)', '1000000)').replace('query ($n: Int!)', '')],
    ['B025: page sizes in variables', PAGES, { n: 100_000 }],
    ['B032: 10,000 operations', times(10_000, (n) => `query q${n} { __typename }`)],
  ];

  it.each(documents)(
    '%s: is refused by one error without figures, asks nothing of Postgres and is counted',
    async (_name, document, variables) => {
      const before = await counted('QUERY_TOO_COMPLEX');
      const { status, data, errors, statements } = await heard(document, variables);
      expect({ status, data, statements }).toEqual({ status: 400, data: undefined, statements: 0 });
      expect(errors).toHaveLength(1);
      expect(Object.keys(errors![0]!.extensions).sort()).toEqual(['code', 'requestId']);
      expect(errors![0]!.extensions.code).toBe('QUERY_TOO_COMPLEX');
      expect(errors![0]!.message).not.toMatch(/\d/);
      expect(await counted('QUERY_TOO_COMPLEX')).toBe(before + 1);
    },
  );

  it('is refused with the same status for clients that take plain JSON only', async () => {
    expect((await supervisor.send(doubling)).status).toBe(400);
  });

  it('B023, B025: a page of a million is refused by the name of its argument', async () => {
    const asked: [string, Record<string, unknown>?][] = [
      ['{ cases(first: 1000000) { nodes { id } } }'],
      ['query ($n: Int!) { cases(first: $n) { nodes { id } } }', { n: 100_000 }],
    ];
    for (const [document, variables] of asked) {
      const { errors, statements } = await heard(document, variables);
      expect(errors![0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ field: 'first' }] });
      expect(statements).toBe(0);
    }
  });

  it('B030: more than 200 ids are refused, in variables and in the document', async () => {
    const ids = Array.from({ length: 201 }, () => randomUUID());
    const BY_ID = 'query ($ids: [ID!]) { cases(filter: { id: { in: $ids } }) { totalCount } }';
    const { errors } = await heard(BY_ID, { ids });
    expect(errors![0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ field: 'ids' }] });
    const literal = await heard(BY_ID.replace('query ($ids: [ID!])', '').replace('$ids', JSON.stringify(ids)));
    expect(literal.errors![0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ field: 'in' }] });
    expect(literal.statements).toBe(0);
    expect((await supervisor.ask(BY_ID, { ids: ids.slice(1) })).cases.totalCount).toBe(0);
  });
});

describe('what does not fit the schema', () => {
  const documents: [name: string, document: string][] = [
    ['B013: fragments in a circle', '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'],
    ['B016: ten directives that nobody knows', `{ __typename ${'@aa'.repeat(10)} }`],
    ['B017: one directive ten times', `{ __typename ${'@include(if: true) '.repeat(10)} }`],
    ['B022: introspection in a circle', '{ __schema { types { fields { type { fields { type { name } } } } } } }'],
    ['B036: a subscription', 'subscription { caseChanged { id } }'],
    ['B045: an order by what is no field', '{ cases(orderBy: { field: "salary; drop" }) { totalCount } }'],
    ['B074: introspection of one type', '{ __type(name: "Case") { fields { name } } }'],
    ['B076: a field that is nearly one', '{ cass { id } }'],
    ['B078: an enum value that is nearly one', '{ cases(filter: { status: { in: [ACTIV] } }) { totalCount } }'],
    ['B079: an input field that is nearly one', 'mutation { createTask(input: { tilte: "x" }) { id } }'],
    ['B434: an offset', '{ cases(offset: 1000000000) { totalCount } }'],
  ];

  it.each(documents)(
    '%s: is refused by one error that names nothing unsaid, and asks nothing of Postgres',
    async (_name, document) => {
      const { status, data, errors, statements } = await heard(document);
      expect({ status, data, statements }).toEqual({ status: 400, data: undefined, statements: 0 });
      expect(errors).toHaveLength(1);
      expect(errors![0]!.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
      expect(errors![0]!.message).not.toMatch(/did you mean|ACTIVE|title|"cases"|orderBy/i);
    },
  );
});

describe('what only looks dangerous', () => {
  const FIND = 'query ($name: String) { applicants(filter: { name: $name }) { totalCount } }';

  it('B044: wildcards alone are no name, and with letters they are letters', async () => {
    await scene.make.applicant();
    const refused = await heard(FIND, { name: '%_%_%_%_%_%_%_%_%' });
    expect(refused.errors![0]!.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ field: 'filter.name' }],
    });
    for (const name of ['Applic%', 'Applicant_', 'A%_%_%t'])
      expect((await heard(FIND, { name })).data.applicants.totalCount).toBe(0);
  });

  it.each([
    ['B043: a pattern that never ends', `(a+)+$${'a'.repeat(50)}`],
    ['B361: signs of full-text search', 'a & | ! <-> :*'],
  ])('%s is looked for letter by letter, and finds nobody', async (_name, name) => {
    const { data, errors } = await heard(FIND, { name });
    expect(errors).toBeUndefined();
    expect(data.applicants.totalCount).toBe(0);
  });

  it('B086: __typename is answered, and counted like any operation', async () => {
    const before = await counted('OK');
    expect(await scene.nobody.ask('{ __typename }')).toEqual({ __typename: 'Query' });
    expect(await counted('OK')).toBe(before + 1);
  });

  it('B084: a hash beside a document is not looked at, and keeps nothing under its name', async () => {
    const hash = { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } };
    const send = async (body: object): Promise<Anything> =>
      (
        await scene.app.inject({
          method: 'POST',
          url: '/graphql',
          headers: { 'content-type': 'application/json', ...STRICT },
          payload: JSON.stringify({ ...body, extensions: hash }),
        })
      ).json();
    expect(await send({ query: '{ __typename }' })).toEqual({ data: { __typename: 'Query' } });
    expect((await send({})).errors[0].extensions.code).toBe('BAD_USER_INPUT');
  });
});
