// Bad pages: sizes, cursors and orders that no list has are refused; what a list has is shown once each, whatever happens between two pages.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor, Anything } from '../stage/actor.js';
import { sqlRows } from '../stage/behind.js';
import { stage, type Stage } from '../stage/stage.js';

const CASES = `query ($first: Int, $last: Int, $after: String, $before: String, $filter: CaseFilter, $orderBy: CaseOrder) {
  cases(first: $first, last: $last, after: $after, before: $before, filter: $filter, orderBy: $orderBy) {
    nodes { id } pageInfo { hasNextPage endCursor } totalCount
  }
}`;
const MANY = 31;

let scene: Stage;
let supervisor: Actor;
let ids: string[];

beforeAll(async () => {
  scene = await stage();
  supervisor = await scene.as('supervisor');
  for (let n = 0; n < MANY; n += 1) await scene.make.case();
  // All opened in the same moment: only their ids tell them apart.
  await sqlRows(scene, `update "case" set created_at = '2026-01-02T03:04:05.678901Z'`);
  ids = await walked({ first: 100 });
});

const cases = async (variables: Record<string, unknown> = {}): Promise<Anything> =>
  (await supervisor.ask(CASES, variables)).cases;
const codeOf = async (query: string, variables: Record<string, unknown>): Promise<string> => {
  const { status, errors } = await supervisor.send(query, variables);
  expect(status).toBeLessThan(500);
  return errors?.[0]?.extensions.code ?? 'none';
};
/** The ids of a list from here to its end, page by page. */
async function walked(variables: Record<string, unknown>): Promise<string[]> {
  const seen: string[] = [];
  for (let after = variables['after']; seen.length <= MANY;) {
    const page = await cases({ ...variables, after });
    seen.push(...page.nodes.map(({ id }: { id: string }) => id));
    if (!page.pageInfo.hasNextPage) break;
    after = page.pageInfo.endCursor;
  }
  return seen;
}

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

  it.each(['priority', 'createdAt', 'dueOn'])('B432: of equal keys shows each record once, by %s', async (field) => {
    for (const direction of ['ASC', 'DESC']) {
      const seen = await walked({ first: 7, orderBy: { field, direction } });
      expect([...seen].sort()).toEqual([...ids].sort());
    }
  });

  it('B430: goes on where it was when records have gone meanwhile, its cursor’s own among them', async () => {
    const first = await cases({ first: 10 });
    const gone = [first.nodes[3].id, first.nodes[9].id, ids[12]!];
    await sqlRows(scene, `delete from "case" where id = any($1)`, [gone]);
    const rest = await walked({ first: 7, after: first.pageInfo.endCursor });
    expect(rest).toEqual(ids.slice(10).filter((id) => !gone.includes(id)));
    const before = await cases({ last: 5, before: first.pageInfo.endCursor });
    expect(before.nodes.map(({ id }: { id: string }) => id)).toEqual([4, 5, 6, 7, 8].map((place) => ids[place]));
  });

  it('B434: is not asked for by its number', async () => {
    for (const argument of ['offset', 'skip', 'page'])
      expect(await supervisor.refusal(`{ cases(${argument}: 1000000000) { totalCount } }`)).toBe(
        'GRAPHQL_VALIDATION_FAILED',
      );
  });

  it('B435: counts to ten thousand and then says more, at once', async () => {
    const elsewhere = await scene.make.organization();
    const { id: teamId } = { id: scene.make.teamOf(elsewhere) };
    await sqlRows(
      scene,
      `insert into team (organization_id, id, created_at, updated_at, created_by_id, version, name, parent_id)
         select organization_id, gen_random_uuid(), created_at, updated_at, created_by_id, 1, 'Team of ' || n, id
         from team, generate_series(1, 10500) n where id = $1`,
      [teamId],
    );
    await sqlRows(scene, 'analyze team');
    const admin = await scene.as('organisation-admin', { organizationId: elsewhere, teamId: null });
    const from = performance.now();
    const { teams } = await admin.ask('{ teams(first: 1) { totalCount nodes { id } } }');
    expect(teams.totalCount).toBe(10_001);
    expect(performance.now() - from).toBeLessThan(2_000);
  });
});
