// The answer to a request for a transfer: given by the receiver or their supervisor, and never by who asked.
import { Case, CaseStatus } from '@haven/casework';
import { Membership, User } from '@haven/identity';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../stage/actor.js';
import { stage, type Stage } from '../stage/stage.js';
import { ACCEPT, caseSeen, incoming, REFUSE, requested, seen, WHY, WITHDRAW } from './transfer-deeds.js';

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

const opened = (): Promise<Case> => scene.make.case({ status: CaseStatus.ACTIVE, assigneeId: sender.who.userId });
const at = ({ id, version }: { id: string; version: number }) => ({ id, version });

describe('an answer', () => {
  it('is not given by who asked, even when they lead both teams; another who does may', async () => {
    const { make } = scene;
    const both = await scene.as('supervisor');
    const role = { role: 'supervisor', teamId: there, validFrom: '2020-01-01' };
    await make.add(Membership, make.home, { userId: both.who.userId, ...role });
    const made = await opened();
    const transfer = await requested(both, { caseId: made.id, toTeamId: there });
    expect(transfer.answerable).toBe(false);
    expect(await both.refusal(ACCEPT, at(transfer))).toBe('TRANSFER_OWN_REQUEST');
    expect(await both.refusal(REFUSE, { ...at(transfer), reason: 'No' })).toBe('TRANSFER_OWN_REQUEST');
    const another = await scene.as('supervisor');
    await make.add(Membership, make.home, { userId: another.who.userId, ...role });
    expect((await another.ask(ACCEPT, at(transfer))).acceptCaseTransfer.status).toBe('ACCEPTED');
  });

  it('is not given by colleagues of the sender, who see the request and the case', async () => {
    const transfer = await requested(sender, { caseId: (await opened()).id, toTeamId: there });
    for (const each of [leader, await scene.as('caseworker')]) {
      expect((await seen(each, transfer.id)).answerable).toBe(false);
      expect(await each.refusal(ACCEPT, at(transfer))).toBe('TRANSFER_NOT_YOURS');
      expect(await each.refusal(REFUSE, { ...at(transfer), reason: 'No' })).toBe('TRANSFER_NOT_YOURS');
    }
  });

  it('takes the case over: team, colleague in charge and history change with it', async () => {
    const made = await opened();
    const { userId } = receiver.who;
    const transfer = await requested(sender, { caseId: made.id, toTeamId: there, toAssigneeId: userId });
    // Somebody is named: their colleagues see it, and leave it to them.
    const neighbour = await scene.as('caseworker', { teamId: there });
    expect((await seen(neighbour, transfer.id)).answerable).toBe(false);
    expect(await neighbour.refusal(ACCEPT, at(transfer))).toBe('TRANSFER_NOT_YOURS');
    const { acceptCaseTransfer } = await receiver.ask(ACCEPT, at(transfer));
    expect(acceptCaseTransfer).toMatchObject({
      ...{ status: 'ACCEPTED', version: 2, case: { id: made.id }, decidedBy: { id: userId } },
      ...{ answerable: false, withdrawable: false, caseNumber: null, casePriority: null },
      decidedAt: expect.any(String),
    });
    expect(await caseSeen(receiver, made.id)).toMatchObject({
      team: { id: there },
      assignee: { id: userId },
      version: 2,
    });
    expect(await caseSeen(sender, made.id)).toBeNull();
    const { caseHistory } = await receiver.ask(
      'query ($id: ID!) { caseHistory(caseId: $id, first: 1) { nodes { operation user { id } reason changes { field from to } } } }',
      { id: made.id },
    );
    expect(caseHistory.nodes).toEqual([
      {
        ...{ operation: 'acceptCaseTransfer', user: { id: userId }, reason: WHY },
        changes: [
          { field: 'team', from: made.teamId, to: there },
          { field: 'assignee', from: sender.who.userId, to: userId },
        ],
      },
    ]);
    // Who asked still sees what became of it.
    expect(await seen(sender, transfer.id)).toMatchObject({ status: 'ACCEPTED', case: null });
    expect(await receiver.refusal(ACCEPT, { id: transfer.id, version: 2 })).toBe('TRANSFER_ENDED');
  });

  it('of a supervisor puts who is named in charge; where nobody is named, nobody is until somebody takes the case', async () => {
    const named = await opened();
    const one = await requested(sender, { caseId: named.id, toTeamId: there, toAssigneeId: receiver.who.userId });
    expect((await head.ask(ACCEPT, at(one))).acceptCaseTransfer.decidedBy.id).toBe(head.who.userId);
    expect(await caseSeen(head, named.id)).toMatchObject({ assignee: { id: receiver.who.userId } });
    const free = await opened();
    const two = await requested(sender, { caseId: free.id, toTeamId: there });
    await receiver.ask(ACCEPT, at(two));
    expect(await caseSeen(head, free.id)).toMatchObject({ team: { id: there }, assignee: null });
  });

  it('may be no, for a reason; the case stays, and the receiver sees no more of it', async () => {
    const made = await opened();
    const transfer = await requested(sender, { caseId: made.id, toTeamId: there });
    expect(await receiver.refusal(REFUSE, { ...at(transfer), reason: '' })).toBe('BAD_USER_INPUT');
    const { refuseCaseTransfer } = await receiver.ask(REFUSE, { ...at(transfer), reason: 'We have nobody free.' });
    expect(refuseCaseTransfer).toMatchObject({ status: 'REFUSED', caseNumber: null, refusal: 'We have nobody free.' });
    expect(await seen(sender, transfer.id)).toMatchObject({ refusal: 'We have nobody free.', case: { id: made.id } });
    expect(await caseSeen(sender, made.id)).toMatchObject({ team: { id: made.teamId }, version: 1 });
    expect(await seen(head, transfer.id)).toBeNull();
    expect(await incoming(receiver)).not.toContain(transfer.id);
    // The next may be asked.
    await requested(sender, { caseId: made.id, toTeamId: there });
  });

  it('moves a case within its team as well', async () => {
    const made = await opened();
    const colleague = await scene.as('caseworker');
    const transfer = await requested(sender, { caseId: made.id, toAssigneeId: colleague.who.userId });
    expect(transfer.toTeam.id).toBe(made.teamId);
    await colleague.ask(ACCEPT, at(transfer));
    expect((await caseSeen(sender, made.id)).assignee.id).toBe(colleague.who.userId);
  });

  it('does not put somebody in charge who has left meanwhile', async () => {
    const { make } = scene;
    const { userId } = await make.user('caseworker', { teamId: there });
    const made = await opened();
    const transfer = await requested(sender, { caseId: made.id, toTeamId: there, toAssigneeId: userId });
    await make.within(make.home, async () => {
      const [user] = await make.repository(User).find({ id: userId }, 'unscoped', { limit: 1 });
      user!.active = false;
      await make.repository(User).save(user!);
    });
    expect(await head.refusal(ACCEPT, at(transfer))).toBe('TRANSFER_RECEIVER_UNFIT');
    expect(await caseSeen(sender, made.id)).toMatchObject({ version: 1, team: { id: made.teamId } });
    await head.ask(REFUSE, { ...at(transfer), reason: 'They have left.' });
  });

  it('is one: of two at once the other meets what became of it', async () => {
    const transfer = await requested(sender, { caseId: (await opened()).id, toTeamId: there });
    const answers = await Promise.all([
      receiver.send(ACCEPT, at(transfer)),
      head.send(REFUSE, { ...at(transfer), reason: 'No' }),
      sender.send(WITHDRAW, at(transfer)),
    ]);
    expect(answers.filter(({ errors }) => !errors)).toHaveLength(1);
    for (const { errors } of answers)
      if (errors) expect(errors[0]!.extensions.code).toMatch(/^(CONFLICT|NOT_FOUND|TRANSFER_ENDED)$/);
  });
});
