// Retries: with one key a deed is done once, whatever it answers; a retry gets its answer again.
import { newId } from '@haven/kernel';
import { describe, expect, it } from 'vitest';
import type { Actor, Anything } from '../stage/actor.js';
import { sqlRows } from '../stage/behind.js';
import { stage } from '../stage/stage.js';

const scene = await stage();
const admin = await scene.as('organisation-admin');
const caseworker = await scene.as('caseworker');

const INVITE = 'mutation ($input: InviteUserInput!) { inviteUser(input: $input) { token expiresAt user { id name } } }';
const AGAIN = 'mutation ($id: ID!) { inviteUserAgain(userId: $id) { token expiresAt user { name } } }';
const ACCEPT = 'mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) }';
const REGISTER = `mutation ($input: RegisterApplicantInput!) { registerApplicant(input: $input) { id version } }`;
const PASSWORD = 'a long enough phrase';

const withKey = (): Record<string, string> => ({ 'idempotency-key': newId() });
const keptOf = async (headers: Record<string, string>): Promise<unknown> =>
  (await sqlRows(scene, 'select answered from idempotency_key where key = $1', [headers['idempotency-key']]))[0]
    ?.answered;
const twice = async (actor: Actor, query: string, variables: object = {}): Promise<[Anything, Anything]> => {
  const headers = withKey();
  return [await actor.ask(query, { ...variables }, headers), await actor.ask(query, { ...variables }, headers)];
};

describe('what answers no record', () => {
  const invited = { email: 'twice@example.org', name: 'Twice', kind: 'STAFF' };

  it('is done once: an invitation comes again with the same token, which is in force', async () => {
    const [first, again] = await twice(admin, INVITE, { input: invited });
    expect(again).toEqual(first);
    const [renewed, same] = await twice(admin, AGAIN, { id: first.inviteUser.user.id });
    expect(same).toEqual(renewed);
    expect(renewed.inviteUserAgain.token).not.toBe(first.inviteUser.token);
    const { token } = same.inviteUserAgain;
    expect(await scene.nobody.ask(ACCEPT, { input: { token, password: PASSWORD } })).toEqual({
      acceptInvitation: true,
    });
  });

  it('is done once by many at the same time', async () => {
    const headers = withKey();
    const input = { ...invited, email: 'many@example.org' };
    const answers = await Promise.all([1, 2, 3, 4].map(() => admin.ask(INVITE, { input }, headers)));
    expect(new Set(answers.map(({ inviteUser }) => inviteUser.token)).size).toBe(1);
  });

  it('is kept under the key of the organisation: a token is a secret', async () => {
    const headers = withKey();
    const { inviteUser } = await admin.ask(INVITE, { input: { ...invited, email: 'kept@example.org' } }, headers);
    const kept = await keptOf(headers);
    expect(kept).toMatch(/^[\w-]{100,}$/);
    expect(Buffer.from(String(kept), 'base64url').includes(inviteUser.token)).toBe(false);
  });

  it('shows the records in it as they are now, and follows another selection', async () => {
    const headers = withKey();
    const input = { ...invited, email: 'renamed@example.org' };
    const { inviteUser } = await admin.ask(INVITE, { input }, headers);
    await admin.ask('mutation ($id: ID!) { updateUser(id: $id, version: 1, input: { name: "Other" }) { id } }', {
      id: inviteUser.user.id,
    });
    const narrow = `mutation ($input: InviteUserInput!) { mine: inviteUser(input: $input) { token user { name } } }`;
    expect(await admin.ask(narrow, { input }, headers)).toEqual({
      mine: { token: inviteUser.token, user: { name: 'Other' } },
    });
  });

  it('answers as it did: a password that was changed, sessions that were ended', async () => {
    const { userId, email } = await scene.make.user('caseworker', { password: PASSWORD });
    const sign = 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }';
    const signIn = async (password: string): Promise<string> =>
      (await scene.nobody.ask(sign, { input: { email, password } })).signIn.accessToken;
    const bearer = { authorization: `Bearer ${await signIn(PASSWORD)}` };
    await signIn(PASSWORD);
    // One session was made with the user.
    const end = { ...withKey(), ...bearer };
    const ended = { endOtherSessions: 2 };
    expect(await scene.nobody.ask('mutation { endOtherSessions }', {}, end)).toEqual(ended);
    await signIn(PASSWORD);
    expect(await scene.nobody.ask('mutation { endOtherSessions }', {}, end)).toEqual(ended);
    const open = 'select from session where user_id = $1 and ended_at is null';
    expect(await sqlRows(scene, open, [userId])).toHaveLength(2);
    const change = 'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) }';
    const input = { currentPassword: PASSWORD, newPassword: 'another long phrase' };
    const key = { ...withKey(), ...bearer };
    for (let time = 0; time < 2; time++)
      expect(await scene.nobody.ask(change, { input }, key)).toEqual({ changePassword: true });
  });

  it('has nothing to do with signing in, which has rules of its own', async () => {
    const { email } = await scene.make.user('caseworker', { password: PASSWORD });
    const headers = withKey();
    const sign = 'mutation ($input: SignInInput!) { signIn(input: $input) { sessionId } }';
    const input = { email, password: PASSWORD };
    const first = await caseworker.ask(sign, { input }, headers);
    expect(await caseworker.ask(sign, { input }, headers)).not.toEqual(first);
    expect(await keptOf(headers)).toBeUndefined();
  });

  it('is refused for another deed or other arguments, and keeps no key when it was refused', async () => {
    const headers = withKey();
    const input = { ...invited, email: 'refused@example.org' };
    expect(await admin.refusal(INVITE, { input: { ...input, name: ' ' } }, headers)).toBe('BAD_USER_INPUT');
    const { inviteUser } = await admin.ask(INVITE, { input }, headers);
    expect(await admin.refusal(INVITE, { input: { ...input, name: 'Else' } }, headers)).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(await admin.refusal(AGAIN, { id: inviteUser.user.id }, headers)).toBe('IDEMPOTENCY_KEY_REUSED');
  });
});

describe('what answers a record', () => {
  const input = () => ({ id: newId(), names: [{ kind: 'LEGAL', full: 'Twice' }] });

  it('is told by its fields and arguments, however they are written and whatever is selected', async () => {
    const person = input();
    const { registerApplicant } = await caseworker.ask(REGISTER, { input: person });
    const written = `mutation { again: registerApplicant(input: { names: [{ full: "Twice", kind: LEGAL }], id: "${person.id}" }) {
      id version ... on Applicant { displayName } } }`;
    expect(await caseworker.ask(written)).toEqual({ again: { ...registerApplicant, displayName: 'Twice' } });
    const other = { ...person, names: [{ kind: 'LEGAL', full: 'Other' }] };
    expect(await caseworker.refusal(REGISTER, { input: other })).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('is the record as it is now', async () => {
    const person = input();
    await caseworker.ask(REGISTER, { input: person });
    await caseworker.ask(
      'mutation ($id: ID!) { correctApplicant(id: $id, version: 1, input: { country: "LT" }) { id } }',
      { id: person.id },
    );
    const { registerApplicant } = await caseworker.ask(REGISTER, { input: person });
    expect(registerApplicant.version).toBe(2);
  });
});
