// Bad inputs: hostile arguments to the real operations. Each is refused by a stable code, or means exactly what it says; none is a fault.
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor, Anything } from '../stage/actor.js';
import { stage, type Stage } from '../stage/stage.js';

const TASK = 'mutation ($input: CreateTaskInput!) { createTask(input: $input) { id title description dueOn } }';
const CASES = `query ($first: Int, $last: Int, $after: String, $before: String, $filter: CaseFilter, $orderBy: CaseOrder) {
  cases(first: $first, last: $last, after: $after, before: $before, filter: $filter, orderBy: $orderBy) {
    nodes { id } pageInfo { hasNextPage endCursor } totalCount
  }
}`;
const DUE = { dueInWorkingDays: 1 };
const UPDATE =
  'mutation ($id: ID!, $version: Int!, $input: UpdateCaseInput!) { updateCase(id: $id, version: $version, input: $input) { id } }';
const OPEN = 'mutation ($input: OpenCaseInput!) { openCase(input: $input) { id number version } }';

let scene: Stage;
let supervisor: Actor;
let caseId: string;

beforeAll(async () => {
  scene = await stage();
  supervisor = await scene.as('supervisor');
  caseId = (await scene.make.case()).id;
  for (let n = 0; n < 30; n += 1) await scene.make.case();
});

const codeOf = async (query: string, variables: Record<string, unknown>): Promise<string> => {
  const { status, errors } = await supervisor.send(query, variables);
  expect(status).toBeLessThan(500);
  return errors?.[0]?.extensions.code ?? 'none';
};
const task = async (draft: object): Promise<Anything> =>
  (await supervisor.ask(TASK, { input: { caseId, title: 'Call', ...draft } })).createTask;
const refusedTask = (draft: object): Promise<string> => codeOf(TASK, { input: { caseId, title: 'Call', ...draft } });
const cases = async (variables: Record<string, unknown> = {}): Promise<Anything> =>
  (await supervisor.ask(CASES, variables)).cases;

describe('a text', () => {
  it.each([
    ['B336: NUL', 'a\u0000b'],
    ['B337: half of a pair', 'a\ud800b'],
    ['B338: the other half', '\udfff'],
    ['B346: a heap of marks', `a${'\u0301'.repeat(10_000)}`],
    ['B347: a megabyte', 'a'.repeat(1_000_000)],
    ['B349: nothing but blanks', ' \u00a0\u3000\u2800'],
    ['B350: control characters', 'a\u0007b'],
  ])('%s is refused as a title', async (_name, title) => {
    expect(await refusedTask({ title, ...DUE })).toBe('BAD_USER_INPUT');
  });

  it('B348: has an end, however many lines it may have', async () => {
    expect(await refusedTask({ description: 'a\n'.repeat(60_000), ...DUE })).toBe('BAD_USER_INPUT');
  });

  it.each([
    ['B341: right to left', 'اتصل بالمحامي'],
    ['B353: letters of Turkish', 'İSMAİL ısmail'],
    ['B355: letters that grow', 'ȺȾ'.repeat(20)],
    ['B360: signs of LIKE', '100%_\\'],
    ['B361: signs of full-text search', 'a & | ! <-> :*'],
    ['B363: signs of templates', '{{7*7}} ${7*7} <%= 7*7 %> #{7*7}'],
    ['SQL', "'; drop table task; --"],
  ])('%s stays as it is', async (_name, title) => {
    expect((await task({ title, ...DUE })).title).toBe(title);
  });

  it('B345: is kept in one form', async () => {
    expect((await task({ title: 'и\u0306', ...DUE })).title).toBe('\u0439');
  });

  it.each([
    ['B357: of an order', { orderBy: { field: 'id; select pg_sleep(5)' } }],
    ['B359: of a filter', { filter: { "a' || pg_sleep(5)": 1 } }],
    ['of a filter within', { filter: { number: { contains: 'x' } } }],
  ])('%s that is none is refused', async (_name, variables) => {
    expect(await codeOf(CASES, variables)).toBe('BAD_USER_INPUT');
  });
});

describe('a day', () => {
  it.each([
    ['B384', '-000001-01-01'],
    ['B384', '+275760-09-14'],
    ['B385', '9999-01-01'],
    ...['infinity', '-infinity', 'now', 'epoch', 'today', '2024-01-01 BC'].map((word) => ['B386', word]),
    ['B389', '1987-05'],
    ['B390', '2024-01-01T00:00:00Z'],
    ['B398', '03/04/2024'],
    ['B399', '۲۰۲۴-۰۱-۰۱'],
    ['no such day', '2023-02-29'],
  ])('%s: %s is refused', async (_id, dueOn) => {
    expect(await refusedTask({ dueOn })).toBe('BAD_USER_INPUT');
  });

  it('B400: a number of seconds is refused', async () => {
    expect(await refusedTask({ dueOn: 1_700_000_000 })).toBe('BAD_USER_INPUT');
  });

  it.each(['2024-01-01T10:00:00', '2024-01-01T25:00:00Z', '2024-01-01T10:60:00Z', 'now', '1700000000', 'infinity'])(
    'B391, B392: the moment %s is refused',
    async (from) => {
      expect(await codeOf(CASES, { filter: { createdAt: { from } } })).toBe('BAD_USER_INPUT');
    },
  );

  it.each(['2016-12-31T23:59:60Z', '2024-01-01T24:00:00Z'])('B393: the moment %s is no fault', async (from) => {
    expect(['none', 'BAD_USER_INPUT']).toContain(await codeOf(CASES, { filter: { createdAt: { from } } }));
  });

  it('B402: a range of ten thousand years holds what there is', async () => {
    expect(await codeOf(CASES, { filter: { dueOn: { from: '0001-01-01', to: '9999-12-31' } } })).toMatch(
      /^(none|BAD_USER_INPUT)$/,
    );
  });
});

describe('a number', () => {
  it.each([
    ['B404', Number.MAX_VALUE],
    ['B407', 2 ** 31],
    ['B408', 2 ** 53],
    ['B409', 2 ** 63],
    ['a fraction', 1.5],
    ...['5', '0x10', '1e3', '０５', '٥'].map((text): [string, string] => ['B412', text]),
  ] as [id: string, value: number | string][])('%s: %s is refused as a page size and as days', async (_id, value) => {
    expect(await codeOf(CASES, { first: value })).toBe('BAD_USER_INPUT');
    expect(await refusedTask({ dueInWorkingDays: value })).toBe('BAD_USER_INPUT');
  });

  it('is within its bounds', async () => {
    for (const dueInWorkingDays of [-1, 2 ** 31 - 1])
      expect(await refusedTask({ dueInWorkingDays })).toBe('BAD_USER_INPUT');
  });
});

describe('a page', () => {
  it.each([
    ['B419: fewer than none', { first: -1 }],
    ['B423: as large as can be', { first: 2_147_483_647 }],
    ['both ends', { first: 5, last: 5 }],
    ['B424: a cursor that is no cursor', { after: '%%%' }],
    ['B427: a cursor with SQL', { after: Buffer.from(`{"id":"' or 1=1--"}`).toString('base64url') }],
    ['an empty cursor', { after: '' }],
    ['a cursor without end', { after: 'a'.repeat(10_000) }],
  ])('%s is refused', async (_name, variables) => {
    expect(await codeOf(CASES, variables)).toBe('BAD_USER_INPUT');
  });

  it('B422: has 25 records unless said otherwise', async () => {
    expect((await cases()).nodes).toHaveLength(25);
  });

  it('B426: a cursor that was changed, or is of another order, is refused', async () => {
    const { endCursor } = (await cases({ first: 5 })).pageInfo;
    const [payload, signature] = endCursor.split('.');
    const keys = Buffer.from(payload, 'base64url').toString().replace(/\d/, '9');
    for (const after of [`${Buffer.from(keys).toString('base64url')}.${signature}`, payload, `${payload}.`])
      expect(await codeOf(CASES, { after })).toBe('BAD_USER_INPUT');
    expect(await codeOf(CASES, { after: endCursor, orderBy: { field: 'dueOn' } })).toBe('BAD_USER_INPUT');
  });

  it('B432: of equal keys shows each record once', async () => {
    const seen: string[] = [];
    const { totalCount } = await cases();
    for (let after: string | undefined; seen.length < totalCount;) {
      const page = await cases({ first: 7, after, orderBy: { field: 'priority' } });
      seen.push(...page.nodes.map(({ id }: { id: string }) => id));
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(new Set(seen).size).toBe(totalCount);
    expect(seen).toHaveLength(totalCount);
  });
});

describe('what is not the client’s to say', () => {
  it('B230: a team of another organisation is refused as one that is not there', async () => {
    const elsewhere = scene.make.teamOf(await scene.make.organization());
    const { applicantId } = await scene.make.case();
    const [hidden, unknown] = await Promise.all(
      [elsewhere, randomUUID()].map((teamId) => supervisor.send(OPEN, { input: { applicantId, teamId } })),
    );
    expect(hidden!.errors![0]!.extensions.code).toMatch(/^(NOT_FOUND|BAD_USER_INPUT)$/);
    expect(hidden!.errors![0]!.message).toBe(unknown!.errors![0]!.message);
  });

  it.each([
    ['B231: the organisation', { organizationId: randomUUID() }],
    ['B232: the status', { status: 'CLOSED' }],
    ['B232: the version', { version: 0 }],
    ['B232: the maker', { createdBy: randomUUID() }],
  ])('%s of a case is no input', async (_name, input) => {
    expect(await codeOf(UPDATE, { id: caseId, version: 1, input })).toBe('BAD_USER_INPUT');
  });

  it('B234, B256: an unknown record and that of another organisation are refused in the same words', async () => {
    const elsewhere = await scene.make.organization();
    const foreign = await scene.make.case({}, elsewhere);
    const [unknown, hidden] = await Promise.all(
      [randomUUID(), foreign.id].map((id) => supervisor.send(TASK, { input: { caseId: id, title: 'Call', ...DUE } })),
    );
    expect(unknown!.errors![0]!.extensions.code).toBe('NOT_FOUND');
    expect(hidden!.errors![0]!.message).toBe(unknown!.errors![0]!.message);
    expect(JSON.stringify(hidden)).not.toContain(foreign.id);
    expect(JSON.stringify(hidden)).not.toMatch(/fkey|constraint|violates/);
  });
});

describe('a request that comes again', () => {
  it('B471, B472: is one deed by one key, and the key is for no other', async () => {
    const { applicantId } = await scene.make.case();
    const key = { 'idempotency-key': randomUUID() };
    const [one, two] = await Promise.all([0, 1].map(() => supervisor.ask(OPEN, { input: { applicantId } }, key)));
    expect(two).toEqual(one);
    expect(await supervisor.refusal(OPEN, { input: { applicantId, priority: 'HIGH' } }, key)).toBe(
      'IDEMPOTENCY_KEY_REUSED',
    );
  });

  it('B476: needs the version that it is about', async () => {
    expect(await codeOf(UPDATE, { id: caseId, input: { priority: 'HIGH' } })).toBe('BAD_USER_INPUT');
  });

  it('B478: of two changes at once one wins', async () => {
    const { id, version } = await scene.make.case();
    const codes = await Promise.all(
      ['HIGH', 'LOW'].map((priority) => codeOf(UPDATE, { id, version, input: { priority } })),
    );
    expect(codes.sort()).toEqual(['CONFLICT', 'none']);
  });

  it('B482: two records changed in opposite order are no fault', async () => {
    const [a, b] = [await scene.make.case(), await scene.make.case()];
    const both = `mutation ($a: ID!, $b: ID!, $input: UpdateCaseInput!, $v: Int!) {
      one: updateCase(id: $a, version: $v, input: $input) { id } two: updateCase(id: $b, version: $v, input: $input) { id }
    }`;
    const input = { priority: 'HIGH' };
    const codes = await Promise.all([
      codeOf(both, { a: a.id, b: b.id, v: 1, input }),
      codeOf(both, { a: b.id, b: a.id, v: 1, input }),
    ]);
    expect(codes.sort()).toEqual(['CONFLICT', 'none']);
  });
});
