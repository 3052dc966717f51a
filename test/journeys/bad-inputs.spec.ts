// Bad inputs: hostile arguments to the real operations. Each is refused by a stable code, or means exactly what it says; none is a fault.
import { now } from '@haven/kernel';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor, Anything } from '../stage/actor.js';
import { stage, type Stage } from '../stage/stage.js';

const TASK = 'mutation ($input: CreateTaskInput!) { createTask(input: $input) { id title description dueOn } }';
const CASES = `query ($first: Int, $filter: CaseFilter, $orderBy: CaseOrder) {
  cases(first: $first, filter: $filter, orderBy: $orderBy) { nodes { id } totalCount }
}`;
const DUE = { dueInWorkingDays: 1 };

let scene: Stage;
let supervisor: Actor;
let caseId: string;

beforeAll(async () => {
  scene = await stage();
  supervisor = await scene.as('supervisor');
  caseId = (await scene.make.case()).id;
});

const codeOf = async (query: string, variables: Record<string, unknown>): Promise<string> => {
  const { status, errors } = await supervisor.send(query, variables);
  expect(status).toBeLessThan(500);
  return errors?.[0]?.extensions.code ?? 'none';
};
const task = async (draft: object): Promise<Anything> =>
  (await supervisor.ask(TASK, { input: { caseId, title: 'Call', ...draft } })).createTask;
const refusedTask = (draft: object): Promise<string> => codeOf(TASK, { input: { caseId, title: 'Call', ...draft } });

describe('a text', () => {
  it.each([
    ['B336: NUL', 'a\u0000b'],
    ['B337: half of a pair', 'a\ud800b'],
    ['B338: the other half', '\udfff'],
    ['B346: a heap of marks', `a${'\u0301'.repeat(10_000)}`],
    ['B347: a megabyte', 'a'.repeat(1_000_000)],
    ['B349: nothing but blanks', ' \u00a0\u3000\u2800'],
    ['B350: control characters', 'a\u0007b'],
    ['B350: a line break', 'a\nb'],
    ['B350: the end of a paragraph', 'a\u2029b'],
    ['B366: a line that would be another header', 'Call\r\nBcc: somebody@example.org'],
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
    ['B369: signs of directories and XPath', "*)(uid=*)) or ''='"],
    ['B371: the formula of a spreadsheet', "a;=cmd|'/c calc'!A0"],
    ['SQL', "'; drop table task; --"],
  ])('%s stays as it is', async (_name, title) => {
    expect((await task({ title, ...DUE })).title).toBe(title);
  });

  it('B342, B343: is kept without what turns or hides it', async () => {
    expect((await task({ title: '\u202eCall\u202c th\u200bem', ...DUE })).title).toBe('Call them');
  });

  it('B349: that shows nothing is none, where none is needed', async () => {
    expect((await task({ description: ' \u00a0\u3000\u2800', ...DUE })).description).toBeNull();
  });

  it('B350: keeps its lines and tabs where it may have lines', async () => {
    expect((await task({ description: 'a\n\tb', ...DUE })).description).toBe('a\n\tb');
    expect(await refusedTask({ description: 'a\u0085b', ...DUE })).toBe('BAD_USER_INPUT');
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

  it.each(['2016-12-31T23:59:60Z', '2024-01-01T24:00:00Z'])('B392, B393: the moment %s is refused', async (from) => {
    expect(await codeOf(CASES, { filter: { createdAt: { from } } })).toBe('BAD_USER_INPUT');
  });

  it('B385: is due within fifty years and not before today', async () => {
    const year = now().getFullYear();
    for (const dueOn of [`${year + 51}-01-01`, '1024-01-01'])
      expect(await refusedTask({ dueOn })).toBe('BAD_USER_INPUT');
    expect((await task({ dueOn: `${year + 49}-01-01` })).dueOn).toBe(`${year + 49}-01-01`);
  });

  it('B401: the end of a range is not before its beginning, of days and of numbers', async () => {
    const { errors } = await supervisor.send(CASES, { filter: { dueOn: { from: '2030-01-02', to: '2030-01-01' } } });
    expect(errors![0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ field: 'filter.dueOn.to' }] });
    const BORN = 'query ($filter: ApplicantFilter) { applicants(filter: $filter) { totalCount } }';
    expect(await codeOf(BORN, { filter: { birthYear: { from: 2000, to: 1999 } } })).toBe('BAD_USER_INPUT');
    expect(await codeOf(BORN, { filter: { birthYear: { from: 2000, to: 2000 } } })).toBe('none');
  });

  it('B402: a range of ten thousand years holds what there is, at the cost of any other', async () => {
    expect(await codeOf(CASES, { filter: { dueOn: { from: '0001-01-01', to: '9999-12-31' } } })).toBe('none');
  });
});

describe('a number', () => {
  it.each([
    ['B404', Number.MAX_VALUE],
    ['B407', 2 ** 31],
    ['B408', 2 ** 53],
    ['B409', 2 ** 63],
    ['B414', true],
    ['B416', '1,5'],
    ['a fraction', 1.5],
    ...['5', '0x10', '1e3', '０５', '٥'].map((text): [string, string] => ['B412', text]),
  ] as [id: string, value: number | string | boolean][])(
    '%s: %s is refused as a page size and as days',
    async (_id, value) => {
      expect(await codeOf(CASES, { first: value })).toBe('BAD_USER_INPUT');
      expect(await refusedTask({ dueInWorkingDays: value })).toBe('BAD_USER_INPUT');
    },
  );

  it('is within its bounds', async () => {
    for (const dueInWorkingDays of [-1, 2 ** 31 - 1])
      expect(await refusedTask({ dueInWorkingDays })).toBe('BAD_USER_INPUT');
  });
});
