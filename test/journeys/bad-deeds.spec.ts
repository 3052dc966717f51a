// Bad deeds: what is not the client's to say, and requests that come twice, at once or too late. Each is done once, whole, or not at all.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { connected } from '@haven/platform';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Case } from '@haven/casework';
import type { Actor, Anything } from '../stage/actor.js';
import { sqlRows } from '../stage/behind.js';
import { stage, type Stage } from '../stage/stage.js';

const TASK = 'mutation ($input: CreateTaskInput!) { createTask(input: $input) { id title description dueOn } }';
const UPDATE =
  'mutation ($id: ID!, $version: Int!, $input: UpdateCaseInput!) { updateCase(id: $id, version: $version, input: $input) { id } }';
const OPEN = 'mutation ($input: OpenCaseInput!) { openCase(input: $input) { id number version } }';
const ASSIGN =
  'mutation ($id: ID!, $version: Int!, $input: AssignCaseInput!) { assignCase(id: $id, version: $version, input: $input) { id } }';
const DUE = { dueInWorkingDays: 1 };

const WAITING = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;

type Asked = [query: string, variables: Record<string, unknown>];

let scene: Stage;
let supervisor: Actor;
let caseId: string;

beforeAll(async () => {
  scene = await stage();
  supervisor = await scene.as('supervisor');
  caseId = (await scene.make.case()).id;
});

const seen = async (id: string): Promise<Anything> =>
  (
    await supervisor.ask('query ($id: ID!) { case(id: $id) { version status priority team { id } assignee { id } } }', {
      id,
    })
  ).case;
const codeOf = async (query: string, variables: Record<string, unknown>): Promise<string> => {
  const { status, errors } = await supervisor.send(query, variables);
  expect(status).toBeLessThan(500);
  return errors?.[0]?.extensions.code ?? 'none';
};

describe('what is not the client’s to say', () => {
  it.each([
    ['opened for', (teamId: string, { applicantId }: Case): Asked => [OPEN, { input: { applicantId, teamId } }]],
    ['moved to', (teamId: string, { id }: Case): Asked => [ASSIGN, { id, version: 1, input: { teamId } }]],
  ])(
    'B230: a case is not %s a team of another organisation, which is refused as one that is not there',
    async (_how, asked) => {
      const elsewhere = scene.make.teamOf(await scene.make.organization());
      const made = await scene.make.case();
      const [hidden, unknown] = await Promise.all(
        [elsewhere, randomUUID()].map((teamId) => supervisor.send(...asked(teamId, made))),
      );
      expect(hidden!.errors![0]!.extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        fields: [{ field: 'input.teamId' }],
      });
      expect(hidden!.errors![0]!.message).toBe(unknown!.errors![0]!.message);
      expect(await seen(made.id)).toMatchObject({ version: 1, team: { id: scene.make.teamOf() } });
    },
  );

  it.each([
    ['B231: the organisation', { organizationId: randomUUID() }],
    ['B232: the status', { status: 'CLOSED' }],
    ['B232: the version', { version: 0 }],
    ['B232: the maker', { createdById: randomUUID() }],
    ['B232: the deletion', { isDeleted: false }],
    ['B232: the prototype', JSON.parse('{"__proto__":{"status":"CLOSED"}}')],
  ])('%s of a case is no input', async (_name, input) => {
    expect(await codeOf(UPDATE, { id: caseId, version: 1, input: { priority: 'HIGH', ...input } })).toBe(
      'BAD_USER_INPUT',
    );
    expect(await seen(caseId)).toMatchObject({ version: 1, status: 'INTAKE', priority: 'NORMAL' });
  });

  it('B231: the organisation of a new case is no input either', async () => {
    const { applicantId } = await scene.make.case();
    const input = { applicantId, organizationId: await scene.make.organization() };
    expect(await codeOf(OPEN, { input })).toBe('BAD_USER_INPUT');
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

  it('B478: of two who take a case at once one has it, and the other is told so', async () => {
    const { id, version } = await scene.make.case();
    const rivals = [await scene.as('supervisor'), await scene.as('supervisor')];
    const answers = await Promise.all(
      rivals.map((each) => each.send(ASSIGN, { id, version, input: { assigneeId: each.who.userId } })),
    );
    expect(answers.map(({ errors }) => errors?.[0]?.extensions.code ?? 'none').sort()).toEqual(['CONFLICT', 'none']);
    const winner = rivals[answers.findIndex(({ errors }) => !errors)]!;
    expect(await seen(id)).toMatchObject({ version: 2, assignee: { id: winner.who.userId } });
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

describe('what changes while a deed is under way', () => {
  /** Begins a change of a case whose row somebody else holds, does something meanwhile, and answers how the change ended. */
  async function meanwhile(actor: Actor, id: string, deed: () => Promise<unknown>): Promise<string> {
    return connected(scene.adminUrl, async (holder) => {
      await holder.query('begin');
      await holder.query('select from "case" where id = $1 for update', [id]);
      const change = actor.send(UPDATE, { id, version: 1, input: { priority: 'HIGH' } });
      await expect.poll(async () => (await sqlRows(scene, WAITING)).length).toBeGreaterThan(0);
      const done = deed();
      await Promise.race([done, sleep(500)]);
      await holder.query('commit');
      await done;
      return (await change).errors?.[0]?.extensions.code ?? 'none';
    });
  }

  it('B480: a role that is taken away waits for the change or stops it, and nothing comes after', async () => {
    const actor = await scene.as('caseworker');
    const { id } = await scene.make.case();
    const admin = await scene.as('organisation-admin');
    const { memberships } = await admin.ask(
      'query ($user: ID!) { memberships(filter: { user: { in: [$user] } }) { nodes { id } } }',
      { user: actor.who.userId },
    );
    let ended = 0;
    const code = await meanwhile(actor, id, async () => {
      await admin.ask('mutation ($id: ID!) { endMembership(id: $id) { id } }', { id: memberships.nodes[0].id });
      ended = (await sqlRows(scene, 'select version from "case" where id = $1', [id]))[0]!['version'] as number;
    });
    const [row] = await sqlRows(scene, 'select version from "case" where id = $1', [id]);
    // Whatever was written was there before the role had gone.
    expect({ code, version: row!['version'] }).toEqual(
      ended === 2 ? { code: 'none', version: 2 } : { code: 'NOT_FOUND', version: 1 },
    );
    expect(await actor.refusal(UPDATE, { id, version: 2, input: { priority: 'LOW' } })).toMatch(
      /^(FORBIDDEN|NOT_FOUND)$/,
    );
  });

  it('B480: a case that goes to another team meanwhile is changed by nobody who no longer reaches it', async () => {
    const actor = await scene.as('caseworker');
    const { id } = await scene.make.case();
    const teamId = await scene.make.team();
    const code = await connected(scene.adminUrl, async (holder) => {
      await holder.query('begin');
      await holder.query('update "case" set team_id = $2, version = 2 where id = $1', [id, teamId]);
      const change = actor.send(UPDATE, { id, version: 1, input: { priority: 'HIGH' } });
      await sleep(200);
      await holder.query('commit');
      return (await change).errors?.[0]?.extensions.code;
    });
    expect(code).toBe('NOT_FOUND');
    expect(await sqlRows(scene, 'select priority, version from "case" where id = $1', [id])).toEqual([
      { priority: 'NORMAL', version: 2 },
    ]);
  });

  it('B493: a change whose trace cannot be written is not made', async () => {
    const { id } = await scene.make.case();
    await sqlRows(scene, 'revoke insert on audit_event from haven_app');
    try {
      const { status, errors, data } = await supervisor.send(UPDATE, { id, version: 1, input: { priority: 'HIGH' } });
      expect({ status, code: errors![0]!.extensions.code, data: data ?? null }).toEqual({
        status: 500,
        code: 'INTERNAL',
        data: null,
      });
      expect(errors![0]!.message).not.toMatch(/audit|permission/);
      expect(await supervisor.refusal('{ cases { nodes { applicant { displayName } } } }')).toBe('INTERNAL');
    } finally {
      await sqlRows(scene, 'grant insert on audit_event to haven_app');
    }
    expect(await seen(id)).toMatchObject({ version: 1, priority: 'NORMAL' });
  });
});
