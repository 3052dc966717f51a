// Signing in: with the right password and with wrong ones.
import { withClock } from '@haven/kernel';
import { PasswordHasher, SignInLimits, TRIES_AT_ORGANIZATION } from '@haven/identity';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { Actor, type Answer, type Anything } from '../stage/actor.js';
import type { MadeUser } from '../stage/makers.js';
import { sqlRows } from '../stage/behind.js';
import { stage, type Stage } from '../stage/stage.js';

const SIGN_IN =
  'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken expiresAt refreshToken sessionId } }';
const ME = '{ me { user { id name } } }';
const PASSWORD = 'green kettle on the sill';

let scene: Stage;
let visits = 0;
/** Signs in from an address of its own, so that one test does not use up another's tries. */
const signIn = (input: object, address = `198.51.100.${++visits}`): Promise<Answer<Anything>> =>
  scene.nobody.send(SIGN_IN, { input }, { 'x-forwarded-for': address });
/** What an answer says, without the id of the request. */
const said = ({ status, data, errors }: Answer<Anything>) => ({
  status,
  data,
  errors: errors?.map(({ extensions: { requestId: _, ...extensions }, ...error }) => ({ ...error, extensions })),
});
const member = (password = PASSWORD): Promise<MadeUser> => scene.make.user('caseworker', { password });
const withToken = (token: string) => new Actor(scene.app, token);

beforeAll(async () => {
  scene = await stage({ TRUST_PROXY: 'true' });
});

describe('signing in', () => {
  it('opens a session whose token says who one is', async () => {
    const { email, userId } = await member();
    const { data } = await signIn({ email, password: PASSWORD });
    const { me } = await withToken(data.signIn.accessToken).ask(ME);
    expect(me.user.id).toBe(userId);
  });

  it('B142: takes the address in capitals and the password in another form of the same letters', async () => {
    const { email } = await member('тихая речка йод');
    const { data } = await signIn({ email: ` ${email.toUpperCase()} `, password: 'тихая речка йод'.normalize('NFD') });
    expect(data.signIn.sessionId).toBeDefined();
  });

  it('B168: makes a new session each time, whatever cookie or session id came along', async () => {
    const { email } = await member();
    const first = await signIn({ email, password: PASSWORD });
    const { data } = await scene.nobody.send(
      SIGN_IN,
      { input: { email, password: PASSWORD } },
      { cookie: `session=${first.data.signIn.sessionId}` },
    );
    expect(data.signIn.sessionId).not.toBe(first.data.signIn.sessionId);
  });

  it('B169: sets no cookie', async () => {
    const { email } = await member();
    const { headers, body } = await scene.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ query: SIGN_IN, variables: { input: { email, password: PASSWORD } } }),
    });
    expect(body).toContain('accessToken');
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers['cache-control']).toBe('no-store');
  });

  it('B141: takes a password of 64 characters and more', async () => {
    const long = 'кот на окне, '.repeat(10);
    const { email } = await member(long);
    expect((await signIn({ email, password: long })).data.signIn.sessionId).toBeDefined();
    expect((await signIn({ email, password: long.slice(0, 72) })).errors![0]!.extensions.code).toBe('UNAUTHENTICATED');
  });

  it('is written into the audit trail, and so is a wrong password', async () => {
    const { email, userId } = await member();
    await signIn({ email, password: PASSWORD });
    await signIn({ email, password: 'wrong' });
    await expect
      .poll(async () =>
        (
          await sqlRows(scene, 'select action from audit_event where user_id = $1 and action in ($2, $3) order by id', [
            userId,
            'SIGN_IN',
            'DENY',
          ])
        ).map(({ action }) => action),
      )
      .toEqual(['SIGN_IN', 'DENY']);
  });

  it('keeps neither address nor password in the table that knows all organisations', async () => {
    const { email, userId } = await member();
    const [row] = await sqlRows(
      scene,
      'select encode(email_index, $2) as email, password_hash from sign_in where user_id = $1',
      [userId, 'escape'],
    );
    expect(row!.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(JSON.stringify(row)).not.toContain(email.split('@')[0]);
  });
});

describe('a refusal to sign in', () => {
  it('is the same for an unknown user, a wrong password, a locked account, a user who is switched off and text that is no address', async () => {
    const known = await member();
    const locked = await member();
    for (let each = 0; each < 5; each++) await signIn({ email: locked.email, password: 'wrong' });
    const off = await member();
    await sqlRows(scene, 'update "user" set active = false where id = $1', [off.userId]);
    const answers = [
      await signIn({ email: 'nobody@north.example', password: PASSWORD }),
      await signIn({ email: known.email, password: 'wrong' }),
      await signIn({ email: locked.email, password: PASSWORD }),
      await signIn({ email: off.email, password: PASSWORD }),
      await signIn({ email: 'no address', password: PASSWORD }),
    ].map(said);
    expect(answers[0]).toMatchObject({ data: undefined, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it('B139: costs one hash, whoever is meant', async () => {
    const hasher = scene.app.get(PasswordHasher);
    const known = await member();
    const locked = await member();
    for (let each = 0; each < 5; each++) await signIn({ email: locked.email, password: 'wrong' });
    for (const email of ['nobody@north.example', known.email, locked.email, 'no address']) {
      const before = hasher.runs;
      await signIn({ email, password: 'wrong' });
      expect(hasher.runs - before).toBe(1);
    }
  });

  it('B136: locks the account for 1, 2, 4 … 15 minutes after five, and tells it', async () => {
    const { email, userId } = await member();
    const start = Date.now();
    const after = (minutes: number, password = PASSWORD) =>
      withClock(
        new Date(start + minutes * 60_000),
        async () => (await signIn({ email, password })).data?.signIn !== undefined,
      );
    for (let each = 0; each < 5; each++) expect(await after(0, 'wrong')).toBe(false);
    expect(await after(0.9)).toBe(false);
    expect(await after(1.1, 'wrong')).toBe(false);
    expect(await after(3)).toBe(false);
    expect(await after(3.2)).toBe(true);
    for (let each = 0; each < 4; each++) expect(await after(4, 'wrong')).toBe(false);
    expect(await after(4)).toBe(true);
    await expect
      .poll(
        async () =>
          (
            await sqlRows(scene, "select 1 from outbox where topic = 'signIn.locked' and payload->>'userId' = $1", [
              userId,
            ])
          ).length,
      )
      .toBe(2);
  });

  it('B136: never waits longer than a quarter of an hour for the right password, though hundreds of wrong ones came from everywhere', async () => {
    const { email, userId } = await member();
    await sqlRows(scene, 'update sign_in set failures = 500 where user_id = $1', [userId]);
    const start = Date.now();
    await withClock(new Date(start), () => signIn({ email, password: 'wrong' }));
    const { data } = await withClock(new Date(start + 15.1 * 60_000), () => signIn({ email, password: PASSWORD }));
    expect(data.signIn.sessionId).toBeDefined();
  });

  it('counts many tries at once before any of them is answered', async () => {
    const { email, userId } = await member();
    await Promise.all(Array.from({ length: 12 }, () => signIn({ email, password: 'wrong' })));
    const [row] = await sqlRows(scene, 'select failures from sign_in where user_id = $1', [userId]);
    expect(row!.failures).toBe(5);
  });

  it('says RATE_LIMITED to an address that tried too often, aliases counted one by one', async () => {
    const aliases = Array.from(
      { length: 10 },
      (_, each) => `a${each}: signIn(input: { email: "a${each}@b.example", password: "x" }) { sessionId }`,
    );
    const headers = { 'x-forwarded-for': '203.0.113.9' };
    const { email } = await member();
    for (let each = 0; each < 60; each++) await scene.nobody.send(`mutation { ${aliases[each % 10]} }`, {}, headers);
    expect(await scene.nobody.refusal(`mutation { ${aliases.join(' ')} }`, {}, headers)).toBe('RATE_LIMITED');
    expect(said(await signIn({ email, password: PASSWORD }, '203.0.113.9')).status).toBe(429);
    expect((await signIn({ email, password: PASSWORD }, '203.0.113.10')).data.signIn.sessionId).toBeDefined();
  });

  it('answers as for a wrong password once too many guessed at the organisation, but where its people sign in', async () => {
    const organizationId = await scene.make.organization();
    const { email, userId } = await scene.make.user('caseworker', { organizationId, password: PASSWORD });
    const right = { email, password: PASSWORD };
    const office = '192.0.2.50';
    expect((await signIn(right, office)).data.signIn.sessionId).toBeDefined();
    const wrong = said(await signIn({ email: (await member()).email, password: 'wrong' }));
    const limits = scene.app.get(SignInLimits);
    for (let each = 0; each < TRIES_AT_ORGANIZATION; each++) await limits.takeAt(organizationId, '203.0.113.77');
    expect(said(await signIn(right))).toEqual(wrong);
    expect((await signIn(right, office)).data.signIn.sessionId).toBeDefined();
    const { email: elsewhere } = await member();
    expect((await signIn({ email: elsewhere, password: PASSWORD })).data.signIn.sessionId).toBeDefined();
    await vi.waitFor(async () => {
      const sql = `select from audit_event where action = 'DENY' and user_id = $1`;
      expect(await sqlRows(scene, sql, [userId])).toHaveLength(1);
    });
  });

  it.each([
    ['B141: a password of a million characters', 'a'.repeat(1_000_000)],
    ['B142: a password with NUL', 'пароль\u0000x'],
    ['a password of 1,025 characters', 'a'.repeat(1_025)],
  ])('is BAD_USER_INPUT for %s, without a hash', async (_name, password) => {
    const { email } = await member();
    const hasher = scene.app.get(PasswordHasher);
    const before = hasher.runs;
    expect((await signIn({ email, password })).errors![0]!.extensions.code).toBe('BAD_USER_INPUT');
    expect(hasher.runs).toBe(before);
  });
});
