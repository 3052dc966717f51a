// The life of a case: opened, worked on, closed, reopened; and every move that is refused on the way.
import { caseErrors, CaseStatus, ClosingGuards } from '@haven/casework';
import { dayIn, now } from '@haven/kernel';
import { unitOfWork } from '@haven/platform';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor, GraphqlError } from '../stage/actor.js';
import { stage, type Stage } from '../stage/stage.js';
import { change, CLOSING, code, OPEN, refused } from './case-deeds.js';

describe('a case', () => {
  let scene: Stage;
  let caseworker: Actor;
  let supervisor: Actor;
  beforeAll(async () => {
    scene = await stage();
    caseworker = await scene.as('caseworker');
    supervisor = await scene.as('supervisor');
  });

  it('is opened, worked on, put on hold, closed and reopened', async () => {
    const applicant = await scene.make.applicant();
    const input = { applicantId: applicant.id, programme: 'Relocation', priority: 'URGENT', dueOn: '2040-01-31' };
    const { openCase: opened } = await caseworker.ask(OPEN, { input });
    const year = dayIn(now(), 'Europe/Vilnius').slice(0, 4);
    expect(opened).toMatchObject({
      status: 'INTAKE',
      priority: 'URGENT',
      version: 1,
      assignee: null,
      team: { id: applicant.teamId },
    });
    expect(opened.number).toMatch(new RegExp(`^${year}-\\d{6}-[0-9A-Z]$`));

    const assigned = await change(caseworker, 'assign', opened, { assigneeId: caseworker.who.userId });
    expect(assigned.assignee).toEqual({ id: caseworker.who.userId });
    const assessed = await change(caseworker, 'move', assigned, { to: 'ASSESSMENT' });
    const active = await change(caseworker, 'move', assessed, { to: 'ACTIVE' });
    const held = await change(caseworker, 'move', active, { to: 'ON_HOLD', remark: 'Waits for the consulate' });
    expect(held).toMatchObject({ status: 'ON_HOLD', statusRemark: 'Waits for the consulate' });
    const back = await change(caseworker, 'move', held, { to: 'ACTIVE' });
    expect(back.statusRemark).toBeNull();

    const closed = await change(caseworker, 'close', back, { ...CLOSING, remark: 'Has a flat and a permit' });
    expect(closed).toMatchObject({ status: 'CLOSED', outcome: 'RESOLVED', closureReason: 'GOALS_ACHIEVED' });
    expect(closed.closedAt).not.toBeNull();
    const reopened = await change(caseworker, 'reopen', closed, { reason: 'The permit was revoked' });
    expect(reopened).toMatchObject({
      status: 'ACTIVE',
      outcome: null,
      closureReason: null,
      closedAt: null,
      version: 8,
    });
    expect(reopened.statusRemark).toBe('The permit was revoked');
  });

  it('can be declined with a reason, and then stays so', async () => {
    const made = await scene.make.case();
    const declined = await change(caseworker, 'decline', made, { reason: 'OUTSIDE_AREA', remark: 'Lives elsewhere' });
    expect(declined).toMatchObject({ status: 'DECLINED', closureReason: 'OUTSIDE_AREA', outcome: null });
    expect(await code(caseworker, 'reopen', declined)).toBe('CASE_MOVE_NOT_ALLOWED');
    expect(await code(caseworker, 'update', declined)).toBe('CASE_ENDED');
    expect(await code(supervisor, 'assign', declined)).toBe('CASE_ENDED');
  });

  describe('moves', () => {
    const { CLOSED, DECLINED } = CaseStatus;
    const allowed: Record<CaseStatus, string[]> = {
      INTAKE: ['ASSESSMENT', 'DECLINED'],
      ASSESSMENT: ['ACTIVE', 'DECLINED'],
      ACTIVE: ['ON_HOLD', 'CLOSED'],
      ON_HOLD: ['ACTIVE', 'CLOSED'],
      CLOSED: ['ACTIVE'],
      DECLINED: [],
    };

    it.each(Object.values(CaseStatus))(
      'from %s are refused wherever they do not lead, and change nothing',
      async (status) => {
        const made = await scene.make.case({ status });
        const at = { id: made.id, version: 1 };
        for (const to of Object.values(CaseStatus)) {
          const possible = allowed[status].includes(to);
          const needsNoReason = to !== CLOSED && to !== DECLINED && status !== CLOSED;
          if (possible && needsNoReason) continue;
          const { extensions } = await refused(caseworker, 'move', at, { to });
          const expected = !possible
            ? 'CASE_MOVE_NOT_ALLOWED'
            : to === CLOSED
              ? 'CASE_OUTCOME_NEEDED'
              : 'CASE_REASON_NEEDED';
          expect(extensions.code, to).toBe(expected);
          if (!possible) expect(extensions).toMatchObject({ from: status, to, allowed: allowed[status] });
        }
        if (!allowed[status].includes('CLOSED'))
          expect(await code(caseworker, 'close', at)).toBe('CASE_MOVE_NOT_ALLOWED');
        if (!allowed[status].includes('DECLINED'))
          expect(await code(caseworker, 'decline', at)).toBe('CASE_MOVE_NOT_ALLOWED');
        if (status !== CLOSED) expect(await code(caseworker, 'reopen', at)).toBe('CASE_MOVE_NOT_ALLOWED');
        const { case: after } = await caseworker.ask('query ($id: ID!) { case(id: $id) { status version } }', {
          id: made.id,
        });
        expect(after).toEqual({ status, version: 1 });
      },
    );
  });

  describe('codes and days', () => {
    it('are held against their lists and the calendar, by the name of the field', async () => {
      const active = await scene.make.case({ status: CaseStatus.ACTIVE });
      const intake = await scene.make.case();
      const fieldOf = (error: GraphqlError): unknown => (error.extensions.fields as { field: string }[])[0]!.field;
      expect(fieldOf(await refused(caseworker, 'close', active, { ...CLOSING, outcome: 'FINE' }))).toBe(
        'input.outcome',
      );
      expect(fieldOf(await refused(caseworker, 'close', active, { ...CLOSING, reason: 'NO_CAPACITY' }))).toBe(
        'input.reason',
      );
      expect(fieldOf(await refused(caseworker, 'decline', intake, { reason: 'GOALS_ACHIEVED' }))).toBe('input.reason');
      expect(fieldOf(await refused(caseworker, 'update', intake, { dueOn: '2020-01-01' }))).toBe('input.dueOn');
      expect(fieldOf(await refused(caseworker, 'update', intake, { dueOn: '2999-01-01' }))).toBe('input.dueOn');
      expect(fieldOf(await refused(caseworker, 'update', intake, { priority: null }))).toBe('input.priority');
      const closed = await scene.make.case({ status: CaseStatus.CLOSED });
      expect(fieldOf(await refused(caseworker, 'reopen', closed, { reason: ' ' }))).toBe('input.reason');
    });

    it('can be taken out again by null, and an unchanged due day that has passed stands in nobody’s way', async () => {
      const late = await scene.make.case({ dueOn: '2021-05-05', programme: 'Winter' });
      const changed = await change(caseworker, 'update', late, {
        dueOn: '2021-05-05',
        priority: 'LOW',
        programme: null,
      });
      expect(changed).toMatchObject({ priority: 'LOW', programme: null });
      expect(await code(caseworker, 'update', changed, { status: 'CLOSED' })).toBe('BAD_USER_INPUT');
    });
  });

  describe('closing', () => {
    it('is refused while something is open, unless somebody with case.override says why', async () => {
      const made = await scene.make.case({ status: CaseStatus.ACTIVE });
      const at = { id: made.id, version: 1 };
      scene.app
        .get(ClosingGuards)
        .register((id) => Promise.resolve(id === made.id ? caseErrors.CASE_HAS_OPEN_TASKS() : null));
      expect(await code(supervisor, 'close', at)).toBe('CASE_HAS_OPEN_TASKS');
      expect(await code(caseworker, 'close', at, { ...CLOSING, override: true, remark: 'Gone abroad' })).toBe(
        'FORBIDDEN',
      );
      expect(await code(supervisor, 'close', at, { ...CLOSING, override: true })).toBe('BAD_USER_INPUT');
      const closed = await change(supervisor, 'close', at, { ...CLOSING, override: true, remark: 'Gone abroad' });
      expect(closed.status).toBe('CLOSED');
    });
  });

  it('tells what happened to it, in ids only', async () => {
    const organizationId = await scene.make.organization();
    const worker = await scene.as('supervisor', { organizationId });
    const applicant = await scene.make.applicant({}, organizationId);
    const { openCase } = await worker.ask(OPEN, {
      input: { applicantId: applicant.id, assigneeId: worker.who.userId },
    });
    const assessed = await change(worker, 'move', openCase);
    const active = await change(worker, 'move', assessed, { to: 'ACTIVE' });
    const closed = await change(worker, 'close', active, { ...CLOSING, remark: 'A remark that no event carries' });
    await change(worker, 'reopen', closed);
    const told = await scene.make.within(organizationId, async () => {
      return (
        await unitOfWork().run('select topic, payload::text from outbox where organization_id = $1 order by id', [
          organizationId,
        ])
      ).rows;
    });
    const topics = told.map(([topic]) => topic).filter((topic) => topic?.startsWith('case.'));
    expect(topics).toEqual([
      'case.opened',
      'case.assigned',
      'case.moved',
      'case.moved',
      'case.closed',
      'case.reopened',
    ]);
    expect(JSON.stringify(told)).not.toContain('remark');
  });
});
