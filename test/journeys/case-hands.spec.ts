// Cases among many hands: numbers without gaps, two who change at once, requests that come twice, and those who may not.
import { Applicant, Case, CaseStatus } from '@haven/casework';
import { User } from '@haven/identity';
import { newId } from '@haven/kernel';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../stage/actor.js';
import { stage, type Stage } from '../stage/stage.js';
import { change, CLOSING, code, deedOf, FITTING, OPEN, refused, type Deed } from './case-deeds.js';

describe('cases among many hands', () => {
  let scene: Stage;
  let caseworker: Actor;
  let supervisor: Actor;
  beforeAll(async () => {
    scene = await stage();
    caseworker = await scene.as('caseworker');
    supervisor = await scene.as('supervisor');
  });

  const count = (): Promise<number> => scene.make.within(scene.make.home, () => scene.make.repository(Case).count({}));

  describe('numbers', () => {
    it('of 50 cases opened at once are 50 without a gap, and one that is undone leaves none', async () => {
      const organizationId = await scene.make.organization();
      const opener = await scene.as('supervisor', { organizationId });
      const applicant = await scene.make.applicant({}, organizationId);
      const input = { applicantId: applicant.id };
      const twice =
        'mutation ($input: OpenCaseInput!, $bad: OpenCaseInput!) { a: openCase(input: $input) { number } b: openCase(input: $bad) { number } }';
      const answers = await Promise.all(
        Array.from({ length: 50 }, async (_, index) => {
          if (index % 10 === 0) await opener.refusal(twice, { input, bad: { applicantId: newId() } });
          return opener.ask(OPEN, { input });
        }),
      );
      const counts = answers.map(({ openCase }) => Number(openCase.number.split('-')[1])).sort((a, b) => a - b);
      expect(counts).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    });

    it('are found however they are typed, and a typing error is told', async () => {
      const { id: applicantId } = await scene.make.applicant();
      const { openCase } = await caseworker.ask(OPEN, { input: { applicantId } });
      const find = 'query ($number: String!) { caseByNumber(number: $number) { id } }';
      const typed = openCase.number.replaceAll('-', ' ').toLowerCase();
      expect((await caseworker.ask(find, { number: typed })).caseByNumber).toEqual({ id: openCase.id });
      const [year, digits, check] = openCase.number.split('-');
      const wrong = `${year}-${digits}-${check === 'A' ? 'B' : 'A'}`;
      const { errors } = await caseworker.send(find, { number: wrong });
      expect(errors![0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ field: 'number' }] });
      const list = 'query ($number: String!) { cases(filter: { number: { is: $number } }) { totalCount } }';
      expect((await caseworker.ask(list, { number: wrong })).cases.totalCount).toBe(0);
      expect((await caseworker.ask(list, { number: openCase.number })).cases.totalCount).toBe(1);
      const elsewhere = await scene.as('caseworker', { teamId: await scene.make.team() });
      expect((await elsewhere.ask(find, { number: openCase.number })).caseByNumber).toBeNull();
    });
  });

  describe('two at once', () => {
    it('a stale version is a CONFLICT that shows the present state, and overwrites nothing', async () => {
      const made = await scene.make.case();
      const changed = await change(caseworker, 'update', made, { priority: 'HIGH' });
      const { extensions } = await refused(supervisor, 'update', { id: made.id, version: 1 }, { priority: 'LOW' });
      expect(extensions).toMatchObject({ code: 'CONFLICT', current: { version: 2, priority: 'HIGH' } });
      await change(caseworker, 'decline', changed);
      // What the client could not know comes before what the rules say of it.
      expect(await code(supervisor, 'move', changed)).toBe('CONFLICT');
      const { case: after } = await caseworker.ask('query ($id: ID!) { case(id: $id) { priority status version } }', {
        id: made.id,
      });
      expect(after).toEqual({ priority: 'HIGH', status: 'DECLINED', version: 3 });
    });

    it('B478: when two supervisors assign, one wins and the other is shown who', async () => {
      const made = await scene.make.case();
      const [a, b] = [await scene.as('supervisor'), await scene.as('supervisor')];
      const answers = await Promise.all(
        [a, b].map((each) =>
          each.send(deedOf('assign'), { id: made.id, version: 1, input: { assigneeId: each.who.userId } }),
        ),
      );
      const won = answers.filter(({ errors }) => !errors);
      const lost = answers.filter(({ errors }) => errors);
      expect(won).toHaveLength(1);
      const winner = won[0]!.data.assignCase.assignee;
      expect(lost[0]!.errors![0]!.extensions).toMatchObject({
        code: 'CONFLICT',
        current: { assignee: winner, version: 2 },
      });
    });
  });

  describe('the same request again', () => {
    it('with the same id opens one case, one after the other and side by side', async () => {
      const { id: applicantId } = await scene.make.applicant();
      const before = await count();
      const one = { id: newId(), applicantId, programme: 'Once' };
      const [first, second] = [await caseworker.ask(OPEN, { input: one }), await caseworker.ask(OPEN, { input: one })];
      expect(second).toEqual(first);
      expect(first.openCase.id).toBe(one.id);
      const two = { id: newId(), applicantId };
      const answers = await Promise.all(Array.from({ length: 6 }, () => caseworker.ask(OPEN, { input: two })));
      expect(new Set(answers.map(({ openCase }) => openCase.number)).size).toBe(1);
      expect(await count()).toBe(before + 2);
    });

    it('with the same id or key but another content is refused', async () => {
      const { id: applicantId } = await scene.make.applicant();
      const input = { id: newId(), applicantId };
      await caseworker.ask(OPEN, { input });
      expect(await caseworker.refusal(OPEN, { input: { ...input, priority: 'LOW' } })).toBe('IDEMPOTENCY_KEY_REUSED');
      expect(await supervisor.refusal(OPEN, { input })).toBe('CONFLICT');
      const key = { 'idempotency-key': newId() };
      const before = await count();
      const [one, two] = await Promise.all([1, 2].map(() => caseworker.ask(OPEN, { input: { applicantId } }, key)));
      expect(one).toEqual(two);
      expect(await caseworker.refusal(OPEN, { input: { applicantId, programme: 'Other' } }, key)).toBe(
        'IDEMPOTENCY_KEY_REUSED',
      );
      expect(await count()).toBe(before + 1);
    });

    it('does not move a case twice', async () => {
      const made = await scene.make.case();
      const key = { 'idempotency-key': newId() };
      const variables = { id: made.id, version: 1, input: { to: 'ASSESSMENT' } };
      const [one, two] = [
        await caseworker.ask(deedOf('move'), variables, key),
        await caseworker.ask(deedOf('move'), variables, key),
      ];
      expect(two).toEqual(one);
      expect(two.moveCase.version).toBe(2);
    });
  });

  describe('walls', () => {
    const deeds = Object.keys(FITTING) as Deed[];

    it.each(deeds)('%s: a case of another team or organisation is not there, and an auditor may not', async (deed) => {
      const made = await scene.make.case({ status: CaseStatus[FITTING[deed].status] });
      const otherTeam = await scene.as('supervisor', { teamId: await scene.make.team() });
      const stranger = await scene.as('supervisor', { organizationId: await scene.make.organization() });
      const auditor = await scene.as('auditor');
      const unknown = await code(caseworker, deed, { id: newId(), version: 1 });
      expect(unknown).toBe('NOT_FOUND');
      expect(await code(otherTeam, deed, made)).toBe('NOT_FOUND');
      expect(await code(stranger, deed, made)).toBe('NOT_FOUND');
      expect(await code(auditor, deed, made)).toBe('FORBIDDEN');
      expect(await scene.nobody.refusal(deedOf(deed), { id: made.id, version: 1, input: FITTING[deed].input })).toBe(
        'UNAUTHENTICATED',
      );
      // The same deed by the one whose case it is, so that the refusals above were not for want of something else.
      expect((await change(supervisor, deed, made)).id).toBe(made.id);
    });

    it('what is seen and may not be done is refused by name, what is not seen as what never was', async () => {
      const seen = await scene.make.case({ status: CaseStatus.ACTIVE });
      const hidden = await scene.make.case({ status: CaseStatus.ACTIVE, teamId: await scene.make.team() });
      const override = { ...CLOSING, override: true, remark: 'Gone abroad' };
      const tried: [Deed, object, string][] = [
        ['assign', { assigneeId: null }, 'case.assign'],
        ['close', override, 'case.override'],
      ];
      for (const [deed, input, permission] of tried) {
        expect(await refused(caseworker, deed, seen, input)).toMatchObject({
          message: expect.stringContaining(permission),
          extensions: { code: 'FORBIDDEN', permission },
        });
        const [theirs, nobodys] = [
          await refused(caseworker, deed, hidden, input),
          await refused(caseworker, deed, { id: newId(), version: 1 }, input),
        ];
        expect(theirs.extensions.code).toBe('NOT_FOUND');
        expect({ ...theirs, extensions: { ...theirs.extensions, requestId: '' } }).toEqual({
          ...nobodys,
          extensions: { ...nobodys.extensions, requestId: '' },
        });
      }
    });

    it('nobody opens a case for a person whom they may not see', async () => {
      const hidden = await scene.make.applicant({ teamId: await scene.make.team() });
      expect(await caseworker.refusal(OPEN, { input: { applicantId: hidden.id } })).toBe('NOT_FOUND');
      expect(await caseworker.refusal(OPEN, { input: { applicantId: newId() } })).toBe('NOT_FOUND');
      expect(await (await scene.as('auditor')).refusal(OPEN, { input: { applicantId: hidden.id } })).toBe('FORBIDDEN');
      expect(await (await scene.as('analyst')).refusal(OPEN, { input: { applicantId: hidden.id } })).toBe('FORBIDDEN');
    });

    it('a team or colleague of another organisation is refused as one that never was', async () => {
      const organizationId = await scene.make.organization();
      const foreign = {
        teamId: scene.make.teamOf(organizationId),
        assigneeId: (await scene.make.user('caseworker', { organizationId })).userId,
      };
      const made = await scene.make.case();
      const { id: applicantId } = await scene.make.applicant();
      for (const field of ['teamId', 'assigneeId'] as const) {
        const [theirs, nobodys] = await Promise.all(
          [foreign[field], newId()].map((id) => refused(supervisor, 'assign', made, { [field]: id })),
        );
        expect(theirs!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ field: `input.${field}` }] });
        expect(theirs!.message).toBe(nobodys!.message);
        expect(await supervisor.refusal(OPEN, { input: { applicantId, [field]: foreign[field] } })).toBe(
          'BAD_USER_INPUT',
        );
      }
    });

    it('nobody is given a case who has left', async () => {
      const { userId } = await scene.make.user('caseworker');
      await scene.make.within(scene.make.home, async () => {
        const [user] = await scene.make.repository(User).find({ id: userId }, 'unscoped', { limit: 1 });
        user!.active = false;
        await scene.make.repository(User).save(user!);
      });
      expect(await code(supervisor, 'assign', await scene.make.case(), { assigneeId: userId })).toBe('BAD_USER_INPUT');
    });

    it('a caseworker hands on what is theirs, and sees no more of a case that has gone to another team', async () => {
      const teams = await scene.make.case();
      expect(await code(caseworker, 'assign', teams)).toBe('FORBIDDEN');
      const own = await scene.make.case({ assigneeId: caseworker.who.userId });
      const teamId = await scene.make.team();
      const given = await change(caseworker, 'assign', own, { assigneeId: supervisor.who.userId });
      expect(given.assignee.id).toBe(supervisor.who.userId);
      const chief = await scene.as('supervisor', { teamId: null });
      await change(chief, 'assign', given, { teamId, assigneeId: null });
      const { case: gone } = await caseworker.ask('query ($id: ID!) { case(id: $id) { id } }', { id: own.id });
      expect(gone).toBeNull();
      // Nor of the person, whom they knew through the case and their team.
      const person = await scene.make.applicant({ teamId });
      const through = await scene.make.case({ applicantId: person.id, assigneeId: caseworker.who.userId });
      const seen = 'query ($id: ID!) { applicant(id: $id) { id } }';
      expect((await caseworker.ask(seen, { id: person.id })).applicant).not.toBeNull();
      await change(chief, 'assign', through, { teamId, assigneeId: null });
      expect((await caseworker.ask(seen, { id: person.id })).applicant).toBeNull();
      expect(
        await scene.make.within(scene.make.home, () => scene.make.repository(Applicant).count({ id: person.id })),
      ).toBe(1);
    });
  });
});
