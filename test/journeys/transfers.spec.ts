// The transfer of a case: how it is asked for, who sees the request, and how it ends without an answer.
import { Case, CaseStatus } from '@haven/casework';
import { newId } from '@haven/kernel';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor, Anything } from '../stage/actor.js';
import { stage, type Stage } from '../stage/stage.js';
import { change, CLOSING, code, OPEN, refused } from './case-deeds.js';
import { ACCEPT, caseSeen, incoming, REFUSE, REQUEST, requested, seen, WHY, WITHDRAW } from './transfer-deeds.js';

let scene: Stage;
let there: string;
/** Of the team that has the case, and of the team that is to have it. */
let sender: Actor;
let leader: Actor;
let receiver: Actor;
let head: Actor;
beforeAll(async () => {
  scene = await stage();
  there = await scene.make.team();
  [sender, leader] = [await scene.as('caseworker'), await scene.as('supervisor')];
  [receiver, head] = [await scene.as('caseworker', { teamId: there }), await scene.as('supervisor', { teamId: there })];
});

const opened = (draft: Partial<Case> = {}): Promise<Case> =>
  scene.make.case({ status: CaseStatus.ACTIVE, assigneeId: sender.who.userId, programme: 'Shelter', ...draft });
const at = ({ id, version }: { id: string; version: number }) => ({ id, version });

describe('a request', () => {
  it('is seen by the receiver with number, programme, priority and words, and with nothing else of the case', async () => {
    const made = await opened();
    await scene.make.note({ caseId: made.id, authorId: sender.who.userId, text: 'Fled from Hrodna' });
    const transfer = await requested(sender, { caseId: made.id, toTeamId: there });
    expect(transfer).toMatchObject({
      status: 'REQUESTED',
      case: { id: made.id },
      fromTeam: { id: made.teamId },
      fromAssignee: { id: sender.who.userId },
      requestedBy: { id: sender.who.userId },
      answerable: false,
      withdrawable: true,
      decidedBy: null,
    });
    for (const each of [receiver, head]) {
      expect(await incoming(each)).toContain(transfer.id);
      expect(await seen(each, transfer.id)).toMatchObject({
        ...{ case: null, caseNumber: made.number, caseProgramme: 'Shelter', casePriority: 'NORMAL', reason: WHY },
        ...{ answerable: true, withdrawable: false },
      });
      const data = await each.ask(
        `query ($case: ID!, $person: ID!) { case(id: $case) { id } applicant(id: $person) { id }
          notes(filter: { case: { in: [$case] } }) { totalCount } tasks(filter: { case: { in: [$case] } }) { totalCount }
          cases(filter: { id: { in: [$case] } }) { totalCount } caseHistory(caseId: $case) { nodes { id } }
          caseTransfers(first: 3) { nodes { case { id applicant { displayName } notes(first: 3) { nodes { text } } } } } }`,
        { case: made.id, person: made.applicantId },
      );
      const none = { totalCount: 0 };
      expect(data).toMatchObject({
        case: null,
        applicant: null,
        notes: none,
        tasks: none,
        cases: none,
        caseHistory: null,
      });
      expect(JSON.stringify(data)).not.toContain('Hrodna');
    }
    expect(await incoming(sender)).not.toContain(transfer.id);
    // The words are about a person: showing them is written down, for the receiver as for everyone.
    const dpo = await scene.as('data-protection-officer');
    const { auditEvents } = await dpo.ask(
      'query ($filter: AuditEventFilter) { auditEvents(filter: $filter) { nodes { subjectIds classes } } }',
      { filter: { userId: receiver.who.userId, action: 'READ', subjectId: made.applicantId } },
    );
    expect(auditEvents.nodes).toContainEqual({ subjectIds: [made.applicantId], classes: ['PERSECUTION'] });
  });

  it('is nobody else’s to see: another team, another organisation, other roles', async () => {
    const { make, as } = scene;
    const made = await opened();
    const transfer = await requested(sender, { caseId: made.id, toTeamId: there });
    const others = [
      await as('supervisor', { teamId: await make.team() }),
      await as('supervisor', { organizationId: await make.organization(), teamId: null }),
    ];
    for (const each of others) {
      expect(await seen(each, transfer.id)).toBeNull();
      expect(await incoming(each)).toEqual([]);
      for (const document of [ACCEPT, WITHDRAW]) expect(await each.refusal(document, at(transfer))).toBe('NOT_FOUND');
      expect(await each.refusal(REFUSE, { ...at(transfer), reason: 'No' })).toBe('NOT_FOUND');
      expect(await each.refusal(REQUEST, { input: { caseId: made.id, toTeamId: there, reason: 'Ours' } })).toBe(
        'NOT_FOUND',
      );
    }
    for (const role of ['intake', 'auditor', 'data-protection-officer', 'organisation-admin', 'analyst', 'partner']) {
      const actor = await as(role);
      expect(await actor.refusal('{ caseTransfers { totalCount } }')).toBe('FORBIDDEN');
      expect(await actor.refusal(ACCEPT, at(transfer))).toBe('FORBIDDEN');
    }
    expect(await scene.nobody.refusal(ACCEPT, at(transfer))).toBe('UNAUTHENTICATED');
  });

  it('is one at a time, also when two ask at once', async () => {
    const made = await opened();
    const input = { caseId: made.id, toTeamId: there, reason: WHY };
    const answers = await Promise.all([sender, leader].map((each) => each.send(REQUEST, { input })));
    const lost = answers.filter(({ errors }) => errors);
    const [won] = answers.filter(({ errors }) => !errors);
    expect(lost).toHaveLength(1);
    expect(lost[0]!.errors![0]!.extensions).toMatchObject({
      code: 'TRANSFER_PENDING',
      transferId: won!.data.requestCaseTransfer.id,
    });
  });

  it('sent again with its id is made once', async () => {
    const input = { id: newId(), caseId: (await opened()).id, toTeamId: there };
    const [first, second] = [await requested(sender, input), await requested(sender, input)];
    expect(second).toEqual(first);
    expect(first.id).toBe(input.id);
  });

  it('must lead somewhere, to a team that there is and a colleague who can have the case', async () => {
    const { make } = scene;
    const made = await opened();
    const tried = async (input: object): Promise<Anything> =>
      (await sender.send(REQUEST, { input: { caseId: made.id, reason: WHY, ...input } })).errors![0]!.extensions;
    const away = await make.organization();
    const foreign = await make.user('caseworker', { organizationId: away });
    expect(await tried({})).toMatchObject({ code: 'TRANSFER_CHANGES_NOTHING' });
    expect(await tried({ toAssigneeId: sender.who.userId })).toMatchObject({ code: 'TRANSFER_CHANGES_NOTHING' });
    for (const toTeamId of [make.teamOf(away), newId()])
      expect(await tried({ toTeamId })).toMatchObject({
        code: 'BAD_USER_INPUT',
        fields: [{ field: 'input.toTeamId' }],
      });
    for (const toAssigneeId of [foreign.userId, newId(), (await make.user('auditor')).userId, leader.who.userId])
      expect(await tried({ toTeamId: there, toAssigneeId })).toMatchObject({
        code: 'BAD_USER_INPUT',
        fields: [{ field: 'input.toAssigneeId' }],
      });
    expect(await tried({ toTeamId: there, reason: ' ' })).toMatchObject({ fields: [{ field: 'input.reason' }] });
    expect((await caseSeen(sender, made.id)).transfers.nodes).toEqual([]);
  });

  it('is not made for a case that has ended', async () => {
    for (const status of [CaseStatus.CLOSED, CaseStatus.DECLINED]) {
      const made = await opened({ status, closedAt: new Date() });
      expect(await sender.refusal(REQUEST, { input: { caseId: made.id, toTeamId: there, reason: WHY } })).toBe(
        'CASE_ENDED',
      );
    }
  });
});

describe('an open request', () => {
  it('is taken back by who asked or by their supervisor, and by nobody else', async () => {
    const made = await opened();
    const transfer = await requested(sender, { caseId: made.id, toTeamId: there });
    for (const each of [receiver, head, await scene.as('caseworker')]) {
      expect((await seen(each, transfer.id)).withdrawable).toBe(false);
      expect(await each.refusal(WITHDRAW, at(transfer))).toBe('FORBIDDEN');
    }
    expect((await seen(leader, transfer.id)).withdrawable).toBe(true);
    expect((await leader.ask(WITHDRAW, at(transfer))).withdrawCaseTransfer).toMatchObject({
      status: 'WITHDRAWN',
      decidedBy: { id: leader.who.userId },
    });
    expect(await seen(receiver, transfer.id)).toBeNull();
    expect(await receiver.refusal(ACCEPT, at(transfer))).toBe('NOT_FOUND');
    expect(await sender.refusal(WITHDRAW, { id: transfer.id, version: 2 })).toBe('TRANSFER_ENDED');
    const again = await requested(sender, { caseId: made.id, toTeamId: there });
    expect((await sender.ask(WITHDRAW, at(again))).withdrawCaseTransfer.status).toBe('WITHDRAWN');
  });

  it.each([
    ['closed', 'close', 'ACTIVE', CLOSING],
    ['closed with an override', 'close', 'ACTIVE', { ...CLOSING, override: true, remark: 'Gone abroad' }],
    ['declined', 'decline', 'INTAKE', { reason: 'NO_CAPACITY' }],
  ] as const)('is withdrawn when its case is %s', async (_how, deed, status, input) => {
    const made = await opened({ status: CaseStatus[status] });
    const transfer = await requested(sender, { caseId: made.id, toTeamId: there });
    await change(leader, deed, made, input);
    expect(await seen(sender, transfer.id)).toMatchObject({
      status: 'WITHDRAWN',
      decidedBy: { id: leader.who.userId },
    });
    expect(await receiver.refusal(ACCEPT, at(transfer))).toBe('NOT_FOUND');
  });

  it('stays when closing is refused, and when another of the team takes charge meanwhile', async () => {
    const made = await opened();
    const transfer = await requested(sender, { caseId: made.id, toTeamId: there });
    await scene.make.task({ caseId: made.id });
    expect(await code(sender, 'close', made)).toBe('CASE_HAS_OPEN_TASKS');
    await change(leader, 'assign', made, { assigneeId: leader.who.userId });
    expect((await seen(sender, transfer.id)).status).toBe('REQUESTED');
  });

  it('is withdrawn when the case goes to another team otherwise', async () => {
    const made = await opened();
    const transfer = await requested(sender, { caseId: made.id, toTeamId: there });
    const chief = await scene.as('supervisor', { teamId: null });
    await change(chief, 'assign', made, { teamId: await scene.make.team(), assigneeId: null });
    expect((await seen(sender, transfer.id)).status).toBe('WITHDRAWN');
  });

  it('of a case is told to who sees the case, who is told whether they may ask', async () => {
    const made = await opened();
    const transfer = await requested(sender, { caseId: made.id, toTeamId: there });
    expect(await caseSeen(leader, made.id)).toMatchObject({
      transfers: { nodes: [{ id: transfer.id, status: 'REQUESTED' }] },
      viewerCan: { requestTransfer: true },
    });
  });
});

describe('to assign', () => {
  it('is not to give away: a caseworker is told to ask for a transfer', async () => {
    const made = await opened();
    const inputs = [
      { teamId: there },
      { teamId: there, assigneeId: null },
      { teamId: there, assigneeId: receiver.who.userId },
      { assigneeId: receiver.who.userId },
    ];
    for (const input of inputs) {
      const refusal = await refused(sender, 'assign', made, input);
      expect(refusal.extensions.code).toBe('CASE_TRANSFER_NEEDED');
      expect(refusal.message).toContain('requestCaseTransfer');
    }
    expect(await code(sender, 'assign', made, { assigneeId: (await scene.make.user('auditor')).userId })).toBe(
      'BAD_USER_INPUT',
    );
    const colleague = await scene.make.user('caseworker');
    expect((await change(sender, 'assign', made, { assigneeId: colleague.userId })).assignee.id).toBe(colleague.userId);
  });

  it('reaches the teams that a supervisor leads, and no further', async () => {
    const { make } = scene;
    const below = await make.team({ parentId: make.teamOf() });
    const leading = await scene.as('supervisor');
    const made = await opened({ assigneeId: undefined });
    expect(await code(leading, 'assign', made, { teamId: there })).toBe('CASE_TRANSFER_NEEDED');
    expect((await change(leading, 'assign', made, { teamId: below })).team.id).toBe(below);
  });

  it('opens no way round: a case is not opened for a team and then handed on', async () => {
    const { id: applicantId } = await scene.make.applicant();
    const { openCase } = await sender.ask(OPEN, { input: { applicantId, assigneeId: sender.who.userId } });
    expect(await code(sender, 'assign', openCase, { teamId: there, assigneeId: null })).toBe('CASE_TRANSFER_NEEDED');
  });
});
