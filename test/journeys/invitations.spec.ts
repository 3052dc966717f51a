// Invitations: how somebody comes into an organisation, and back in after a forgotten password.
import { now, withClock } from '@haven/kernel';
import { beforeAll, describe, expect, it } from 'vitest';
import { Actor, type Anything } from '../stage/actor.js';
import { sqlRows } from '../stage/behind.js';
import { stage, type Stage } from '../stage/stage.js';

const SIGN_IN =
  'mutation ($email: String!, $password: String!) { signIn(input: { email: $email, password: $password }) { accessToken } }';
const INVITE =
  'mutation ($input: InviteUserInput!) { inviteUser(input: $input) { user { id name email kind active version } token expiresAt } }';
const AGAIN = 'mutation ($id: ID!) { inviteUserAgain(userId: $id) { token } }';
const ACCEPT =
  'mutation ($token: String!, $password: String!) { acceptInvitation(input: { token: $token, password: $password }) }';
const PASSWORD = 'green kettle on the sill';

let scene: Stage;
let admin: Actor;
let count = 0;
const address = () => `invited${++count}@north.example`;

beforeAll(async () => {
  scene = await stage();
  admin = await scene.as('organisation-admin');
});

const invite = async (email = address(), by = admin): Promise<Anything> =>
  (await by.ask(INVITE, { input: { name: 'Алеся Новак', email, kind: 'STAFF' } })).inviteUser;
const accept = (token: string, password = PASSWORD) => scene.nobody.ask(ACCEPT, { token, password });
const notAccepted = (token: string, password = PASSWORD) => scene.nobody.refusal(ACCEPT, { token, password });

describe('an invitation', () => {
  it('lets somebody choose a password and sign in', async () => {
    const email = address();
    const { user, token } = await invite(email);
    expect(user).toMatchObject({ name: 'Алеся Новак', email, kind: 'STAFF', active: true });
    expect(await accept(token)).toEqual({ acceptInvitation: true });
    const { signIn } = await scene.nobody.ask(SIGN_IN, { email, password: PASSWORD });
    const { me } = await new Actor(scene.app, signIn.accessToken).ask('{ me { user { id } roles { role } } }');
    expect(me).toEqual({ user: { id: user.id }, roles: [] });
  });

  it('B163: is good once', async () => {
    const { token } = await invite();
    await accept(token);
    expect(await notAccepted(token, 'a lamp behind the door')).toBe('INVITATION_INVALID');
  });

  it('B163: is good once, also when it is accepted twice at the same time', async () => {
    const { token } = await invite();
    const outcomes = await Promise.allSettled([accept(token), accept(token, 'a lamp behind the door')]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('ends after seven days', async () => {
    const { token } = await invite();
    const soon = new Date(now().getTime() + 7 * 86_400_000 - 60_000);
    const late = new Date(now().getTime() + 7 * 86_400_000 + 60_000);
    expect(await withClock(late, () => notAccepted(token))).toBe('INVITATION_INVALID');
    expect(await withClock(soon, () => accept(token))).toEqual({ acceptInvitation: true });
  });

  it('is for one user and one address, and cannot be written by anyone else', async () => {
    const one = await invite();
    const other = await invite();
    expect(await notAccepted(one.token.replace(one.user.id, other.user.id))).toBe('INVITATION_INVALID');
    await sqlRows(scene, 'update "user" set email_index = $2 where id = $1', [one.user.id, 'f'.repeat(64)]);
    expect(await notAccepted(one.token)).toBe('INVITATION_INVALID');
    for (const token of ['', 'i1', `${other.token}A`, other.token.replace('i1.', 'r1.')])
      expect(await notAccepted(token)).toMatch(/INVITATION_INVALID|BAD_USER_INPUT/);
  });

  it('B143, B144: stays in force when the password chosen is not taken', async () => {
    const { token } = await invite();
    for (const password of [
      'Password123!',
      'short',
      'haven haven',
      'Organisation 1',
      'HavenCases2026',
      'Organisation-1-2026',
    ])
      expect(await notAccepted(token, password)).toBe('BAD_USER_INPUT');
    expect(await accept(token)).toEqual({ acceptInvitation: true });
  });

  it('B166: can be made again, for a password that was forgotten: the one before and the sessions end', async () => {
    const email = address();
    const { user, token } = await invite(email);
    const { inviteUserAgain: second } = await admin.ask(AGAIN, { id: user.id });
    expect(await notAccepted(token)).toBe('INVITATION_INVALID');
    await accept(second.token);
    const { signIn } = await scene.nobody.ask(SIGN_IN, { email, password: PASSWORD });
    const { inviteUserAgain: third } = await admin.ask(AGAIN, { id: user.id });
    await accept(third.token, 'a lamp behind the door');
    expect(await new Actor(scene.app, signIn.accessToken).refusal('{ me { user { id } } }')).toBe('UNAUTHENTICATED');
    expect((await scene.nobody.ask(SIGN_IN, { email, password: 'a lamp behind the door' })).signIn).toBeDefined();
  });

  it('does not tell that another organisation has the address, and takes nobody’s sign-in away', async () => {
    const email = address();
    await accept((await invite(email)).token);
    const abroad = await scene.as('organisation-admin', { organizationId: await scene.make.organization() });
    const theirs = await invite(email.toUpperCase(), abroad);
    expect(Object.keys(theirs)).toEqual(Object.keys(await invite(address(), abroad)));
    expect(await notAccepted(theirs.token, 'a lamp behind the door')).toBe('INVITATION_INVALID');
    expect((await scene.nobody.ask(SIGN_IN, { email, password: PASSWORD })).signIn).toBeDefined();
  });

  it('holds no address for an organisation whose user never accepted', async () => {
    const email = address();
    await invite(email, await scene.as('organisation-admin', { organizationId: await scene.make.organization() }));
    await accept((await invite(email)).token);
    expect((await scene.nobody.ask(SIGN_IN, { email, password: PASSWORD })).signIn).toBeDefined();
  });

  it('is refused for a second user of one address, and for what is no address', async () => {
    const email = address();
    await invite(email);
    const input = (changes: object) => ({ input: { name: 'A', email, kind: 'STAFF', ...changes } });
    expect(await admin.refusal(INVITE, input({ email: ` ${email.toUpperCase()}` }))).toBe('CONFLICT');
    expect(await admin.refusal(INVITE, input({ email: 'nobody' }))).toBe('BAD_USER_INPUT');
    expect(await admin.refusal(INVITE, input({ email: address(), name: '  ' }))).toBe('BAD_USER_INPUT');
  });

  it('B164: is for its own address, whatever else comes with it', async () => {
    const email = address();
    const [mine, other] = [await invite(email), await invite()];
    const input = { token: mine.token, password: PASSWORD, email: address() };
    const accepting = 'mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) }';
    expect(await scene.nobody.refusal(accepting, { input })).toBe('BAD_USER_INPUT');
    expect(await notAccepted(mine.token.replace(mine.user.id, other.user.id))).toBe('INVITATION_INVALID');
    await accept(mine.token);
    expect((await scene.nobody.ask(SIGN_IN, { email, password: PASSWORD })).signIn).toBeDefined();
  });

  it('B064: says nothing of the host that was asked for', async () => {
    const input = { name: 'Алеся Новак', email: address(), kind: 'STAFF' };
    const answer = await admin.send(INVITE, { input }, { host: 'evil.example', 'x-forwarded-host': 'evil.example' });
    expect(answer.data.inviteUser.token).toMatch(/^i1\./);
    expect(JSON.stringify(answer)).not.toContain('evil.example');
  });

  it.each([
    ['name', 'Новак\r\nBcc: somebody@example.org'],
    ['email', 'a@example.org\r\nBcc: somebody@example.org'],
  ])('B366: is refused with another line of a mail in its %s', async (field, text) => {
    const { errors } = await admin.send(INVITE, {
      input: { name: 'Новак', email: address(), kind: 'STAFF', [field]: text },
    });
    expect(errors![0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ field: `input.${field}` }] });
  });

  it('is not for caseworkers to make', async () => {
    const caseworker = await scene.as('caseworker');
    expect(await caseworker.refusal(INVITE, { input: { name: 'A', email: address(), kind: 'STAFF' } })).toBe(
      'FORBIDDEN',
    );
  });
});
