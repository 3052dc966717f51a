// The audit trail: who did or saw what, answered to auditors without the content, and quickly for one person among many.
import { newId } from '@haven/kernel';
import { connected, unitOfWork } from '@haven/platform';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor, Anything } from '../stage/actor.js';
import { stage, type Stage } from '../stage/stage.js';

const EVENTS = `query ($filter: AuditEventFilter, $first: Int, $after: String) { auditEvents(filter: $filter, first: $first, after: $after) {
  nodes { id at action operation recordType recordId subjectIds classes user { id name } } pageInfo { hasNextPage endCursor } } }`;
const SECRET = 'Юлія, яку ніхто не має знайти';

describe('the audit trail', () => {
  let scene: Stage;
  let dpo: Actor;
  let caseworker: Actor;
  let applicantId: string;
  let caseId: string;

  const events = async (filter: object, actor = dpo): Promise<Anything[]> =>
    (await actor.ask(EVENTS, { filter, first: 100 })).auditEvents.nodes;

  beforeAll(async () => {
    scene = await stage();
    dpo = await scene.as('data-protection-officer');
    caseworker = await scene.as('caseworker');
    applicantId = (await scene.make.applicant({ displayName: SECRET })).id;
    caseId = (await scene.make.case({ applicantId })).id;
    for (let other = 0; other < 3; other++) await scene.make.case();
    await caseworker.ask('{ cases { nodes { applicant { displayName } } } }');
    await caseworker.ask('mutation ($id: ID!) { updateCase(id: $id, version: 1, input: { priority: LOW }) { id } }', {
      id: caseId,
    });
  });

  it('answers who saw a person: the worklist is one event with everybody on it', async () => {
    const seen = await events({ subjectId: applicantId });
    expect(seen.map(({ action }) => action)).toEqual(['CHANGE', 'READ', 'CREATE', 'CREATE']);
    const [change, read] = seen;
    expect(read).toMatchObject({ classes: ['IDENTITY'], recordId: null, user: { id: caseworker.who.userId } });
    expect(read.subjectIds).toHaveLength(4);
    expect(change).toMatchObject({ recordType: 'Case', recordId: caseId, subjectIds: [applicantId], classes: [] });
    expect(await events({ subjectId: newId() })).toEqual([]);
  });

  it('is filtered by user, record, action and time, all together', async () => {
    const all = await events({});
    const { userId } = caseworker.who;
    expect((await events({ userId })).map(({ action }) => action)).toEqual(['CHANGE', 'READ']);
    expect((await events({ recordId: caseId })).map(({ action }) => action)).toEqual(['CHANGE', 'CREATE']);
    expect(await events({ subjectId: applicantId, action: 'READ', userId })).toHaveLength(1);
    expect(await events({ subjectId: applicantId, userId: dpo.who.userId })).toEqual([]);
    const { at } = (await events({ recordId: caseId, action: 'CHANGE' }))[0];
    expect((await events({ from: at })).map(({ id }) => id)).toEqual(
      all.filter((each) => each.at >= at).map(({ id }) => id),
    );
    expect(await events({ from: at, before: at })).toEqual([]);
    expect(await events({ subjectId: applicantId, before: at })).toHaveLength(3);
  });

  it('is read page by page without loss, also for one person', async () => {
    for (const filter of [{}, { subjectId: applicantId }]) {
      const whole = (await events(filter)).map(({ id }) => id);
      const read: string[] = [];
      for (let after: string | undefined; ;) {
        const { auditEvents } = await dpo.ask(EVENTS, { filter, first: 2, after });
        read.push(...auditEvents.nodes.map(({ id }: Anything) => id));
        if (!auditEvents.pageInfo.hasNextPage) break;
        after = auditEvents.pageInfo.endCursor;
      }
      expect(read).toEqual(whole);
    }
  });

  it('B494: tells no content, to nobody', async () => {
    const { data } = await dpo.send(EVENTS, { first: 100 });
    expect(data.auditEvents.nodes.length).toBeGreaterThan(5);
    expect(JSON.stringify(data)).not.toContain(SECRET);
    expect(await dpo.refusal('{ auditEvents { nodes { details } } }')).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('is for auditors and data-protection officers, each of their own organisation', async () => {
    expect((await events({ subjectId: applicantId }, await scene.as('auditor'))).length).toBe(4);
    const stranger = await scene.as('auditor', { organizationId: await scene.make.organization() });
    expect(await events({ subjectId: applicantId }, stranger)).toEqual([]);
    expect(await events({ recordId: caseId }, stranger)).toEqual([]);
    for (const role of ['intake', 'caseworker', 'supervisor', 'organisation-admin', 'analyst', 'partner'])
      expect(await (await scene.as(role)).refusal(EVENTS)).toBe('FORBIDDEN');
    expect(await scene.nobody.refusal(EVENTS)).toBe('UNAUTHENTICATED');
  });

  it('cannot be altered by the app, and its narrow view of one person ends with the statement', async () => {
    const { home } = scene.make;
    const tell = (sql: string): Promise<unknown> => scene.make.within(home, () => unitOfWork().run(sql, [home]));
    await expect(tell('delete from audit_event where organization_id = $1')).rejects.toThrow(/permission denied/);
    await expect(tell('update audit_event set action = action where organization_id = $1')).rejects.toThrow(
      /permission denied/,
    );
    const [seen, role] = await scene.make.within(home, async () => {
      const work = unitOfWork();
      await work.runTogether(
        { text: 'select trace($1)', values: [applicantId] },
        { text: 'select count(*) from audit_event where organization_id = $1', values: [home] },
        { text: 'set local role none', values: [] },
      );
      const { rows } = await work.run('select count(*), current_user from audit_event where organization_id = $1', [
        home,
      ]);
      return rows[0]!;
    });
    expect(Number(seen)).toBeGreaterThan(4);
    expect(role).toBe('haven_app');
  });

  it('finds one person among many events by the index, under row security', async () => {
    const { home } = scene.make;
    await connected(scene.adminUrl, async (admin) => {
      await admin.query(
        `insert into audit_event select $1, gen_random_uuid(), now() - i * interval '1 s', $1, null, 'r', 'op', 'READ', null, null,
           array(select gen_random_uuid() from generate_series(1, 3) where i > 0), '{IDENTITY}', $1, '\\x00' from generate_series(1, 5000) i`,
        [home],
      );
      await admin.query('vacuum analyze audit_event');
    });
    const select = 'select id from audit_event where organization_id = $1';
    const plan = await scene.make.within(home, async () => {
      const [, explained] = await unitOfWork().runTogether(
        { text: 'select trace($1)', values: [applicantId] },
        { text: `explain with found as materialized (${select}) select * from found`, values: [home] },
      );
      return explained!.rows.join('\n');
    });
    expect(plan).toMatch(/Bitmap Index Scan on audit_event_subjects/);
    expect(await events({ subjectId: applicantId, action: 'CHANGE' })).toHaveLength(1);
  });
});
