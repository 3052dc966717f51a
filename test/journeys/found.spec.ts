// Finding and sorting: whoever is found by a name has been shown to bear it, and what is urgent stands before what is not.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor, Anything } from '../stage/actor.js';
import { stage, type Stage } from '../stage/stage.js';

const REGISTER = 'mutation ($input: RegisterApplicantInput!) { registerApplicant(input: $input) { id } }';

let scene: Stage;
let supervisor: Actor;
let auditor: Actor;
let wanted: string;

beforeAll(async () => {
  scene = await stage();
  supervisor = await scene.as('supervisor');
  auditor = await scene.as('auditor');
  wanted = (await supervisor.ask(REGISTER, { input: { names: [{ kind: 'LEGAL', full: 'Нина Уникальнова' }] } }))
    .registerApplicant.id;
});

describe('a person who is found by a name', () => {
  const showings = async (): Promise<Anything[]> =>
    (
      await auditor.ask(
        `query ($id: ID!) { auditEvents(first: 100, filter: { subjectId: $id, action: READ }) { nodes { operation classes user { id } } } }`,
        { id: wanted },
      )
    ).auditEvents.nodes;

  it.each([
    ['though nothing of the name is asked for', '{ applicants(filter: { name: "уникальнова" }) { nodes { id } } }'],
    [
      'when only the number of such people is asked for',
      '{ applicants(filter: { name: "уникальнова" }) { totalCount } }',
    ],
    [
      'among other conditions, with a place in the list',
      '{ applicants(filter: { any: [{ name: "уникальнова" }, { not: { name: "никто" } }] }) { edges { cursor } pageInfo { hasNextPage } } }',
    ],
    [
      'beside a question of another kind',
      '{ me { roles { role } } applicants(filter: { name: "уникальнова" }) { nodes { id } } }',
    ],
  ])('is in the trail %s', async (_name, query) => {
    const before = await showings();
    await supervisor.ask(query);
    const after = await showings();
    expect(after).toHaveLength(before.length + 1);
    expect(after[0]).toMatchObject({ classes: ['IDENTITY'], user: { id: supervisor.who.userId } });
  });

  it('is not in the trail when somebody else is found', async () => {
    const before = await showings();
    const { applicants } = await supervisor.ask(
      '{ applicants(filter: { name: "никто" }) { nodes { id } totalCount } }',
    );
    expect(applicants).toEqual({ nodes: [], totalCount: 0 });
    expect(await showings()).toEqual(before);
  });
});

describe('a list by priority', () => {
  const PRIORITIES = ['NORMAL', 'URGENT', 'LOW', 'HIGH', 'URGENT', 'LOW'];
  beforeAll(async () => {
    for (const priority of PRIORITIES) await scene.make.case({ priority: priority as never });
  });

  const page = async (direction: string, after: string | null): Promise<Anything> =>
    (
      await supervisor.ask(
        `query ($after: String) { cases(first: 2, after: $after, orderBy: { field: priority, direction: ${direction} }) { nodes { priority } pageInfo { hasNextPage endCursor } } }`,
        { after },
      )
    ).cases;

  it.each([
    ['DESC', ['URGENT', 'URGENT', 'HIGH', 'NORMAL', 'LOW', 'LOW']],
    ['ASC', ['LOW', 'LOW', 'NORMAL', 'HIGH', 'URGENT', 'URGENT']],
  ])('goes by weight, not by letter: %s', async (direction, expected) => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { nodes, pageInfo } = await page(direction, after);
      seen.push(...nodes.map(({ priority }: { priority: string }) => priority));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after);
    expect(seen).toEqual(expected);
  });
});
