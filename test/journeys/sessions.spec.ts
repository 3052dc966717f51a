// Sessions: how they are kept alive, listed and ended, and what happens when a token was copied.
import { now, withClock } from '@haven/kernel';
import { beforeAll, describe, expect, it } from 'vitest';
import { Actor, type Anything } from '../stage/actor.js';
import { sqlRows } from '../stage/behind.js';
import { stage, type Stage } from '../stage/stage.js';

const TOKENS = '{ accessToken expiresAt refreshToken sessionId }';
const SIGN_IN = `mutation ($email: String!, $password: String!, $device: String) { signIn(input: { email: $email, password: $password, device: $device }) ${TOKENS} }`;
const REFRESH = `mutation ($token: String!, $device: String) { refreshSession(refreshToken: $token, device: $device) ${TOKENS} }`;
const ME = '{ me { user { id } } }';
const PASSWORD = 'green kettle on the sill';

interface SignedIn {
  actor: Actor;
  email: string;
  userId: string;
  accessToken: string;
  refreshToken: string;
  sessionId: string;
}

let scene: Stage;
beforeAll(async () => {
  scene = await stage();
});

async function signedIn(role = 'caseworker', device?: string): Promise<SignedIn> {
  const { email, userId } = await scene.make.user(role, { password: PASSWORD });
  return again({ email, userId }, device);
}

async function again({ email, userId }: { email: string; userId: string }, device?: string): Promise<SignedIn> {
  const { signIn } = await scene.nobody.ask(SIGN_IN, { email, password: PASSWORD, device });
  return { ...signIn, email, userId, actor: new Actor(scene.app, signIn.accessToken) };
}

const refresh = async (token: string, device?: string): Promise<Anything> =>
  (await scene.nobody.ask(REFRESH, { token, device })).refreshSession;
const refusal = (token: string, device?: string) => scene.nobody.refusal(REFRESH, { token, device });
const later = <T>(seconds: number, deed: () => T): T => withClock(new Date(now().getTime() + seconds * 1_000), deed);

describe('a session', () => {
  it('is kept alive by refreshing, a fortnight each time', async () => {
    const { refreshToken, sessionId } = await signedIn();
    const next = await refresh(refreshToken);
    expect(next.sessionId).toBe(sessionId);
    expect(next.refreshToken).not.toBe(refreshToken);
    expect((await new Actor(scene.app, next.accessToken).ask(ME)).me).toBeDefined();
    const [row] = await sqlRows(
      scene,
      "select expires_at > now() + interval '13.9 days' as long, refresh_count from session where id = $1",
      [sessionId],
    );
    expect(row).toEqual({ long: true, refresh_count: 1 });
  });

  it('is over when a fortnight passed without a refresh', async () => {
    const { refreshToken, sessionId } = await signedIn();
    await sqlRows(scene, "update session set expires_at = now() - interval '1 second' where id = $1", [sessionId]);
    expect(await refusal(refreshToken)).toBe('UNAUTHENTICATED');
  });

  it('B131: gives two refreshes at once the same successor', async () => {
    const { refreshToken } = await signedIn();
    const [one, other] = await Promise.all([refresh(refreshToken), refresh(refreshToken)]);
    expect(one.refreshToken).toBe(other.refreshToken);
    expect((await refresh(one.refreshToken)).sessionId).toBe(one.sessionId);
  });

  it('B130: ends whole when a token comes a second time, and tells it', async () => {
    const { refreshToken, actor, sessionId } = await signedIn();
    const next = await refresh(refreshToken);
    expect(await later(16, () => refusal(refreshToken))).toBe('UNAUTHENTICATED');
    expect(await refusal(next.refreshToken)).toBe('UNAUTHENTICATED');
    expect(await actor.refusal(ME)).toBe('UNAUTHENTICATED');
    expect(await sqlRows(scene, 'select end_reason from session where id = $1', [sessionId])).toEqual([
      { end_reason: 'TOKEN_REUSED' },
    ]);
    expect(
      await sqlRows(scene, "select 1 from outbox where topic = 'session.tokenReused' and payload->>'sessionId' = $1", [
        sessionId,
      ]),
    ).toHaveLength(1);
    expect(
      await sqlRows(scene, "select 1 from audit_event where action = 'DENY' and record_id = $1", [sessionId]),
    ).toHaveLength(1);
  });

  it('B133: ends whole when a token comes from another device, and tells it', async () => {
    const { refreshToken, actor, sessionId } = await signedIn('caseworker', 'front desk 7f3a');
    const next = await refresh(refreshToken, 'front desk 7f3a');
    expect(await refusal(next.refreshToken, 'elsewhere')).toBe('UNAUTHENTICATED');
    expect(await refusal(next.refreshToken, 'front desk 7f3a')).toBe('UNAUTHENTICATED');
    expect(await actor.refusal(ME)).toBe('UNAUTHENTICATED');
    const alarms = `select 1 from outbox where topic = 'session.tokenReused' and payload->>'sessionId' = $1`;
    expect(await sqlRows(scene, alarms, [sessionId])).toHaveLength(1);
    expect(
      await sqlRows(scene, "select 1 from audit_event where action = 'DENY' and record_id = $1", [sessionId]),
    ).toHaveLength(1);
  });

  it.each(['', 'r1', 'r1.a.b.0.c', `r1.${'0'.repeat(36)}.${'0'.repeat(36)}.0.${'A'.repeat(43)}`])(
    'is not refreshed with %j',
    async (token) => expect(await refusal(token)).toBe('UNAUTHENTICATED'),
  );

  it('B114: is not refreshed with an access token, nor with a token of another session or number', async () => {
    const { accessToken, refreshToken, sessionId } = await signedIn();
    const other = await signedIn();
    for (const token of [
      accessToken,
      refreshToken.replace(sessionId, other.sessionId),
      refreshToken.replace('.0.', '.1.'),
    ])
      expect(await refusal(token)).toBe('UNAUTHENTICATED');
    expect((await refresh(refreshToken)).sessionId).toBe(sessionId);
  });

  it('B124: is refused at once after signing out, with both tokens, whatever is asked', async () => {
    const { actor, refreshToken, sessionId } = await signedIn();
    await actor.ask(ME);
    expect(await actor.ask('mutation { signOut }')).toEqual({ signOut: true });
    for (const query of [ME, '{ teams { nodes { id } } }', '{ roles { name } }', 'mutation { signOut }'])
      expect(await actor.refusal(query)).toBe('UNAUTHENTICATED');
    expect(await refusal(refreshToken)).toBe('UNAUTHENTICATED');
    expect(
      await sqlRows(scene, 'select action from audit_event where record_id = $1 and action = $2', [
        sessionId,
        'SIGN_OUT',
      ]),
    ).toHaveLength(1);
  });
});

describe('the list of sessions', () => {
  const LIST = '{ sessions { totalCount nodes { id device user { id } endedAt viewerCan { end } } } }';

  it('shows everyone their own', async () => {
    const first = await signedIn('caseworker', 'Firefox on the front desk');
    const second = await again(first);
    await signedIn();
    const { sessions } = await second.actor.ask(LIST);
    const mine = sessions.nodes.filter((each: Anything) => [first.sessionId, second.sessionId].includes(each.id));
    expect(mine).toHaveLength(2);
    expect(sessions.nodes.every((each: Anything) => each.user.id === first.userId)).toBe(true);
    expect(mine.find((each: Anything) => each.id === first.sessionId)).toMatchObject({
      device: 'Firefox on the front desk',
      endedAt: null,
      viewerCan: { end: true },
    });
  });

  it('shows an admin those of all, and lets them be ended', async () => {
    const theirs = await signedIn();
    const admin = await scene.as('organisation-admin');
    const { sessions } = await admin.ask(
      `query ($user: ID!) { sessions(filter: { user: { in: [$user] } }) { nodes { id } } }`,
      { user: theirs.userId },
    );
    expect(sessions.nodes.map(({ id }: { id: string }) => id)).toContain(theirs.sessionId);
    const { endSession } = await admin.ask('mutation ($id: ID!) { endSession(id: $id) { endReason } }', {
      id: theirs.sessionId,
    });
    expect(endSession.endReason).toBe('ENDED_BY_ADMIN');
    expect(await theirs.actor.refusal(ME)).toBe('UNAUTHENTICATED');
  });

  it('lets nobody end the sessions of a colleague, which answer like none', async () => {
    const theirs = await signedIn();
    const colleague = await scene.as('supervisor');
    const abroad = await scene.as('organisation-admin', { organizationId: await scene.make.organization() });
    for (const actor of [colleague, abroad])
      expect(await actor.refusal('mutation ($id: ID!) { endSession(id: $id) { id } }', { id: theirs.sessionId })).toBe(
        'NOT_FOUND',
      );
    expect((await theirs.actor.ask(ME)).me).toBeDefined();
  });

  it('B171: holds fifty open ones; the one that was used longest ago makes room, and so do those long over', async () => {
    const first = await signedIn();
    const others = `insert into session (organization_id, id, created_at, created_by_id, updated_at, version, user_id, last_used_at, expires_at, refresh_count)
      select organization_id, gen_random_uuid(), created_at, created_by_id, updated_at, 1, user_id,
        last_used_at + n * interval '1 second', expires_at - $3 * interval '30 days', 0
      from session, generate_series(1, $2::int) n where id = $1`;
    await sqlRows(scene, others, [first.sessionId, 48, 0]);
    const open = async (): Promise<number> =>
      (await sqlRows(scene, 'select 1 from session where user_id = $1 and ended_at is null', [first.userId])).length;
    const fiftieth = await again(first);
    expect([await open(), (await first.actor.ask(ME)).me.user.id]).toEqual([50, first.userId]);
    const next = await again(first);
    expect(await open()).toBe(50);
    expect(await first.actor.refusal(ME)).toBe('UNAUTHENTICATED');
    for (const { actor } of [fiftieth, next]) expect((await actor.ask(ME)).me.user.id).toBe(first.userId);
    const [row] = await sqlRows(scene, 'select end_reason from session where id = $1', [first.sessionId]);
    expect(row).toEqual({ end_reason: 'CROWDED_OUT' });
    await sqlRows(scene, others, [first.sessionId, 200, 1]);
    await again(first);
    expect(await open()).toBe(50);
    expect((await next.actor.ask(ME)).me.user.id).toBe(first.userId);
  });

  it('loses all others at once when one says so', async () => {
    const first = await signedIn();
    const second = await again(first);
    const third = await again(first);
    const { endOtherSessions } = await third.actor.ask('mutation { endOtherSessions }');
    expect(endOtherSessions).toBeGreaterThanOrEqual(2);
    for (const { actor } of [first, second]) expect(await actor.refusal(ME)).toBe('UNAUTHENTICATED');
    expect((await third.actor.ask(ME)).me).toBeDefined();
  });
});

describe('changing the password', () => {
  const CHANGE = 'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) }';
  const change = (actor: Actor, newPassword: string, currentPassword = PASSWORD) =>
    actor.send(CHANGE, { input: { currentPassword, newPassword } });
  const code = async (...asked: Parameters<typeof change>) => (await change(...asked)).errors?.[0]?.extensions.code;

  it('takes the new one, refuses the old, and ends the other sessions', async () => {
    const first = await signedIn();
    const second = await again(first);
    expect((await change(second.actor, 'a lamp behind the door')).data).toEqual({ changePassword: true });
    expect(await first.actor.refusal(ME)).toBe('UNAUTHENTICATED');
    expect((await second.actor.ask(ME)).me).toBeDefined();
    expect(await scene.nobody.refusal(SIGN_IN, { email: first.email, password: PASSWORD })).toBe('UNAUTHENTICATED');
    expect(
      (await scene.nobody.ask(SIGN_IN, { email: first.email, password: 'a lamp behind the door' })).signIn,
    ).toBeDefined();
  });

  it('wants the current one, and counts wrong ones as signing in does', async () => {
    const { actor } = await signedIn();
    for (let each = 0; each < 5; each++)
      expect(await code(actor, 'a lamp behind the door', 'wrong')).toBe('PASSWORD_WRONG');
    expect(await code(actor, 'a lamp behind the door')).toBe('PASSWORD_WRONG');
  });

  it.each([
    ['B143', 'Password123!'],
    ['B144', 'haven is mine'],
    ['B144', 'Organisation 1!'],
    ['B142', 'пароль\u0000 зимой'],
    ['too short', 'short'],
  ])('%s: does not take %j', async (_id, password) => {
    const { actor } = await signedIn();
    expect(await code(actor, password)).toBe('BAD_USER_INPUT');
    expect(await code(actor, 'a lamp behind the door')).toBeUndefined();
  });
});
