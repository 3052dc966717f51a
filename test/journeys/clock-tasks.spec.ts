// Tasks by the clock: made before a deadline, once, moved with it and called off with it, whoever works.
import { setTimeout as sleep } from 'node:timers/promises';
import { Case, CaseStatus, DeadlineKind, DeadlinesChanged, ResidenceState, ResidenceStatus } from '@haven/casework';
import { now } from '@haven/kernel';
import { Events, Relay } from '@haven/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor, Anything } from '../stage/actor.js';
import { sqlRows } from '../stage/behind.js';
import { stage, type Stage } from '../stage/stage.js';
import { hire } from '../stage/workers.js';
import { addPaper, addStatus, addStay, deadlinesOf, inDays, onDay, settle } from './clock-hands.js';
import { COMPLETE, CANCEL } from './task-deeds.js';

const TASKS =
  'query ($id: ID!) { case(id: $id) { tasks(orderBy: { field: createdAt }) { nodes { id version title status priority origin dueOn noticeDays deadlineOn outcome assignee { id } deadline { kind daysLeft } } } } }';
const CORRECT_PAPER =
  'mutation ($id: ID!, $version: Int!, $input: CorrectIdentityDocumentInput!) { correctIdentityDocument(id: $id, version: $version, input: $input) { id version } }';
const CORRECT_STAY =
  'mutation ($id: ID!, $version: Int!, $input: CorrectStayInput!) { correctStay(id: $id, version: $version, input: $input) { id version } }';

let scene: Stage;
let workers: NestFastifyApplication[];
let organizationId: string;
let caseworker: Actor;
let applicantId: string;
let caseId: string;
beforeAll(async () => {
  scene = await stage();
  workers = [await hire(scene, []), await hire(scene, [])];
});
beforeEach(async () => {
  organizationId = await scene.make.organization();
  caseworker = await scene.as('caseworker', { organizationId });
  ({ id: applicantId } = await scene.make.applicant({ nationalities: ['RU'] }, organizationId));
  ({ id: caseId } = await scene.make.case({ applicantId, assigneeId: caseworker.who.userId }, organizationId));
});

const settled = (): Promise<void> => settle(scene, workers, organizationId);
const on = (days: number): Promise<void> => onDay(days, scene, workers, organizationId);
const tasks = async (id = caseId): Promise<Anything[]> => (await caseworker.ask(TASKS, { id })).case.tasks.nodes;
/** A status that ends in six days, as it was written down before anybody reckoned. */
const statusOfOld = (of: string): Promise<unknown> =>
  scene.make.add(ResidenceStatus, organizationId, {
    applicantId: of,
    country: 'LT',
    basis: 'REFUGEE_1951',
    status: ResidenceState.GRANTED,
    validUntil: inDays(6),
  });
/** Status and notice of each task. */
const notices = async (id = caseId): Promise<string[]> =>
  (await tasks(id)).map(({ status, noticeDays }) => `${status} ${noticeDays}`);

describe('the clock', () => {
  it('gives the one in charge a task as soon as a near deadline is known', async () => {
    await addPaper(caseworker, applicantId, inDays(20));
    await settled();
    const [task, ...more] = await tasks();
    expect(more).toEqual([]);
    expect(task).toMatchObject({
      ...{ status: 'OPEN', origin: 'CLOCK', priority: 'HIGH', noticeDays: 30, deadlineOn: inDays(20) },
      title: 'A paper expires: have it renewed or replaced',
      assignee: { id: caseworker.who.userId },
      deadline: { kind: DeadlineKind.PAPER_EXPIRES, daysLeft: 20 },
    });
    expect(task.dueOn > inDays(0) && task.dueOn < inDays(10)).toBe(true);
    const told = await sqlRows(
      scene,
      "select payload from outbox where topic = 'task.assigned' and organization_id = $1",
      [organizationId],
    );
    expect(told).toEqual([{ payload: { taskId: task.id, caseId, assigneeId: caseworker.who.userId } }]);
  });

  it('warns 60, 30 and 7 days ahead, and leaves alone what has passed', async () => {
    await addPaper(caseworker, applicantId, inDays(100));
    await settled();
    await on(39);
    expect(await notices()).toEqual([]);
    await on(40);
    expect(await tasks()).toMatchObject([{ noticeDays: 60, priority: 'NORMAL' }]);
    await on(41);
    expect(await notices()).toEqual(['OPEN 60']);
    // Nobody has done it: the same task grows more urgent.
    await on(70);
    expect(await tasks()).toMatchObject([{ noticeDays: 30, priority: 'HIGH' }]);
    const [{ id, version }] = (await tasks()) as [Anything];
    await caseworker.ask(COMPLETE, { id, version });
    await on(71);
    expect(await notices()).toEqual(['DONE 30']);
    // It was done, and the paper still expires.
    await on(93);
    expect(await tasks()).toMatchObject([{ status: 'DONE' }, { status: 'OPEN', noticeDays: 7, priority: 'URGENT' }]);
    await on(101);
    expect(await notices()).toEqual(['DONE 30', 'OPEN 7']);
  });

  it('does not ask again for what a colleague has called off, until the next notice', async () => {
    await addPaper(caseworker, applicantId, inDays(50));
    await settled();
    const [{ id, version }] = (await tasks()) as [Anything];
    await caseworker.ask(CANCEL, { id, version, input: { reason: 'Has another passport.' } });
    await on(1);
    expect(await notices()).toEqual(['CANCELLED 60']);
    await on(20);
    expect(await notices()).toEqual(['CANCELLED 60', 'OPEN 30']);
  });

  it('moves the task with the deadline, and calls it off when that is far away or gone', async () => {
    const paper = await addPaper(caseworker, applicantId, inDays(5));
    const stay = await addStay(caseworker, applicantId, { country: 'RS', enteredOn: inDays(-9) });
    await settled();
    const kinds = async (): Promise<string[]> =>
      (await tasks()).map(
        ({ status, deadline, deadlineOn }) => `${status} ${deadline?.kind ?? '-'} ${deadlineOn ?? '-'}`,
      );
    expect((await kinds()).sort()).toEqual([`OPEN PAPER_EXPIRES ${inDays(5)}`, `OPEN STAY_ENDS ${inDays(20)}`]);
    await caseworker.ask(CORRECT_PAPER, { id: paper.id, version: 1, input: { expiresOn: inDays(25) } });
    await caseworker.ask(CORRECT_STAY, { id: stay.id, version: 1, input: { leftOn: inDays(0) } });
    await settled();
    expect((await kinds()).sort()).toEqual(['CANCELLED - -', `OPEN PAPER_EXPIRES ${inDays(25)}`]);
    expect((await tasks()).find(({ status }) => status === 'CANCELLED')).toMatchObject({
      outcome: 'The day that it warned of has moved away or no longer matters.',
    });
    await caseworker.ask(CORRECT_PAPER, { id: paper.id, version: 2, input: { expiresOn: inDays(900) } });
    // The exit was a mistake: the deadline is back, and so is the work.
    await caseworker.ask(CORRECT_STAY, { id: stay.id, version: 2, input: { leftOn: null } });
    await settled();
    expect((await kinds()).sort()).toEqual(['CANCELLED - -', 'CANCELLED - -', `OPEN STAY_ENDS ${inDays(20)}`]);
  });

  it('calls the work off when a permit is extended', async () => {
    await addStatus(caseworker, applicantId, { validUntil: inDays(25) });
    await settled();
    expect(await notices()).toEqual(['OPEN 30']);
    await addStatus(caseworker, applicantId, { validFrom: inDays(26), validUntil: inDays(400) });
    await settled();
    expect(await notices()).toEqual(['CANCELLED null']);
  });

  it('asks in every open case, in no ended one, and in one that is opened or reopened later', async () => {
    const ended = { applicantId, status: CaseStatus.CLOSED, closedAt: new Date('2026-01-01'), outcome: 'RESOLVED' };
    const { id: closed } = await scene.make.case(ended, organizationId);
    await addPaper(caseworker, applicantId, inDays(20));
    await settled();
    expect([await notices(), await notices(closed)]).toEqual([['OPEN 30'], []]);
    const open = 'mutation ($input: OpenCaseInput!) { openCase(input: $input) { id } }';
    const { openCase } = await caseworker.ask(open, { input: { applicantId } });
    const reopen = 'mutation ($id: ID!) { reopenCase(id: $id, version: 1, input: { reason: "Came back" }) { id } }';
    await caseworker.ask(reopen, { id: closed });
    await settled();
    expect([await notices(), await notices(openCase.id), await notices(closed)]).toEqual([
      ['OPEN 30'],
      ['OPEN 30'],
      ['OPEN 30'],
    ]);
  });

  it('puts no work into a case that is being closed', async () => {
    await scene.make.within(organizationId, async () => {
      const cases = scene.make.repository(Case);
      const [theCase] = await cases.find({ id: caseId }, 'unscoped', { limit: 1, lock: true });
      await addPaper(caseworker, applicantId, inDays(5));
      const making = settled();
      await sleep(300);
      Object.assign(theCase!, { status: CaseStatus.CLOSED, closedAt: now(), outcome: 'RESOLVED' });
      await cases.save(theCase!);
      making.catch(() => undefined);
    });
    await settled();
    expect(await notices()).toEqual([]);
  });

  it('speaks the language of the organisation', async () => {
    await sqlRows(scene, `update organization set default_language = 'UK' where id = $1`, [organizationId]);
    await addStay(caseworker, applicantId, { country: 'KZ', enteredOn: inDays(-20) });
    await settled();
    expect((await tasks()).map(({ title }) => title)).toEqual(['Зареєструвати перебування']);
  });

  it('makes one task of each, however often it looks and however many workers there are', async () => {
    await addPaper(caseworker, applicantId, inDays(20));
    await addStatus(caseworker, applicantId, { validUntil: inDays(40) });
    await settled();
    // A worker that was killed at the wrong moment would hear all of it again.
    const again = `update outbox set done_at = null, heard = '{}' where organization_id = $1 and topic like 'deadline.%'`;
    await sqlRows(scene, again, [organizationId]);
    await settled();
    expect((await notices()).sort()).toEqual(['OPEN 30', 'OPEN 60']);
    await sqlRows(scene, again, [organizationId]);
    await Promise.all([settled(), settled(), on(0)]);
    for (const days of [0, 1, 2]) await on(days);
    expect((await notices()).sort()).toEqual(['OPEN 30', 'OPEN 60']);
  });

  it('makes one task when two workers are at it at the same moment', async () => {
    await addPaper(caseworker, applicantId, inDays(20));
    const tell = (): Promise<void> => scene.app.get(Events).tell(DeadlinesChanged({ applicantId }));
    const [one, two] = workers.map((worker) => worker.get(Relay)) as [Relay, Relay];
    const working: Promise<unknown>[] = [];
    await scene.make.within(organizationId, async () => {
      // Both have looked for a task, and found none, when the case lets them make one.
      await scene.make.repository(Case).find({ id: caseId }, 'unscoped', { limit: 1, lock: true });
      working.push(one.deliver(organizationId));
      await sleep(200);
      await scene.make.within(organizationId, tell);
      working.push(two.deliver(organizationId));
      await sleep(200);
    });
    await Promise.all(working);
    await settled();
    expect(await notices()).toEqual(['OPEN 30']);
  });

  it('reckons for people whose papers came in before there were deadlines', async () => {
    await statusOfOld(applicantId);
    expect(await deadlinesOf(caseworker, applicantId)).toEqual([]);
    await on(0);
    expect(await deadlinesOf(caseworker, applicantId)).toEqual(['STATUS_ENDS 6']);
    expect(await notices()).toEqual(['OPEN 7']);
  });

  it('goes round however many people there are, a step at a time', async () => {
    for (let index = 0; index < 120; index++) {
      const { id } = await scene.make.applicant({}, organizationId);
      await statusOfOld(id);
    }
    await on(0);
    const [{ found } = {}] = await sqlRows(
      scene,
      'select count(*)::int as found from deadline where organization_id = $1',
      [organizationId],
    );
    expect(found).toBe(120);
    const steps = await sqlRows(scene, `select 1 from outbox where organization_id = $1 and topic = 'deadline.round'`, [
      organizationId,
    ]);
    expect(steps).toHaveLength(3);
  });

  it('takes up again, on the day after, the days of a stay that a permit had kept still', async () => {
    await addStay(caseworker, applicantId, { country: 'RS', enteredOn: inDays(-9) });
    await addStatus(caseworker, applicantId, { country: 'RS', validUntil: inDays(3) });
    expect(await deadlinesOf(caseworker, applicantId)).toEqual(['STATUS_ENDS 3']);
    await on(4);
    expect(await deadlinesOf(caseworker, applicantId)).toEqual(['STATUS_ENDS 3', 'STAY_ENDS 20']);
  });

  it('gives the work to nobody where nobody is in charge, and to no one who merely wrote the paper down', async () => {
    const intake = await scene.as('intake', { organizationId });
    const { id: theirs } = await scene.make.applicant({ createdById: intake.who.userId }, organizationId);
    const { id } = await scene.make.case({ applicantId: theirs }, organizationId);
    await addPaper(intake, theirs, inDays(5));
    await settled();
    expect(await tasks(id)).toMatchObject([{ assignee: null, noticeDays: 7 }]);
    const { tasks: seen } = await intake.ask('{ tasks { totalCount } }');
    expect(seen.totalCount).toBe(0);
  });
});
