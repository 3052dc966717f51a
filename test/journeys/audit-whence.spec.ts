// Why, from where and how it ended: what an event says beyond who and when, to whoever may read the audit trail, for as long as the person is there.
import { Membership } from '@haven/identity';
import { Keyring } from '@haven/platform';
import { Client } from 'pg';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Actor, Anything } from '../stage/actor.js';
import { stage, type Stage } from '../stage/stage.js';

const EVENTS = `query ($filter: AuditEventFilter, $first: Int) { auditEvents(filter: $filter, first: $first) {
  nodes { action outcome reason address sessionId requestId recordType recordId subjectIds classes user { id name } } } }`;
const REOPEN =
  'mutation ($id: ID!, $reason: String!) { reopenCase(id: $id, version: 1, input: { reason: $reason }) { id } }';
const REASON = 'The embassy answered after all';
const PROGRAMME = 'Kaleidoskop';

describe('an event tells', () => {
  let scene: Stage;
  let supervisor: Actor;
  let auditor: Actor;
  /** Watches over the trail, and works with people. */
  let watchful: Actor;
  let caseId: string;
  let applicantId: string;
  let requestId: string;

  const closed = (programme: string) =>
    scene.make.case({ status: 'CLOSED' as never, closedAt: new Date(), programme, outcome: 'RESOLVED' });
  const events = async (filter: object, reader = watchful): Promise<Anything[]> =>
    (await reader.ask(EVENTS, { filter, first: 100 })).auditEvents.nodes;

  beforeAll(async () => {
    scene = await stage();
    supervisor = await scene.as('supervisor');
    auditor = await scene.as('auditor');
    watchful = await scene.as('supervisor');
    const { userId } = watchful.who;
    await scene.make.add(Membership, scene.make.home, { userId, role: 'auditor', validFrom: '2020-01-01' });
    ({ id: caseId, applicantId } = await closed(PROGRAMME));
    const response = await scene.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { authorization: `Bearer ${supervisor.token}` },
      payload: { query: REOPEN, variables: { id: caseId, reason: REASON } },
    });
    requestId = String(response.headers['x-request-id']);
  });

  it('why, from where, in which session and request, and that it was done', async () => {
    const [event] = await events({ recordId: caseId, action: 'CHANGE' });
    expect(event).toMatchObject({ outcome: 'DONE', reason: REASON, address: '127.0.0.1', requestId });
    expect(event.user.id).toBe(supervisor.who.userId);
    const sessions = await supervisor.ask('{ sessions { nodes { id } } }');
    expect(sessions.sessions.nodes).toEqual([{ id: event.sessionId }]);
  });

  it('an auditor everything but the words about a person', async () => {
    const [event] = await events({ recordId: caseId, action: 'CHANGE' }, auditor);
    expect(event).toMatchObject({ outcome: 'DONE', reason: null, address: '127.0.0.1', requestId });
  });

  it('nothing of what the record said', async () => {
    expect(JSON.stringify(await events({ recordId: caseId }))).not.toContain(PROGRAMME);
  });

  it('that something was refused, and why', async () => {
    const { email } = await scene.make.user('caseworker', { password: 'a long enough phrase' });
    const signIn = 'mutation ($input: SignInInput!) { signIn(input: $input) { sessionId } }';
    const input = { email, password: 'not the right one' };
    expect(await scene.nobody.refusal(signIn, { input })).toBe('UNAUTHENTICATED');
    await expect
      .poll(() => events({ action: 'DENY' }))
      .toMatchObject([{ outcome: 'REFUSED', recordType: 'User', reason: expect.stringMatching(/\w/) as string }]);
  });

  it('and the showing of a reason about a person is an event about that person', async () => {
    const shown = async (): Promise<Anything[]> =>
      (await events({ subjectId: applicantId, action: 'READ' })).filter(
        ({ user }: Anything) => user.id === watchful.who.userId,
      );
    const before = (await shown()).length;
    await events({ recordId: caseId });
    expect((await shown()).length).toBeGreaterThan(before);
    expect((await shown())[0]).toMatchObject({ classes: ['PERSECUTION'], subjectIds: [applicantId] });
    const count = (await shown()).length;
    await watchful.ask('{ auditEvents { nodes { id address } } }');
    await events({ recordId: caseId }, auditor);
    expect((await shown()).length).toBe(count);
  });

  it('in as many statements for many people as for one', async () => {
    const trips = async (first: number): Promise<number> => {
      const sent = vi.spyOn(Client.prototype, 'query');
      await auditor.ask(EVENTS, { filter: { action: 'CHANGE' }, first });
      const { length } = sent.mock.calls;
      sent.mockRestore();
      return length;
    };
    for (let people = 0; people < 8; people++) {
      const { id } = await closed(PROGRAMME);
      await supervisor.ask(REOPEN, { id, reason: REASON });
    }
    // Once for the caches.
    await trips(9);
    expect(await trips(9)).toBe(await trips(1));
  });

  it('neither why nor from where once the person has been erased, but still that it was', async () => {
    await scene.app.get(Keyring).erase(scene.make.home, applicantId);
    const [event] = await events({ recordId: caseId, action: 'CHANGE' });
    expect(event).toMatchObject({ outcome: 'DONE', reason: null, address: null, requestId });
  });
});
