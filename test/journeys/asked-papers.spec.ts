// Asked papers: the tasks by which a case is asked for what it lacks, made once and ended by themselves.
import {
  CaseAssigned,
  CaseOpened,
  DocumentStatus,
  DocumentVerification,
  DocumentChanged,
  RequiredDocumentKept,
} from '@haven/casework';
import { InterfaceLanguage, Organization } from '@haven/identity';
import { now, withClock } from '@haven/kernel';
import { Events, Relay, type Fact } from '@haven/platform';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor, Anything } from '../stage/actor.js';
import { sqlRows } from '../stage/behind.js';
import { stage } from '../stage/stage.js';
import { hire } from '../stage/workers.js';
import { ADD, checklist, CORRECT, END, hearAll, inDays, paper } from './checklist-deeds.js';

const scene = await stage();
const { make } = scene;
const workers = [await hire(scene, []), await hire(scene, [])];
const hear = (): Promise<void> => hearAll(scene, workers[0]!);
let supervisor: Actor;
let caseworker: Actor;

beforeEach(async () => {
  make.home = '';
  await make.organization();
  supervisor = await scene.as('supervisor');
  caseworker = await scene.as('caseworker');
});

const OPEN = 'mutation ($input: OpenCaseInput!) { openCase(input: $input) { id applicant { id } } }';
const TASKS = `query ($id: ID!) { case(id: $id) { version tasks(first: 100) { nodes { id version title description status origin dueOn outcome completedAt assignee { id } } } } }`;

const opened = async (input: object = {}): Promise<{ id: string; applicantId: string }> => {
  const { id: applicantId } = await make.applicant();
  const { openCase } = await caseworker.ask(OPEN, { input: { applicantId, ...input } });
  return { id: openCase.id, applicantId };
};
const tasksOf = async (id: string): Promise<Anything[]> => (await supervisor.ask(TASKS, { id })).case.tasks.nodes;
const statuses = async (id: string): Promise<string[]> => (await tasksOf(id)).map(({ status }) => status as string);
const tell = (told: Fact): Promise<void> => make.within(make.home, () => scene.app.get(Events).tell(told));
/** A document whose file has just become available. */
const arrives = async (theCase: { applicantId: string }, draft: object = {}): Promise<void> => {
  const { id: documentId } = await paper(scene, theCase, draft);
  await tell(DocumentChanged({ documentId }));
};
const asked = async (input: object = {}): Promise<Anything> =>
  (await supervisor.ask(ADD, { input: { kinds: ['PASSPORT'], dueInWorkingDays: 5, ...input } })).addRequiredDocument;

describe('a case that is opened', () => {
  it('is asked for what it lacks, once, by whoever is in charge and in working days', async () => {
    await asked({ description: 'A copy will do.' });
    await asked({ kinds: ['PHOTOGRAPH'], dueInWorkingDays: undefined });
    await asked({ kinds: ['DIPLOMA'], programme: 'Work' });
    const theCase = await opened({ assigneeId: caseworker.who.userId });
    await hear();
    const [task, ...more] = await tasksOf(theCase.id);
    expect(more).toEqual([]);
    expect(task).toMatchObject({
      title: 'Ask for: Passport',
      description: 'A copy will do.',
      status: 'OPEN',
      origin: 'TEMPLATE',
      assignee: { id: caseworker.who.userId },
    });
    // Five working days from a weekday lie exactly a week ahead, and at the weekend on the Friday before that.
    expect([inDays(7), inDays(6), inDays(5)]).toContain(task.dueOn);
    expect(new Date(task.dueOn as string).getUTCDay() % 6).not.toBe(0);
    const { checklist: list } = await checklist(caseworker, theCase.id);
    expect(list.nodes.map((each: Anything) => each.task?.id ?? null)).toEqual([task.id, null]);
  });

  it('is not asked for what the person has given already, and not again when it is told twice', async () => {
    await asked();
    await asked({ kinds: ['DIPLOMA'] });
    const first = await opened();
    await arrives(first);
    await hear();
    const { openCase } = await caseworker.ask(OPEN, { input: { applicantId: first.applicantId } });
    for (let times = 0; times < 3; times++) await tell(CaseOpened({ caseId: openCase.id }));
    await hear();
    expect((await tasksOf(openCase.id)).map(({ title }) => title as string)).toEqual(['Ask for: Diploma']);
  });

  it.each([
    [InterfaceLanguage.RU, 'Запросить: Паспорт'],
    [InterfaceLanguage.UK, 'Запросити: Паспорт'],
  ])('is asked in the language of the organisation, %s', async (language, title) => {
    await make.within(make.home, async () => {
      const [organization] = await make.repository(Organization).find({}, 'unscoped', { limit: 1 });
      organization!.defaultLanguage = language;
      await make.repository(Organization).save(organization!);
    });
    await asked();
    const { id } = await opened();
    await hear();
    expect((await tasksOf(id)).map((each) => each.title as string)).toEqual([title]);
  });

  it('gets its one task though two workers are at it and everything is told many times', async () => {
    const required = await asked();
    await asked({ kinds: ['DIPLOMA'] });
    const cases = await Promise.all(Array.from({ length: 6 }, () => opened()));
    for (const { id } of cases) for (let times = 0; times < 4; times++) await tell(CaseOpened({ caseId: id }));
    for (let times = 0; times < 4; times++)
      await tell(RequiredDocumentKept({ requiredDocumentId: required.id, afterCaseId: null }));
    await Promise.all(
      workers.map(async (worker) => {
        for (let round = 0; round < 10; round++) await worker.get(Relay).deliver(make.home);
      }),
    );
    await hear();
    for (const { id } of cases) expect(await statuses(id)).toEqual(['OPEN', 'OPEN']);
    expect(await sqlRows(scene, 'select id from outbox where parked_at is not null')).toEqual([]);
  });
});

describe('the task that asks for a paper', () => {
  it('is done by itself when a paper that fits becomes available, and stays so', async () => {
    await asked();
    const theCase = await opened();
    await hear();
    await arrives(theCase, { kind: 'DIPLOMA' });
    await arrives(theCase, { status: DocumentStatus.QUARANTINED });
    await arrives(theCase, { verification: DocumentVerification.DISPUTED, disputeReason: 'Torn' });
    await arrives(theCase, { expiresOn: inDays(-1) });
    await hear();
    expect(await statuses(theCase.id)).toEqual(['OPEN']);
    await arrives(theCase, { kind: 'UA_FOREIGN_PASSPORT' });
    await hear();
    expect(await tasksOf(theCase.id)).toMatchObject([{ status: 'DONE', completedAt: expect.any(String) }]);
    await tell(CaseOpened({ caseId: theCase.id }));
    await hear();
    expect(await statuses(theCase.id)).toEqual(['DONE']);
  });

  it('stays as somebody ended it, and is not made again', async () => {
    await asked();
    const theCase = await opened();
    await hear();
    const [task] = await tasksOf(theCase.id);
    const CANCEL =
      'mutation ($id: ID!) { cancelTask(id: $id, version: 1, input: { reason: "Not needed" }) { status } }';
    await caseworker.ask(CANCEL, { id: task!.id });
    await arrives(theCase);
    await tell(CaseOpened({ caseId: theCase.id }));
    await hear();
    expect(await tasksOf(theCase.id)).toMatchObject([{ status: 'CANCELLED', outcome: 'Not needed', version: 2 }]);
  });

  it('goes to whoever takes the case while nobody is to do it', async () => {
    await asked();
    const theCase = await opened();
    await hear();
    expect((await tasksOf(theCase.id))[0]!.assignee).toBeNull();
    const TAKE = 'mutation ($id: ID!) { takeCase(id: $id, version: 1) { id } }';
    await caseworker.ask(TAKE, { id: theCase.id });
    await hear();
    expect((await tasksOf(theCase.id))[0]!.assignee).toEqual({ id: caseworker.who.userId });
    const colleague = await scene.as('caseworker');
    await sqlRows(scene, 'update "case" set assignee_id = $1 where id = $2', [colleague.who.userId, theCase.id]);
    const { userId: assigneeId } = colleague.who;
    await tell(CaseAssigned({ caseId: theCase.id, assigneeId, teamId: make.teamOf() }));
    await hear();
    expect((await tasksOf(theCase.id))[0]!.assignee).toEqual({ id: caseworker.who.userId });
  });

  it('is given to nobody who could not say that it is done', async () => {
    await asked();
    const intake = await scene.as('intake');
    const theCase = await opened({});
    await sqlRows(scene, 'update "case" set assignee_id = $1 where id = $2', [intake.who.userId, theCase.id]);
    await hear();
    expect(await tasksOf(theCase.id)).toMatchObject([{ status: 'OPEN', assignee: null }]);
  });

  it('is cancelled when its paper is not asked for any more, and made anew when it is again', async () => {
    await asked({ programme: 'Legal stay' });
    const theCase = await opened({ programme: 'Legal stay' });
    await hear();
    const CHANGE =
      'mutation ($id: ID!, $version: Int!, $programme: String) { updateCase(id: $id, version: $version, input: { programme: $programme }) { version } }';
    const { id } = theCase;
    await caseworker.ask(CHANGE, { id, version: 1, programme: 'Arrival' });
    await hear();
    expect(await tasksOf(id)).toMatchObject([
      { status: 'CANCELLED', outcome: 'This paper is not asked for any more.' },
    ]);
    await caseworker.ask(CHANGE, { id, version: 2, programme: 'legal stay' });
    await hear();
    expect((await statuses(id)).sort()).toEqual(['CANCELLED', 'OPEN']);
  });

  it('is cancelled when its case is declined', async () => {
    await asked();
    const { id } = await opened();
    await hear();
    const DECLINE = 'mutation ($id: ID!) { declineCase(id: $id, version: 1, input: { reason: "NO_CAPACITY" }) { id } }';
    await caseworker.ask(DECLINE, { id });
    await hear();
    expect(await statuses(id)).toEqual(['CANCELLED']);
  });
});

describe('a paper that is asked for later', () => {
  it('is asked for in all cases under way, in portions, and ends in all of them', async () => {
    const cases = [];
    for (let count = 0; count < 120; count++) cases.push(await make.case({ programme: 'Winter' }));
    await make.case({ programme: 'Winter', status: 'CLOSED' as never, closedAt: now(), outcome: 'RESOLVED' });
    await make.case({ programme: 'Summer' });
    await paper(scene, cases[0]!);
    const { id } = await asked({ programme: 'winter' });
    await hear();
    const count = async (): Promise<unknown> =>
      sqlRows(
        scene,
        `select t.status, count(*)::int as tasks, count(distinct t.case_id)::int as cases from task t where t.organization_id = $1 group by 1 order by 1`,
        [make.home],
      );
    expect(await count()).toEqual([{ status: 'OPEN', tasks: 119, cases: 119 }]);
    await supervisor.ask(END, { id, version: 1 });
    await hear();
    expect(await count()).toEqual([{ status: 'CANCELLED', tasks: 119, cases: 119 }]);
  });

  it('shows whoever asks for it no task of a case that they do not see', async () => {
    const far = await make.team();
    const theCase = await make.case({ teamId: far });
    await asked();
    await hear();
    const ALL = '{ tasks { totalCount } }';
    expect((await supervisor.ask(ALL)).tasks.totalCount).toBe(0);
    const there = await scene.as('supervisor', { teamId: far });
    expect((await there.ask(ALL)).tasks.totalCount).toBe(1);
    expect((await checklist(there, theCase.id)).checklist.nodes[0].task.title).toBe('Ask for: Passport');
  });

  it('is due so many days from today in cases that were opened long ago', async () => {
    const old = await make.case({ openedAt: new Date('2024-01-10T10:00:00Z') });
    await asked({ dueInWorkingDays: 0 });
    await hear();
    expect(await tasksOf(old.id)).toMatchObject([{ dueOn: inDays(0) }]);
  });

  it('needs no task any more once it is corrected so', async () => {
    const { id: caseId } = await opened();
    const { id } = await asked();
    await hear();
    await supervisor.ask(CORRECT, { id, version: 1, input: { dueInWorkingDays: null } });
    await hear();
    expect(await statuses(caseId)).toEqual(['CANCELLED']);
  });

  it('begins and ends by the calendar', async () => {
    const { id } = await opened();
    await asked({ activeFrom: inDays(10), activeBefore: inDays(20) });
    await hear();
    expect(await statuses(id)).toEqual([]);
    const at = (days: number): Date => new Date(`${inDays(days)}T13:00:00Z`);
    await withClock(at(10), () => workers[0]!.get(Relay).deliver(make.home));
    expect(await statuses(id)).toEqual(['OPEN']);
    await withClock(at(20), () => workers[0]!.get(Relay).deliver(make.home));
    expect(await statuses(id)).toEqual(['CANCELLED']);
  });
});
