// Deadlines: who loses what, and when; always as the papers, statuses and stays are now.
import { setTimeout as sleep } from 'node:timers/promises';
import { DeadlinesService, ResidenceState, ResidenceStatus } from '@haven/casework';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor, Answer, Anything } from '../stage/actor.js';
import { sqlRows } from '../stage/behind.js';
import { stage, type Stage } from '../stage/stage.js';
import { addPaper, addStatus, addStay, deadlinesOf, inDays } from './clock-hands.js';

let scene: Stage;
let caseworker: Actor;
beforeAll(async () => {
  scene = await stage();
  caseworker = await scene.as('caseworker');
});

const someone = async (nationalities = ['RU']): Promise<string> => (await scene.make.applicant({ nationalities })).id;
const change = (mutation: string, input: string): string =>
  `mutation ($id: ID!, $version: Int!, $input: ${input}!) { ${mutation}(id: $id, version: $version, input: $input) { id version } }`;
const CORRECT_PAPER = change('correctIdentityDocument', 'CorrectIdentityDocumentInput');
const WITHDRAW_PAPER =
  'mutation ($id: ID!, $version: Int!) { withdrawIdentityDocument(id: $id, version: $version) { id } }';
const CORRECT_STATUS = change('correctResidenceStatus', 'CorrectResidenceStatusInput');
const MOVE_STATUS = change('moveResidenceStatus', 'MoveResidenceStatusInput');
const CORRECT_STAY = change('correctStay', 'CorrectStayInput');
const WITHDRAW_STAY = 'mutation ($id: ID!, $version: Int!) { withdrawStay(id: $id, version: $version) { id } }';
const CORRECT_PERSON = change('correctApplicant', 'CorrectApplicantInput');

describe('a deadline', () => {
  it('comes with a paper, moves when it is corrected, goes when it is withdrawn', async () => {
    const id = await someone();
    const paper = await addPaper(caseworker, id, inDays(20));
    expect(await deadlinesOf(caseworker, id)).toEqual(['PAPER_EXPIRES 20']);
    await caseworker.ask(CORRECT_PAPER, { id: paper.id, version: 1, input: { expiresOn: inDays(-1) } });
    expect(await deadlinesOf(caseworker, id)).toEqual(['PAPER_EXPIRES -1']);
    await caseworker.ask(CORRECT_PAPER, { id: paper.id, version: 2, input: { expiresOn: null } });
    expect(await deadlinesOf(caseworker, id)).toEqual([]);
    await caseworker.ask(CORRECT_PAPER, { id: paper.id, version: 3, input: { expiresOn: inDays(0) } });
    expect(await deadlinesOf(caseworker, id)).toEqual(['PAPER_EXPIRES 0']);
    await caseworker.ask(WITHDRAW_PAPER, { id: paper.id, version: 4 });
    expect(await deadlinesOf(caseworker, id)).toEqual([]);
    // One row all along, with its history.
    expect(await sqlRows(scene, 'select version from deadline where applicant_id = $1', [id])).toEqual([
      { version: 5 },
    ]);
  });

  it('follows a status from refusal to appeal, grant, extension and revocation', async () => {
    const id = await someone();
    const refused = { status: 'REFUSED', decisionDate: inDays(-5), appealUntil: inDays(9) };
    const { id: statusId } = await addStatus(caseworker, id, refused);
    expect(await deadlinesOf(caseworker, id)).toEqual(['APPEAL_ENDS 9']);
    const move = async (version: number, input: Anything): Promise<string[]> => {
      await caseworker.ask(MOVE_STATUS, { id: statusId, version, input });
      return deadlinesOf(caseworker, id);
    };
    expect(await move(1, { status: 'APPEALED' })).toEqual([]);
    expect(await move(2, { status: 'GRANTED', appealUntil: null, validUntil: inDays(40) })).toEqual(['STATUS_ENDS 40']);
    await caseworker.ask(CORRECT_STATUS, { id: statusId, version: 3, input: { validUntil: inDays(50) } });
    expect(await deadlinesOf(caseworker, id)).toEqual(['STATUS_ENDS 50']);
    await addStatus(caseworker, id, { validFrom: inDays(51), validUntil: inDays(400) });
    expect(await deadlinesOf(caseworker, id)).toEqual(['STATUS_ENDS 400']);
    expect(await move(4, { status: 'REVOKED', appealUntil: inDays(14) })).toEqual([
      'APPEAL_ENDS 14',
      'STATUS_ENDS 400',
    ]);
  });

  it('follows a stay: entry, registration, exit, a mistaken exit, and one that never was', async () => {
    const id = await someone();
    const { id: stayId } = await addStay(caseworker, id, { country: 'KZ', enteredOn: inDays(-9) });
    expect(await deadlinesOf(caseworker, id)).toEqual(['REGISTRATION_DUE 21', 'STAY_ENDS 80']);
    const correct = async (version: number, input: Anything): Promise<string[]> => {
      await caseworker.ask(CORRECT_STAY, { id: stayId, version, input });
      return deadlinesOf(caseworker, id);
    };
    expect(await correct(1, { registeredOn: inDays(-1) })).toEqual(['STAY_ENDS 80']);
    expect(await correct(2, { leftOn: inDays(0) })).toEqual([]);
    expect(await correct(3, { leftOn: null, registeredOn: null })).toEqual(['REGISTRATION_DUE 21', 'STAY_ENDS 80']);
    await addStay(caseworker, id, { country: 'KZ', enteredOn: inDays(-60), leftOn: inDays(-31) });
    expect(await deadlinesOf(caseworker, id)).toEqual(['REGISTRATION_DUE 21', 'STAY_ENDS 50']);
    await caseworker.ask(WITHDRAW_STAY, { id: stayId, version: 4 });
    expect(await deadlinesOf(caseworker, id)).toEqual([]);
  });

  it('follows the nationalities of the person', async () => {
    const id = await someone(['UA']);
    await addStay(caseworker, id, { country: 'GE', enteredOn: inDays(-65) });
    expect(await deadlinesOf(caseworker, id)).toEqual(['STAY_ENDS 1029']);
    await caseworker.ask(CORRECT_PERSON, { id, version: 1, input: { nationalities: ['RU', 'UA'] } });
    expect(await deadlinesOf(caseworker, id)).toEqual(['STAY_ENDS 299']);
    await caseworker.ask(CORRECT_PERSON, { id, version: 2, input: { nationalities: ['RU', 'GE'] } });
    expect(await deadlinesOf(caseworker, id)).toEqual([]);
  });

  it('comes with what is known at the first meeting', async () => {
    const register =
      'mutation ($input: RegisterApplicantInput!) { registerApplicant(input: $input) { id deadlines { nodes { kind daysLeft country residenceStatus { basis } identityDocument { id } stay { id } } } } }';
    const status = { country: 'LT', basis: 'HUMANITARIAN_VISA', status: 'GRANTED' };
    const input = {
      names: [{ kind: 'LEGAL', full: 'Анна' }],
      residenceStatuses: [
        { ...status, validUntil: inDays(12) },
        { ...status, country: 'PL', validUntil: inDays(13) },
      ],
    };
    const { registerApplicant } = await caseworker.ask(register, { input });
    const told = {
      kind: 'VISA_ENDS',
      residenceStatus: { basis: 'HUMANITARIAN_VISA' },
      identityDocument: null,
      stay: null,
    };
    expect(registerApplicant.deadlines.nodes).toEqual([
      { ...told, daysLeft: 12, country: 'LT' },
      { ...told, daysLeft: 13, country: 'PL' },
    ]);
  });

  it('is undone with the operation that was refused', async () => {
    const id = await someone();
    const paper = await addPaper(caseworker, id, inDays(20));
    const stale = { id: paper.id, version: 9, input: { expiresOn: inDays(200) } };
    expect(await caseworker.refusal(CORRECT_PAPER, stale)).toBe('CONFLICT');
    expect(await deadlinesOf(caseworker, id)).toEqual(['PAPER_EXPIRES 20']);
  });

  it('is right after many changes at once', async () => {
    const id = await someone();
    const days = [11, 12, 13, 14, 15, 16];
    await Promise.all([
      ...days.map((day) => addStatus(caseworker, id, { country: 'PL', validUntil: inDays(day) })),
      ...days.map((day) => addPaper(caseworker, id, inDays(100 + day))),
    ]);
    expect(await deadlinesOf(caseworker, id)).toEqual(['STATUS_ENDS 16', 'PAPER_EXPIRES 116']);
  });

  it('is reckoned by one operation after the other', async () => {
    const id = await someone();
    const short = await addStatus(caseworker, id, { validUntil: inDays(40) });
    let correcting: Promise<Answer> | undefined;
    await scene.make.within(scene.make.home, async () => {
      const next = { country: 'LT', basis: 'REFUGEE_1951', status: ResidenceState.GRANTED, validUntil: inDays(400) };
      await scene.make.repository(ResidenceStatus).add({ ...next, applicantId: id });
      await scene.app.get(DeadlinesService, { strict: false }).reckon(id);
      correcting = caseworker.send(CORRECT_STATUS, { id: short.id, version: 1, input: { validUntil: inDays(50) } });
      await sleep(300);
    });
    expect((await correcting!).errors).toBeUndefined();
    expect(await deadlinesOf(caseworker, id)).toEqual(['STATUS_ENDS 400']);
  });
});

describe('the list of deadlines', () => {
  const LIST =
    'query ($filter: DeadlineFilter, $first: Int, $after: String) { deadlines(filter: $filter, first: $first, after: $after) { nodes { kind daysLeft applicant { id } } totalCount pageInfo { endCursor hasNextPage } } }';
  const list = async (actor: Actor, filter: Anything): Promise<number[]> => {
    const { deadlines } = await actor.ask(LIST, { filter });
    expect(deadlines.totalCount).toBe(deadlines.nodes.length);
    return deadlines.nodes.map(({ daysLeft }: Anything) => daysLeft);
  };

  it('tells who loses their status within 30 days, the nearest first, by kind, country and team', async () => {
    const organizationId = await scene.make.organization();
    const here = await scene.as('supervisor', { organizationId });
    const everywhere = await scene.as('supervisor', { organizationId, teamId: null });
    const far = await scene.make.team({ organizationId });
    const person = async (teamId: string): Promise<string> =>
      (await scene.make.applicant({ teamId }, organizationId)).id;
    const [ours, theirs] = [await person(scene.make.teamOf(organizationId)), await person(far)];
    for (const [index, days] of [-1, 0, 7, 8, 30, 31, 60, 61].entries())
      await addStatus(everywhere, index % 2 ? theirs : ours, {
        country: 'LT',
        validUntil: inDays(days),
        validFrom: inDays(days),
      });
    await addPaper(everywhere, ours, inDays(25));
    const status = { kind: { in: ['STATUS_ENDS'] } };
    expect(await list(everywhere, { ...status, within30Days: true })).toEqual([0, 7, 8, 30]);
    expect(await list(everywhere, { within7Days: true })).toEqual([0, 7]);
    expect(await list(everywhere, { within60Days: true })).toEqual([0, 7, 8, 25, 30, 31, 60]);
    expect(await list(everywhere, { passed: true })).toEqual([-1]);
    expect(await list(everywhere, { passed: false, within60Days: false })).toEqual([61]);
    expect(await list(everywhere, { dueOn: { from: inDays(25), to: inDays(31) } })).toEqual([25, 30, 31]);
    expect(await list(everywhere, { country: { is: 'BY' } })).toEqual([25]);
    expect(await list(everywhere, { team: { in: [far] }, within30Days: true })).toEqual([0, 8]);
    expect(await list(here, { within30Days: true })).toEqual([7, 25, 30]);
    expect(await list(here, { team: { in: [far] } })).toEqual([]);
    expect(await list(here, { myTeams: true, within30Days: true })).toEqual([7, 25, 30]);

    const first = (await everywhere.ask(LIST, { filter: status, first: 5 })).deadlines;
    const after = { filter: status, first: 5, after: first.pageInfo.endCursor };
    const second = (await everywhere.ask(LIST, after)).deadlines;
    const pages = [...first.nodes, ...second.nodes].map(({ daysLeft }: Anything) => daysLeft);
    expect([pages, second.pageInfo.hasNextPage]).toEqual([[-1, 0, 7, 8, 30, 31, 60, 61], false]);
  });

  it('tells a caseworker of the people in their own cases, while these are open', async () => {
    const mine = await someone();
    await addPaper(caseworker, mine, inDays(5));
    await addPaper(caseworker, await someone(), inDays(6));
    const filter = { mine: true, applicant: { in: [mine] } };
    expect(await list(caseworker, filter)).toEqual([]);
    const { id } = await scene.make.case({ applicantId: mine, assigneeId: caseworker.who.userId });
    expect(await list(caseworker, filter)).toEqual([5]);
    expect(await list(await scene.as('caseworker'), filter)).toEqual([]);
    await sqlRows(scene, `update "case" set status = 'CLOSED', closed_at = now() where id = $1`, [id]);
    expect(await list(caseworker, filter)).toEqual([]);
  });

  it('is nobody’s who may not see applicants', async () => {
    for (const role of ['organisation-admin', 'auditor', 'analyst', 'partner'])
      expect(await (await scene.as(role)).refusal(LIST)).toBe('FORBIDDEN');
    expect(await scene.nobody.refusal(LIST)).toBe('UNAUTHENTICATED');
  });
});
