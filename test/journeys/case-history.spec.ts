// The history of a case: every change with who, when, from and to, for those who may read the case, and no more than they may see.
import { Keyring } from '@haven/platform';
import { newId } from '@haven/kernel';
import { Client } from 'pg';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Actor, Anything } from '../stage/actor.js';
import { stage, type Stage } from '../stage/stage.js';

const HISTORY = `query History($id: ID!, $first: Int, $after: String) { caseHistory(caseId: $id, first: $first, after: $after) {
  nodes { id at action operation user { id name } changes { field from to withheld } reason }
  edges { cursor node { id } }
  pageInfo { hasNextPage hasPreviousPage endCursor } } }`;
const MOVE =
  'mutation Move($id: ID!, $version: Int!, $input: MoveCaseInput!) { moveCase(id: $id, version: $version, input: $input) { id version } }';

interface Lived {
  id: string;
  applicantId: string;
}

describe('the history of a case', () => {
  let scene: Stage;
  let caseworker: Actor;
  let supervisor: Actor;
  let lived: Lived;

  const historyOf = async (actor: Actor, { id }: { id: string }, page: object = {}): Promise<Anything> =>
    (await actor.ask(HISTORY, { id, ...page })).caseHistory;
  const events = async (filter: object): Promise<Anything[]> => {
    const dpo = await scene.as('data-protection-officer');
    const { auditEvents } = await dpo.ask(
      'query ($filter: AuditEventFilter) { auditEvents(filter: $filter, first: 100) { nodes { id at operation action recordType recordId subjectIds classes user { id name } } } }',
      { filter },
    );
    return auditEvents.nodes;
  };

  /** Opened, assigned, moved, held with a remark, closed with an override, reopened: six changes and an opening. */
  async function live(): Promise<Lived> {
    const applicant = await scene.make.applicant();
    const input = { applicantId: applicant.id, priority: 'HIGH' };
    const { openCase } = await caseworker.ask(
      'mutation Open($input: OpenCaseInput!) { openCase(input: $input) { id } }',
      { input },
    );
    const { id } = openCase;
    const assign = { id, version: 1, input: { assigneeId: supervisor.who.userId } };
    await caseworker.ask(
      'mutation Assign($id: ID!, $version: Int!, $input: AssignCaseInput!) { assignCase(id: $id, version: $version, input: $input) { id } }',
      assign,
    );
    await caseworker.ask(MOVE, { id, version: 2, input: { to: 'ASSESSMENT' } });
    await caseworker.ask(MOVE, { id, version: 3, input: { to: 'ACTIVE' } });
    await caseworker.ask(MOVE, { id, version: 4, input: { to: 'ON_HOLD', remark: 'Waits for a hearing' } });
    const close = { outcome: 'RESOLVED', reason: 'OTHER', override: true, remark: 'Went on to another country' };
    await supervisor.ask(
      'mutation Close($id: ID!, $version: Int!, $input: CloseCaseInput!) { closeCase(id: $id, version: $version, input: $input) { id } }',
      { id, version: 5, input: close },
    );
    await supervisor.ask(
      'mutation Reopen($id: ID!, $version: Int!, $input: ReopenCaseInput!) { reopenCase(id: $id, version: $version, input: $input) { id } }',
      { id, version: 6, input: { reason: 'Came back' } },
    );
    return { id, applicantId: applicant.id };
  }

  beforeAll(async () => {
    scene = await stage();
    caseworker = await scene.as('caseworker');
    supervisor = await scene.as('supervisor');
    lived = await live();
  });

  it('is told newest first, with who, what from and what to', async () => {
    const { nodes, pageInfo } = await historyOf(caseworker, lived);
    expect(pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
    expect(nodes.map(({ action }: Anything) => action)).toEqual([...Array(6).fill('CHANGE'), 'CREATE']);
    const people = nodes.map(({ user }: Anything) => user.id);
    const [cw, sv] = [caseworker.who.userId, supervisor.who.userId];
    expect(people).toEqual([sv, sv, cw, cw, cw, cw, cw]);
    expect(nodes[0].user.name).toMatch(/^User /);
    expect(
      nodes.map(({ changes }: Anything) => changes.find(({ field }: Anything) => field === 'status')).slice(0, 5),
    ).toEqual(
      [
        ['CLOSED', 'ACTIVE'],
        ['ON_HOLD', 'CLOSED'],
        ['ACTIVE', 'ON_HOLD'],
        ['ASSESSMENT', 'ACTIVE'],
        ['INTAKE', 'ASSESSMENT'],
      ].map(([from, to]) => ({ field: 'status', from, to, withheld: false })),
    );
    const [reopened, closed, , , , assigned, opened] = nodes;
    expect(reopened.reason).toBe('Came back');
    expect(closed.reason).toBe('Went on to another country');
    expect(closed.changes).toContainEqual({ field: 'outcome', from: null, to: 'RESOLVED', withheld: false });
    expect(reopened.changes).toContainEqual({ field: 'outcome', from: 'RESOLVED', to: null, withheld: false });
    expect(assigned.changes).toEqual([{ field: 'assignee', from: null, to: supervisor.who.userId, withheld: false }]);
    expect(opened.changes).toContainEqual({ field: 'priority', from: null, to: 'HIGH', withheld: false });
    expect(new Date(opened.at).getTime()).toBeLessThanOrEqual(new Date(reopened.at).getTime());
  });

  it('is read page by page, and a cursor of another list is refused', async () => {
    const whole = await historyOf(caseworker, lived);
    const read: string[] = [];
    let after: string | undefined;
    for (let pages = 1; ; pages++) {
      const page = await historyOf(caseworker, lived, { first: 3, after });
      expect(page.edges.map(({ node }: Anything) => node.id)).toEqual(page.nodes.map(({ id }: Anything) => id));
      expect(page.pageInfo.hasPreviousPage).toBe(pages > 1);
      read.push(...page.nodes.map(({ id }: Anything) => id));
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(read).toEqual(whole.nodes.map(({ id }: Anything) => id));
    const { cases } = await caseworker.ask('{ cases { pageInfo { endCursor } } }');
    expect(await caseworker.refusal(HISTORY, { id: lived.id, after: cases.pageInfo.endCursor })).toBe('BAD_USER_INPUT');
    expect(await caseworker.refusal(HISTORY, { id: lived.id, after: 'nonsense' })).toBe('BAD_USER_INPUT');
    expect(await caseworker.refusal(HISTORY, { id: lived.id, first: 101 })).toBe('BAD_USER_INPUT');
    expect(await caseworker.refusal(HISTORY, { id: lived.id, first: 0 })).toBe('BAD_USER_INPUT');
  });

  it('answers under whatever names the client gives', async () => {
    const { h } = await caseworker.ask(
      'query ($id: ID!) { h: caseHistory(caseId: $id, first: 1) { n: nodes { who: user { called: name } } p: pageInfo { hasNextPage: hasPreviousPage more: hasNextPage } } }',
      { id: lived.id },
    );
    expect(h.p).toEqual({ hasNextPage: false, more: true });
    expect(h.n[0].who.called).toMatch(/^User /);
  });

  it('keeps back what a role does not see, and says so', async () => {
    const intake = await scene.as('intake');
    const own = await scene.make.case({ assigneeId: intake.who.userId });
    await caseworker.ask(MOVE, { id: own.id, version: 1, input: { to: 'ASSESSMENT', remark: 'Fled from a prison' } });
    const [entry] = (await historyOf(intake, own)).nodes;
    expect(entry.changes).toEqual([
      { field: 'status', from: 'INTAKE', to: 'ASSESSMENT', withheld: false },
      { field: 'statusRemark', from: null, to: null, withheld: true },
    ]);
    expect(JSON.stringify(entry)).not.toContain('prison');
    expect((await events({ userId: intake.who.userId, action: 'READ' })).length).toBe(0);
  });

  it('is nobody else’s to see', async () => {
    const elsewhere = await scene.as('supervisor', { teamId: await scene.make.team() });
    const stranger = await scene.as('supervisor', { organizationId: await scene.make.organization() });
    expect(await historyOf(elsewhere, lived)).toBeNull();
    expect(await historyOf(stranger, lived)).toBeNull();
    expect(await historyOf(caseworker, { id: newId() })).toBeNull();
    for (const role of ['auditor', 'data-protection-officer', 'organisation-admin', 'analyst', 'partner'])
      expect(await (await scene.as(role)).refusal(HISTORY, { id: lived.id })).toBe('FORBIDDEN');
    expect(await scene.nobody.refusal(HISTORY, { id: lived.id })).toBe('UNAUTHENTICATED');
  });

  it('leaves a trace of its own where it shows something sensitive, and none where it does not', async () => {
    const reader = await scene.as('supervisor');
    const reads = () => events({ userId: reader.who.userId, action: 'READ' });
    await reader.ask('query ($id: ID!) { caseHistory(caseId: $id) { nodes { at user { name } } } }', { id: lived.id });
    expect(await reads()).toEqual([]);
    await historyOf(reader, lived);
    expect(await reads()).toMatchObject([
      { operation: 'caseHistory', subjectIds: [lived.applicantId], classes: ['PERSECUTION'] },
    ]);
  });

  it('takes as many round trips for one entry and for many', async () => {
    const one = await roundTrips(() => historyOf(caseworker, lived, { first: 1 }));
    expect(one).toBeGreaterThan(2);
    expect(await roundTrips(() => historyOf(caseworker, lived, { first: 100 }))).toBe(one);
  });

  it('gives the names of colleagues and teams beside their ids, in as many round trips for one as for many', async () => {
    const { make } = scene;
    const teamId = await make.team();
    const { id } = await make.case({ assigneeId: caseworker.who.userId });
    const chief = await scene.as('supervisor', { teamId: null });
    const assign =
      'mutation ($id: ID!, $version: Int!, $input: AssignCaseInput!) { assignCase(id: $id, version: $version, input: $input) { id } }';
    const inputs = [{ assigneeId: supervisor.who.userId }, { assigneeId: null }, { assigneeId: caseworker.who.userId }];
    for (const [index, input] of [...inputs, { teamId, assigneeId: chief.who.userId }].entries())
      await chief.ask(assign, { id, version: index + 1, input });
    const named =
      'query ($id: ID!, $first: Int) { caseHistory(caseId: $id, first: $first) { nodes { changes { field from to fromName toName } } } }';
    const { nodes } = (await chief.ask(named, { id })).caseHistory;
    const nameOf = async (actor: Actor): Promise<string> => (await actor.ask('{ me { user { name } } }')).me.user.name;
    const [cw, sv, top] = [await nameOf(caseworker), await nameOf(supervisor), await nameOf(chief)];
    const { teams } = await chief.ask(
      'query ($ids: [ID!]) { teams(filter: { id: { in: $ids } }) { nodes { id name } } }',
      {
        ids: [teamId, make.teamOf()],
      },
    );
    const team = (wanted: string): string => teams.nodes.find((each: Anything) => each.id === wanted).name;
    const names = nodes.map(({ changes }: Anything) =>
      changes
        .filter(({ field }: Anything) => ['team', 'assignee'].includes(field))
        .map(({ fromName, toName }: Anything) => [fromName, toName]),
    );
    expect(names).toEqual([
      [
        [team(make.teamOf()), team(teamId)],
        [cw, top],
      ],
      [[null, cw]],
      [[sv, null]],
      [[cw, sv]],
      [
        [null, team(make.teamOf())],
        [null, cw],
      ],
    ]);
    // The person is no colleague: there is no name beside their id.
    const applicant = nodes.at(-1).changes.find(({ field }: Anything) => field === 'applicant');
    expect(applicant).toMatchObject({ to: expect.any(String), toName: null });
    const trips = (first: number) => roundTrips(() => chief.ask(named, { id, first }));
    expect(await trips(100)).toBe(await trips(1));
  });

  it('says who and when, but no more what, once the person has been erased', async () => {
    const gone = await live();
    await scene.app.get(Keyring).erase(scene.make.home, gone.applicantId);
    const { nodes } = await historyOf(caseworker, gone);
    expect(nodes).toHaveLength(7);
    for (const node of nodes) expect(node).toMatchObject({ changes: null, reason: null });
    expect(nodes[0].user.id).toBe(supervisor.who.userId);
  });
});

/** How many round trips to Postgres a deed takes. */
async function roundTrips(deed: () => Promise<unknown>): Promise<number> {
  const sent = vi.spyOn(Client.prototype, 'query');
  await deed();
  const trips = sent.mock.calls.length;
  sent.mockRestore();
  return trips;
}
