// Keeping an organisation in order: its users, roles, teams, and the organisation itself.
import { addDays, dayIn, newId, now, withClock } from '@haven/kernel';
import { AccessOffice, BUILT_IN_ROLES, mustNameKnownPermissions } from '@haven/identity';
import { beforeAll, describe, expect, it } from 'vitest';
import { Actor, type Anything } from '../stage/actor.js';
import { stage, type Stage } from '../stage/stage.js';

const SIGN_IN =
  'mutation ($email: String!, $password: String!) { signIn(input: { email: $email, password: $password }) { accessToken } }';
const GRANT =
  'mutation ($input: GrantRoleInput!) { grantRole(input: $input) { id role validFrom validUntil user { id } team { id } } }';
const END = 'mutation ($id: ID!, $lastDay: Date) { endMembership(id: $id, lastDay: $lastDay) { validUntil } }';
const PERMISSIONS = '{ me { permissions { name reach teamIds } } }';
const PASSWORD = 'green kettle on the sill';

let scene: Stage;
let admin: Actor;
const today = () => dayIn(now(), 'Europe/Vilnius');

beforeAll(async () => {
  scene = await stage();
  admin = await scene.as('organisation-admin');
});

const mayClose = async (actor: Actor) =>
  (await actor.ask(PERMISSIONS)).me.permissions.some(({ name }: Anything) => name === 'case.close');

describe('a user', () => {
  const OFF = 'mutation ($id: ID!) { switchOffUser(id: $id) { active } }';
  const ON = 'mutation ($id: ID!) { switchOnUser(id: $id) { active } }';
  const UPDATE =
    'mutation ($id: ID!, $version: Int!, $input: UpdateUserInput!) { updateUser(id: $id, version: $version, input: $input) { name language version } }';

  it('who is switched off is out at once, and in again when switched on', async () => {
    const { email, userId } = await scene.make.user('caseworker', { password: PASSWORD });
    const { signIn } = await scene.nobody.ask(SIGN_IN, { email, password: PASSWORD });
    const actor = new Actor(scene.app, signIn.accessToken);
    await actor.ask(PERMISSIONS);
    expect(await admin.ask(OFF, { id: userId })).toEqual({ switchOffUser: { active: false } });
    expect(await actor.refusal(PERMISSIONS)).toBe('UNAUTHENTICATED');
    expect(await scene.nobody.refusal(SIGN_IN, { email, password: PASSWORD })).toBe('UNAUTHENTICATED');
    await admin.ask(ON, { id: userId });
    expect(await actor.refusal(PERMISSIONS)).toBe('UNAUTHENTICATED');
    expect((await scene.nobody.ask(SIGN_IN, { email, password: PASSWORD })).signIn).toBeDefined();
  });

  it('does not switch off themselves', async () =>
    expect(await admin.refusal(OFF, { id: admin.who.userId })).toBe('NOT_TO_ONESELF'));

  it('is renamed by the version that was seen, and never left without a name', async () => {
    const { userId } = await scene.make.user('caseworker');
    const update = (version: number, input: object) => ({ id: userId, version, input });
    expect((await admin.ask(UPDATE, update(1, { name: 'Рута', language: 'UK' }))).updateUser).toEqual({
      name: 'Рута',
      language: 'UK',
      version: 2,
    });
    expect(await admin.refusal(UPDATE, update(1, { name: 'Оля' }))).toBe('CONFLICT');
    expect((await admin.ask(UPDATE, update(2, { language: null }))).updateUser).toMatchObject({
      name: 'Рута',
      language: null,
    });
    for (const name of [null, '', ' ']) expect(await admin.refusal(UPDATE, update(3, { name }))).toBe('BAD_USER_INPUT');
  });

  it('of another organisation does not exist', async () => {
    const { userId } = await scene.make.user('caseworker', { organizationId: await scene.make.organization() });
    expect((await admin.ask('query ($id: ID!) { user(id: $id) { id } }', { id: userId })).user).toBeNull();
    for (const [query, variables] of [
      [OFF, { id: userId }],
      ['mutation ($id: ID!) { inviteUserAgain(userId: $id) { token } }', { id: userId }],
      [UPDATE, { id: userId, version: 1, input: { name: 'X' } }],
      [GRANT, { input: { userId, role: 'caseworker' } }],
    ] as const)
      expect(await admin.refusal(query, variables)).toBe('NOT_FOUND');
  });
});

describe('a role', () => {
  it('holds at the next operation of whoever was given it, and no longer once it was taken', async () => {
    const intake = await scene.as('intake');
    expect(await mayClose(intake)).toBe(false);
    const { grantRole } = await admin.ask(GRANT, {
      input: { userId: intake.who.userId, role: 'caseworker', teamId: scene.make.teamOf() },
    });
    expect(grantRole).toMatchObject({
      role: 'caseworker',
      validFrom: today(),
      validUntil: null,
      user: { id: intake.who.userId },
    });
    expect(await mayClose(intake)).toBe(true);
    await admin.ask(END, { id: grantRole.id });
    expect(await mayClose(intake)).toBe(false);
  });

  it('begins and ends on its days', async () => {
    const intake = await scene.as('intake');
    const [from, until] = [addDays(today(), 2), addDays(today(), 3)];
    await admin.ask(GRANT, {
      input: { userId: intake.who.userId, role: 'caseworker', validFrom: from, validUntil: until },
    });
    const on = (day: string) =>
      withClock(`${day}T10:00:00Z`, async () => scene.app.get(AccessOffice).of(scene.make.home, intake.who.userId));
    const may = async (day: string) => (await on(day)).who.grants.has('case.close');
    expect([await may(addDays(from, -1)), await may(from), await may(until), await may(addDays(until, 1))]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('is given once however often the same request comes', async () => {
    const { userId } = await scene.make.user('intake');
    const input = { id: newId(), userId, role: 'caseworker' };
    const first = await admin.ask(GRANT, { input });
    expect(await admin.ask(GRANT, { input })).toEqual(first);
    const { memberships } = await admin.ask(
      'query ($user: ID!) { memberships(filter: { user: { in: [$user] } }) { totalCount } }',
      { user: userId },
    );
    expect(memberships.totalCount).toBe(2);
  });

  it('is told to whoever holds it, with the name of its team', async () => {
    const teamId = await scene.make.team();
    const { teams } = await admin.ask('{ teams(first: 100) { nodes { id name } } }');
    const { name } = teams.nodes.find(({ id }: Anything) => id === teamId);
    const held = async (role: string, where: { teamId: string | null }) =>
      (await (await scene.as(role, where)).ask('{ me { roles { role teamId team { name } } } }')).me.roles;
    expect(await held('caseworker', { teamId })).toEqual([{ role: 'caseworker', teamId, team: { name } }]);
    expect(await held('caseworker', { teamId: null })).toEqual([{ role: 'caseworker', teamId: null, team: null }]);
    expect(await held('partner', { teamId })).toEqual([{ role: 'partner', teamId, team: null }]);
  });

  it('is given to nobody by themselves', async () => {
    expect(await admin.refusal(GRANT, { input: { userId: admin.who.userId, role: 'supervisor' } })).toBe(
      'NOT_TO_ONESELF',
    );
  });

  it('must be one that there is, for a team and days that there are', async () => {
    const { userId } = await scene.make.user('intake');
    expect(await admin.refusal(GRANT, { input: { userId, role: 'superuser' } })).toBe('BAD_USER_INPUT');
    expect(await admin.refusal(GRANT, { input: { userId, role: 'intake', teamId: newId() } })).toBe('NOT_FOUND');
    expect(
      await admin.refusal(GRANT, {
        input: { userId, role: 'intake', validFrom: '2026-02-02', validUntil: '2026-02-01' },
      }),
    ).toBe('BAD_USER_INPUT');
  });

  it('names only permissions that some noun has', () => mustNameKnownPermissions(BUILT_IN_ROLES));

  it('is a page that everyone may read', async () => {
    const analyst = await scene.as('analyst');
    const { roles, permissions } = await analyst.ask(
      '{ roles { name description sees permissions { name meaning reach } } permissions { name meaning } }',
    );
    const adviser = roles.find(({ name }: Anything) => name === 'legal-adviser');
    expect(adviser.sees).toContain('PRIVILEGED');
    expect(adviser.permissions).toContainEqual({ name: 'case.read', meaning: 'See cases.', reach: 'TEAM' });
    expect(permissions).toContainEqual({ name: 'case.read', meaning: 'See cases.' });
    expect(await scene.nobody.refusal('{ roles { name } }')).toBe('UNAUTHENTICATED');
  });
});

describe('a team', () => {
  const CREATE = 'mutation ($input: CreateTeamInput!) { createTeam(input: $input) { id name version parent { id } } }';
  const UPDATE =
    'mutation ($id: ID!, $version: Int!, $input: UpdateTeamInput!) { updateTeam(id: $id, version: $version, input: $input) { name version parent { id } } }';
  const create = async (name: string, parentId?: string): Promise<Anything> =>
    (await admin.ask(CREATE, { input: { name, parentId } })).createTeam;

  it('stands below another and is reached by those who lead that one, at once', async () => {
    const leader = await scene.as('supervisor');
    const reached = async () =>
      (await leader.ask(PERMISSIONS)).me.permissions.find(({ name }: Anything) => name === 'case.assign')
        .teamIds as string[];
    expect(await reached()).toEqual([scene.make.teamOf()]);
    const { id, parent } = await create('Night desk', scene.make.teamOf());
    expect(parent.id).toBe(scene.make.teamOf());
    expect(await reached()).toContain(id);
    await admin.ask(UPDATE, { id, version: 1, input: { parentId: null } });
    expect(await reached()).not.toContain(id);
  });

  it('never stands below itself', async () => {
    const top = await create('Top');
    const middle = await create('Middle', top.id);
    const bottom = await create('Bottom', middle.id);
    for (const parentId of [top.id, middle.id, bottom.id])
      expect(await admin.refusal(UPDATE, { id: top.id, version: 1, input: { parentId } })).toBe('TEAM_CYCLE');
  });

  it('never stands below itself, though two moves at once would each be right', async () => {
    const [one, other] = [await create('East'), await create('West')];
    const moves = await Promise.all([
      admin.send(UPDATE, { id: one.id, version: 1, input: { parentId: other.id } }),
      admin.send(UPDATE, { id: other.id, version: 1, input: { parentId: one.id } }),
    ]);
    expect(moves.map(({ errors }) => errors?.[0]?.extensions.code).sort()).toEqual(['TEAM_CYCLE', undefined]);
  });

  it('has a name of its own', async () => {
    await create('Legal desk');
    expect(await admin.refusal(CREATE, { input: { name: 'Legal desk' } })).toBe('CONFLICT');
    expect(await admin.refusal(CREATE, { input: { name: '' } })).toBe('BAD_USER_INPUT');
  });
});

describe('an organisation', () => {
  const MINE = '{ me { organization { id name timeZone version } } }';
  const UPDATE =
    'mutation ($id: ID!, $version: Int!, $input: UpdateOrganizationInput!) { updateOrganization(id: $id, version: $version, input: $input) { name timeZone workingDays version } }';

  it('is changed by its admins', async () => {
    const own = await scene.as('organisation-admin', { organizationId: await scene.make.organization() });
    const { organization } = (await own.ask(MINE)).me;
    const input = { name: 'Passage', timeZone: 'Europe/Warsaw', workingDays: ['MON', 'TUE'], holidayCountry: 'PL' };
    const { updateOrganization } = await own.ask(UPDATE, { ...organization, input });
    expect(updateOrganization).toMatchObject({
      name: 'Passage',
      timeZone: 'Europe/Warsaw',
      workingDays: ['MON', 'TUE'],
      version: 2,
    });
    for (const wrong of [
      { timeZone: 'Europe/Nowhere' },
      { workingDays: ['MO'] },
      { name: null },
      { holidayCountry: 'pl' },
    ])
      expect(await own.refusal(UPDATE, { ...organization, version: 2, input: wrong })).toBe('BAD_USER_INPUT');
  });

  it('is nothing to those of another, and not changed by caseworkers', async () => {
    const abroad = await scene.as('organisation-admin', { organizationId: await scene.make.organization() });
    const { organization } = (await admin.ask(MINE)).me;
    expect(await abroad.refusal(UPDATE, { ...organization, input: { name: 'Theirs' } })).toBe('NOT_FOUND');
    expect(await (await scene.as('caseworker')).refusal(UPDATE, { ...organization, input: { name: 'Theirs' } })).toBe(
      'FORBIDDEN',
    );
    expect((await admin.ask(MINE)).me.organization).toEqual(organization);
  });
});
