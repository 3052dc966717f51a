// The worklist of tasks: mine, my teams', overdue; and who sees a task at all.
import { now, withClock } from '@haven/kernel';
import { TaskStatus } from '@haven/casework';
import { beforeAll, describe, expect, it } from 'vitest';
import { stage, type Stage } from '../stage/stage.js';
import { ASSIGN, COMPLETE, create, ONE, seen, titles, UPDATE } from './task-deeds.js';

let scene: Stage;
beforeAll(async () => {
  scene = await stage();
});

describe('the worklist of tasks', () => {
  it('shows what is mine, what is for my teams and what is overdue, each by one word', async () => {
    const { as, make } = scene;
    const [team, below] = [await make.team(), await make.team()];
    const me = await as('caseworker', { teamId: team });
    const { id: caseId } = await make.case({ teamId: team });
    const elsewhere = await make.case({ teamId: below });
    const place = { caseId, teamId: team };
    await make.task({ ...place, title: 'late and mine', dueOn: '2020-01-01', assigneeId: me.who.userId });
    await make.task({ ...place, title: 'mine', dueOn: '2100-01-01', assigneeId: me.who.userId });
    await make.task({ ...place, title: 'late', dueOn: '2020-01-02' });
    await make.task({
      ...place,
      title: 'done in time',
      dueOn: '2020-01-03',
      status: TaskStatus.DONE,
      completedAt: now(),
    });
    await make.task({
      caseId: elsewhere.id,
      teamId: below,
      title: 'asked of me',
      dueOn: '2099-01-01',
      assigneeId: me.who.userId,
    });
    await make.task({ caseId: elsewhere.id, teamId: below, title: 'of others', dueOn: '2020-01-01' });

    expect(await titles(me, {})).toEqual(['late and mine', 'late', 'done in time', 'asked of me', 'mine']);
    expect(await titles(me, { mine: true })).toEqual(['late and mine', 'asked of me', 'mine']);
    expect(await titles(me, { mine: false })).toEqual(['late', 'done in time']);
    expect(await titles(me, { myTeams: true })).toEqual(['late and mine', 'late', 'done in time', 'mine']);
    expect(await titles(me, { overdue: true })).toEqual(['late and mine', 'late']);
    expect(await titles(me, { overdue: true, mine: true })).toEqual(['late and mine']);
    expect(await titles(me, { any: [{ overdue: true }, { not: { myTeams: true } }] })).toEqual([
      'late and mine',
      'late',
      'asked of me',
    ]);
    expect(await titles(me, { status: { in: ['OPEN'] }, dueOn: { from: '2099-01-01' }, team: { in: [team] } })).toEqual(
      ['mine'],
    );
    const everywhere = await as('supervisor', { teamId: null });
    expect(await titles(everywhere, { myTeams: true, case: { in: [caseId, elsewhere.id] } })).toHaveLength(6);
  });

  // Vilnius is three hours ahead of UTC in summer and two in winter; the clocks change in the nights before both of these Sundays.
  it.each([
    ['2027-06-30', '2027-06-30T20:59:59Z', '2027-06-30T21:00:00Z'],
    ['2027-03-28', '2027-03-28T20:59:59Z', '2027-03-28T21:00:00Z'],
    ['2027-10-31', '2027-10-31T21:59:59Z', '2027-10-31T22:00:00Z'],
  ])("B395: of %s turns overdue at midnight of the organisation's time zone", async (dueOn, last, first) => {
    const { as, make } = scene;
    const task = await make.task({ dueOn });
    const overdueAt = (moment: string) =>
      withClock(moment, async () => {
        const caseworker = await as('caseworker');
        const { overdue } = (await caseworker.ask(ONE, { id: task.id })).task;
        expect(await titles(caseworker, { overdue: true, dueOn: { is: dueOn } })).toHaveLength(overdue ? 1 : 0);
        return overdue;
      });
    expect(await overdueAt(last)).toBe(false);
    expect(await overdueAt(first)).toBe(true);
  });

  it('of cases knows the same words', async () => {
    const { as, make } = scene;
    const team = await make.team();
    const me = await as('caseworker', { teamId: team });
    const mine = await make.case({ teamId: team, assigneeId: me.who.userId });
    const late = await make.case({ teamId: team, dueOn: '2020-01-01' });
    const found = async (filter: object) =>
      (
        await me.ask('query ($filter: CaseFilter) { cases(filter: $filter) { nodes { id } } }', { filter })
      ).cases.nodes.map((node: { id: string }) => node.id);
    expect(await found({ mine: true })).toEqual([mine.id]);
    expect(await found({ overdue: true })).toEqual([late.id]);
    expect((await found({ myTeams: true })).sort()).toEqual([mine.id, late.id].sort());
  });
});

describe('who sees a task', () => {
  it('is who sees its case, its assignee, and another team that it was delegated to', async () => {
    const { as, make } = scene;
    const otherTeam = await make.team();
    const [caseworker, outsider, delegate] = [
      await as('caseworker'),
      await as('caseworker', { teamId: otherTeam }),
      await as('caseworker', { teamId: otherTeam }),
    ];
    const { id: caseId } = await make.case();
    const task = await create(caseworker, { caseId });
    expect([await seen(caseworker, task.id), await seen(outsider, task.id)]).toEqual([true, false]);

    const { assignTask } = await caseworker.ask(ASSIGN, { id: task.id, version: 1, assigneeId: outsider.who.userId });
    expect(assignTask.assignee).toEqual({ id: outsider.who.userId });
    // The task, not the case and not the person.
    expect((await outsider.ask(ONE, { id: task.id })).task).toMatchObject({
      title: 'Call the landlord',
      case: null,
      applicant: null,
    });
    expect(await seen(delegate, task.id)).toBe(false);

    const { updateTask } = await caseworker.ask(UPDATE, { id: task.id, version: 2, input: { teamId: otherTeam } });
    expect(updateTask.delegated).toBe(true);
    expect(await titles(delegate, { myTeams: true, overdue: false })).toEqual(['Call the landlord']);
    expect((await delegate.ask(COMPLETE, { id: task.id, version: 3 })).completeTask.status).toBe('DONE');
  });

  it('is not a team whose case has gone to another team', async () => {
    const { as, make } = scene;
    const [before, after] = [await make.team(), await make.team()];
    const [maker, colleague, receiver] = [
      await as('supervisor', { teamId: null }),
      await as('caseworker', { teamId: before }),
      await as('caseworker', { teamId: after }),
    ];
    const { id: caseId } = await make.case({ teamId: before });
    const task = await create(maker, { caseId });
    expect([await seen(colleague, task.id), await seen(receiver, task.id)]).toEqual([true, false]);
    const move = 'mutation ($id: ID!, $team: ID!) { assignCase(id: $id, version: 1, input: { teamId: $team }) { id } }';
    await maker.ask(move, { id: caseId, team: after });
    expect([await seen(colleague, task.id), await seen(receiver, task.id)]).toEqual([false, true]);
  });

  it('is nobody of another organisation, and nobody without the permission', async () => {
    const { as, make } = scene;
    const { id } = await make.task();
    const stranger = await as('supervisor', { organizationId: await make.organization(), teamId: null });
    expect(await seen(stranger, id)).toBe(false);
    expect(await titles(stranger, {})).toEqual([]);
    expect(await stranger.refusal(COMPLETE, { id, version: 1 })).toBe('NOT_FOUND');
    expect(await (await as('organisation-admin')).refusal('{ tasks { totalCount } }')).toBe('FORBIDDEN');
    expect(await (await as('intake')).refusal(COMPLETE, { id, version: 1 })).toBe('FORBIDDEN');
  });
});
