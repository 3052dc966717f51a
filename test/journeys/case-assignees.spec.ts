// Who can be in charge of a case, or do a task: nobody who could never see it; and what nobody is in charge of can be taken.
import { CaseStatus } from '@haven/casework';
import { Membership } from '@haven/identity';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../stage/actor.js';
import { stage, type Stage } from '../stage/stage.js';
import { change, code, OPEN, refused, TAKE } from './case-deeds.js';
import { ASSIGN, create, CREATE, SOON } from './task-deeds.js';

let scene: Stage;
let supervisor: Actor;
beforeAll(async () => {
  scene = await stage();
  supervisor = await scene.as('supervisor', { teamId: null });
});

const COULD_NOT_SEE_IT = ['auditor', 'analyst', 'data-protection-officer', 'organisation-admin', 'partner', 'intake'];

describe('a case', () => {
  it.each(COULD_NOT_SEE_IT)('is not given to one of the role %s', async (role) => {
    const { userId: assigneeId } = await scene.make.user(role);
    const { id: applicantId } = await scene.make.applicant();
    expect((await refused(supervisor, 'assign', await scene.make.case(), { assigneeId })).extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ field: 'input.assigneeId' }],
    });
    expect(await supervisor.refusal(OPEN, { input: { applicantId, assigneeId } })).toBe('BAD_USER_INPUT');
  });

  it('is given to a caseworker of its team as it is after the change, and to one of all teams', async () => {
    const { make } = scene;
    const teamId = await make.team();
    const [here, there, everywhere] = [
      (await make.user('caseworker')).userId,
      (await make.user('caseworker', { teamId })).userId,
      (await make.user('caseworker', { teamId: null })).userId,
    ];
    const made = await make.case();
    expect(await code(supervisor, 'assign', made, { assigneeId: there })).toBe('BAD_USER_INPUT');
    const assigned = await change(supervisor, 'assign', made, { assigneeId: here });
    // Moved without its caseworker, it would be left with one who cannot follow it.
    expect(await code(supervisor, 'assign', assigned, { teamId })).toBe('BAD_USER_INPUT');
    const moved = await change(supervisor, 'assign', assigned, { teamId, assigneeId: there });
    expect(moved).toMatchObject({ team: { id: teamId }, assignee: { id: there } });
    const wide = await change(supervisor, 'assign', moved, { assigneeId: everywhere });
    expect((await change(supervisor, 'assign', wide, { teamId: make.teamOf() })).assignee).toEqual({ id: everywhere });
  });

  it('is not given to one whose role has ended', async () => {
    const { make } = scene;
    const { userId } = await make.user('partner');
    const role = { userId, role: 'caseworker', teamId: make.teamOf(), validFrom: '2020-01-01' };
    await make.add(Membership, make.home, { ...role, validUntil: '2021-01-01' });
    const made = await make.case();
    expect(await code(supervisor, 'assign', made, { assigneeId: userId })).toBe('BAD_USER_INPUT');
    await make.add(Membership, make.home, role);
    expect((await change(supervisor, 'assign', made, { assigneeId: userId })).assignee).toEqual({ id: userId });
  });
});

describe('a case that nobody is in charge of', () => {
  it('is taken by a caseworker of its team, and by the first only', async () => {
    const { as, make } = scene;
    const [intake, caseworker, colleague] = [await as('intake'), await as('caseworker'), await as('caseworker')];
    const applicant = await make.applicant({ createdById: intake.who.userId });
    const { openCase } = await intake.ask(OPEN, { input: { applicantId: applicant.id } });
    const at = { id: openCase.id, version: 1 };
    expect(await intake.refusal(TAKE, at)).toBe('FORBIDDEN');
    const answers = await Promise.all([caseworker, colleague].map((each) => each.send(TAKE, at)));
    const [won] = answers.filter(({ errors }) => !errors);
    const [lost] = answers.filter(({ errors }) => errors);
    expect(won!.data.takeCase).toMatchObject({ version: 2 });
    expect(lost!.errors![0]!.extensions.code).toBe('CONFLICT');
    const { errors } = await colleague.send(TAKE, { ...at, version: 2 });
    expect(errors![0]!.extensions).toMatchObject({ code: 'CASE_TAKEN', assigneeId: won!.data.takeCase.assignee.id });
  });

  it('is not taken once it has ended, nor from another team', async () => {
    const { as, make } = scene;
    const caseworker = await as('caseworker');
    const closed = await make.case({ status: CaseStatus.DECLINED, closedAt: new Date() });
    expect(await caseworker.refusal(TAKE, { id: closed.id, version: 1 })).toBe('CASE_ENDED');
    const far = await make.case({ teamId: await make.team() });
    expect(await caseworker.refusal(TAKE, { id: far.id, version: 1 })).toBe('NOT_FOUND');
  });
});

describe('a client', () => {
  const ASKING = `query ($id: ID!) { case(id: $id) { status nextStatuses viewerCan { writeNote createTask close }
    applicant { viewerCan { openCase update } } } }`;

  it('is told what the asking user may do beside a case, by the rules of the deeds themselves', async () => {
    const intake = await scene.as('intake');
    const { id } = await scene.make.case({ createdById: intake.who.userId });
    const { case: intakes } = await intake.ask(ASKING, { id });
    expect(intakes.viewerCan).toEqual({ writeNote: false, createTask: false, close: false });
    // The person is reached through the case.
    expect(intakes.applicant.viewerCan).toEqual({ openCase: true, update: true });
    const { case: theirs } = await (await scene.as('caseworker')).ask(ASKING, { id });
    expect(theirs.viewerCan).toEqual({ writeNote: true, createTask: true, close: true });
  });

  it.each([
    ['INTAKE', ['ASSESSMENT', 'DECLINED']],
    ['ACTIVE', ['ON_HOLD', 'CLOSED']],
    ['CLOSED', ['ACTIVE']],
    ['DECLINED', []],
  ] as const)('is told where a case can go from %s', async (status, next) => {
    const { id } = await scene.make.case({ status: CaseStatus[status] });
    expect((await supervisor.ask(ASKING, { id })).case).toMatchObject({ status, nextStatuses: next });
  });
});

describe('a task', () => {
  it.each(COULD_NOT_SEE_IT)('is not given to one of the role %s, who could never say that it is done', async (role) => {
    const { userId: assigneeId } = await scene.make.user(role);
    const { id: caseId } = await scene.make.case();
    const task = await create(supervisor, { caseId });
    expect(await supervisor.refusal(ASSIGN, { id: task.id, version: 1, assigneeId })).toBe('BAD_USER_INPUT');
    const input = { caseId, title: 'Call', dueOn: SOON, assigneeId };
    expect(await supervisor.refusal(CREATE, { input })).toBe('BAD_USER_INPUT');
  });
});
