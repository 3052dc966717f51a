// Tasks: made, begun, done; and what they keep from closing.
import { newId, now, withClock } from '@haven/kernel';
import { CaseStatus } from '@haven/casework';
import { Organization } from '@haven/identity';
import { connected } from '@haven/platform';
import { beforeAll, describe, expect, it } from 'vitest';
import { stage, type Stage } from '../stage/stage.js';
import { ASSIGN, CANCEL, COMPLETE, create, CREATE, GIVE_UP, SOON, START, titles, UPDATE } from './task-deeds.js';

let scene: Stage;
beforeAll(async () => {
  scene = await stage();
});

describe('a task', () => {
  it('is made for the team of its case, and told to its assignee by ids only', async () => {
    const { as, make } = scene;
    const [caseworker, colleague] = [await as('caseworker'), await as('caseworker')];
    const { id: caseId } = await make.case();
    const task = await create(caseworker, {
      caseId,
      title: 'Юлії зателефонувати',
      description: 'Line one\nline two',
      assigneeId: colleague.who.userId,
    });
    expect(task).toMatchObject({
      ...{
        version: 1,
        title: 'Юлії зателефонувати',
        description: 'Line one\nline two',
        status: 'OPEN',
        origin: 'MANUAL',
        priority: 'NORMAL',
      },
      ...{
        delegated: false,
        team: { id: make.teamOf() },
        assignee: { id: colleague.who.userId },
        case: { id: caseId },
      },
    });
    await connected(scene.adminUrl, async (client) => {
      const { rows } = await client.query(
        "select payload from outbox where topic = 'task.assigned' and payload->>'taskId' = $1",
        [task.id],
      );
      expect(rows).toEqual([{ payload: { taskId: task.id, caseId, assigneeId: colleague.who.userId } }]);
      const stored = await client.query(
        "select count(*)::int as found from task where position('Юлії'::bytea in title) > 0 or position('Line'::bytea in description) > 0",
      );
      expect(stored.rows[0].found).toBe(0);
    });
  });

  it('is made once when the request comes twice', async () => {
    const caseworker = await scene.as('caseworker');
    const { id: caseId } = await scene.make.case();
    const id = newId();
    expect(await create(caseworker, { id, caseId })).toEqual(await create(caseworker, { id, caseId }));
    expect(await titles(caseworker, { case: { in: [caseId] } })).toHaveLength(1);
  });

  it('is begun, done with a remark, and stays done', async () => {
    const caseworker = await scene.as('caseworker');
    const task = await create(caseworker, { caseId: (await scene.make.case()).id });
    expect((await caseworker.ask(START, { id: task.id, version: 1 })).startTask).toMatchObject({
      status: 'IN_PROGRESS',
      version: 2,
    });
    expect(await caseworker.refusal(START, { id: task.id, version: 2 })).toBe('TASK_STARTED');
    const { completeTask } = await caseworker.ask(COMPLETE, {
      id: task.id,
      version: 2,
      input: { remark: 'He agreed.' },
    });
    expect(completeTask).toMatchObject({
      status: 'DONE',
      version: 3,
      outcome: 'He agreed.',
      completedAt: expect.any(String),
    });

    // Twice with the old version is a conflict that shows it done, twice with the new one is refused.
    const { errors } = await caseworker.send(COMPLETE, { id: task.id, version: 2 });
    expect(errors![0]!.extensions).toMatchObject({ code: 'CONFLICT', current: { status: 'DONE', version: 3 } });
    expect(await caseworker.refusal(COMPLETE, { id: task.id, version: 3 })).toBe('TASK_ENDED');
    expect(await caseworker.refusal(UPDATE, { id: task.id, version: 3, input: { title: 'Else' } })).toBe('TASK_ENDED');
    expect(await caseworker.refusal(ASSIGN, { id: task.id, version: 3, assigneeId: null })).toBe('TASK_ENDED');
    await connected(scene.adminUrl, async (client) => {
      const { rows } = await client.query(
        "select count(*)::int as told from outbox where topic = 'task.completed' and payload->>'taskId' = $1",
        [task.id],
      );
      expect(rows[0].told).toBe(1);
    });
  });

  it('is done once when the request comes twice under one key', async () => {
    const caseworker = await scene.as('caseworker');
    const task = await create(caseworker, { caseId: (await scene.make.case()).id });
    const key = { 'idempotency-key': newId() };
    const first = await caseworker.ask(COMPLETE, { id: task.id, version: 1 }, key);
    expect(await caseworker.ask(COMPLETE, { id: task.id, version: 1 }, key)).toEqual(first);
  });

  it('ends undone only with a reason', async () => {
    const caseworker = await scene.as('caseworker');
    const { id: caseId } = await scene.make.case();
    const [one, other] = [await create(caseworker, { caseId }), await create(caseworker, { caseId })];
    expect(await caseworker.refusal(CANCEL, { id: one.id, version: 1, input: { reason: ' ' } })).toBe('BAD_USER_INPUT');
    for (const input of [{}, { reason: null }])
      expect(await caseworker.refusal(CANCEL, { id: one.id, version: 1, input })).toBe('BAD_USER_INPUT');
    const { cancelTask } = await caseworker.ask(CANCEL, { id: one.id, version: 1, input: { reason: 'Moved out.' } });
    expect(cancelTask).toMatchObject({ status: 'CANCELLED', outcome: 'Moved out.', completedAt: null });
    const { markTaskNotExecutable } = await caseworker.ask(GIVE_UP, {
      id: other.id,
      version: 1,
      input: { reason: 'No number.' },
    });
    expect(markTaskNotExecutable).toMatchObject({ status: 'NOT_EXECUTABLE', outcome: 'No number.' });
    expect(await caseworker.refusal(GIVE_UP, { id: one.id, version: 2, input: { reason: 'Again.' } })).toBe(
      'TASK_ENDED',
    );
  });

  it('is changed, and refuses a stale version with the current state', async () => {
    const caseworker = await scene.as('caseworker');
    const task = await create(caseworker, { caseId: (await scene.make.case()).id, description: 'Long' });
    const { updateTask } = await caseworker.ask(UPDATE, {
      id: task.id,
      version: 1,
      input: { title: 'Write to him', description: null },
    });
    expect(updateTask).toMatchObject({ version: 2, title: 'Write to him', description: null });
    const { errors } = await caseworker.send(UPDATE, { id: task.id, version: 1, input: { title: 'Other' } });
    expect(errors![0]!.extensions).toMatchObject({ code: 'CONFLICT', current: { version: 2, title: 'Write to him' } });
    for (const input of [
      { title: null },
      { title: '' },
      { dueOn: null },
      { dueOn: '2020-01-01' },
      { priority: null },
    ]) {
      expect(await caseworker.refusal(UPDATE, { id: task.id, version: 2, input })).toBe('BAD_USER_INPUT');
    }
  });

  it('is not made in a case that has ended, nor without a day, nor for a stranger', async () => {
    const { as, make } = scene;
    const caseworker = await as('caseworker');
    const { id: caseId } = await make.case();
    const closed = await make.case({ status: CaseStatus.CLOSED, closedAt: now() });
    const stranger = await as('caseworker', { organizationId: await make.organization() });
    const refused = (input: object) => caseworker.refusal(CREATE, { input: { caseId, title: 'Call', ...input } });
    expect(await refused({ caseId: closed.id, dueOn: SOON })).toBe('CASE_ENDED');
    expect(await refused({})).toBe('BAD_USER_INPUT');
    expect(await refused({ dueOn: SOON, dueInWorkingDays: 3 })).toBe('BAD_USER_INPUT');
    expect(await refused({ dueInWorkingDays: -1 })).toBe('BAD_USER_INPUT');
    expect(await refused({ dueInWorkingDays: 100_000 })).toBe('BAD_USER_INPUT');
    expect(await refused({ dueOn: SOON, assigneeId: stranger.who.userId })).toBe('BAD_USER_INPUT');
    expect(await refused({ dueOn: SOON, teamId: newId() })).toBe('BAD_USER_INPUT');
    expect(await refused({ dueOn: SOON, title: 'a'.repeat(301) })).toBe('BAD_USER_INPUT');
    expect(await refused({ dueOn: SOON, title: 'a\0b' })).toBe('BAD_USER_INPUT');
  });

  it('falls due after so many working days, over a weekend and public holidays', async () => {
    const { as, make } = scene;
    const organizationId = await make.organization();
    await make.within(organizationId, async () => {
      const organizations = make.repository(Organization);
      const [organization] = await organizations.find({ id: organizationId }, 'unscoped', { limit: 1 });
      organization!.holidayCountry = 'LT';
      await organizations.save(organization!);
    });
    // 22:30 UTC on the 20th is the 21st in Vilnius. Off: 24 to 26 December, and the weekend.
    await withClock('2026-12-20T22:30:00Z', async () => {
      const caseworker = await as('caseworker', { organizationId });
      const { id: caseId } = await make.case({}, organizationId);
      const task = await create(caseworker, { caseId, dueOn: undefined, dueInWorkingDays: 5 });
      expect(task.dueOn).toBe('2026-12-30');
      const { updateTask } = await caseworker.ask(UPDATE, { id: task.id, version: 1, input: { dueInWorkingDays: 1 } });
      expect(updateTask.dueOn).toBe('2026-12-22');
    });
  });
});

describe('a case with open tasks', () => {
  it('cannot be closed before they have ended', async () => {
    const { as, make } = scene;
    const caseworker = await as('caseworker');
    const { id: caseId } = await make.case({ status: CaseStatus.ACTIVE });
    const [one, other] = [await create(caseworker, { caseId }), await create(caseworker, { caseId })];
    const close =
      'mutation ($id: ID!, $input: CloseCaseInput!) { closeCase(id: $id, version: 1, input: $input) { status } }';
    const input = { outcome: 'RESOLVED', reason: 'GOALS_ACHIEVED' };
    await caseworker.ask(START, { id: one.id, version: 1 });
    await caseworker.ask(COMPLETE, { id: other.id, version: 1 });
    const { errors } = await caseworker.send(close, { id: caseId, input });
    expect(errors![0]!.extensions).toMatchObject({ code: 'CASE_HAS_OPEN_TASKS', openTasks: 1 });
    await caseworker.ask(CANCEL, { id: one.id, version: 2, input: { reason: 'No longer wanted.' } });
    expect((await caseworker.ask(close, { id: caseId, input })).closeCase.status).toBe('CLOSED');
  });
});
