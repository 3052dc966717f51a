// Founding: how a new installation gets its first organisation, and that organisation its first user.
import { withDatabase, withLogin } from '@haven/platform';
import { beforeAll, describe, expect, it } from 'vitest';
import { Actor } from '../stage/actor.js';
import { sqlRows } from '../stage/behind.js';
import { build, Command } from '../stage/command.js';
import { filesFolder, keyringUrl, rootKey, rootKeyFile } from '../stage/servers.js';
import { stage, type Stage } from '../stage/stage.js';

const LONG = 120_000;
const ACCEPT =
  'mutation ($token: String!, $password: String!) { acceptInvitation(input: { token: $token, password: $password }) }';
const SIGN_IN =
  'mutation ($email: String!, $password: String!) { signIn(input: { email: $email, password: $password }) { accessToken } }';
const ME =
  '{ me { user { name } organization { name timeZone defaultLanguage workingDays holidayCountry } roles { role } } }';
const INVITE = 'mutation ($input: InviteUserInput!) { inviteUser(input: $input) { user { id } } }';
const PASSWORD = 'green kettle on the sill';

const email = 'Ona@passage.example';
const named = (options: Record<string, string>) => Object.entries(options).map(([name, value]) => `--${name}=${value}`);
const WISHES = {
  name: 'Passage',
  'time-zone': 'Europe/Warsaw',
  'admin-name': 'Она Прыкладная',
  'admin-email': email,
  language: 'ru',
  'working-days': 'sun,mon',
  'holiday-country': 'PL',
};

let scene: Stage;
let environment: Record<string, string>;

beforeAll(async () => {
  await build();
  scene = await stage();
  environment = {
    NODE_ENV: 'production',
    DATABASE_URL: withLogin(scene.adminUrl, 'haven_app', await rootKey()),
    KEYRING_URL: keyringUrl(),
    ROOT_KEY_FILE: rootKeyFile(),
    FILES_FOLDER: filesFolder(),
  };
}, LONG);

async function run(...options: string[]): Promise<Command & { code: number | null }> {
  const command = new Command('found', environment, options);
  return Object.assign(command, { code: await command.ends() });
}

const tokenIn = ({ out }: Command): string => /^ {2}(i1\.\S+)$/m.exec(out)?.[1] ?? '';
const signedIn = async (address: string): Promise<Actor> => {
  const { signIn } = await scene.nobody.ask(SIGN_IN, { email: address, password: PASSWORD });
  return new Actor(scene.app, signIn.accessToken);
};

describe('found', () => {
  it('makes an organisation whose admin accepts the invitation, signs in and invites others', async () => {
    const founded = await run(...named(WISHES));
    expect(founded).toMatchObject({ code: 0, err: '' });
    const token = tokenIn(founded);
    expect(await scene.nobody.ask(ACCEPT, { token, password: PASSWORD })).toEqual({ acceptInvitation: true });
    const admin = await signedIn(email.toLowerCase());
    expect((await admin.ask(ME)).me).toEqual({
      user: { name: WISHES['admin-name'] },
      organization: {
        name: 'Passage',
        timeZone: 'Europe/Warsaw',
        defaultLanguage: 'RU',
        workingDays: ['SUN', 'MON'],
        holidayCountry: 'PL',
      },
      roles: [{ role: 'organisation-admin' }],
    });
    const input = { name: 'Jonas', email: 'jonas@passage.example', kind: 'STAFF' };
    expect((await admin.ask(INVITE, { input })).inviteUser.user.id).toBeDefined();
  });

  it('makes nothing a second time, and says so', async () => {
    const before = await sqlRows(scene, 'select count(*) from organization');
    const again = await run(...named({ ...WISHES, name: 'Passage again', 'admin-email': email.toUpperCase() }));
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(again.err).toMatch(/^ONA@PASSAGE.EXAMPLE has founded an organisation here already; nothing was made\./);
    expect(await sqlRows(scene, 'select count(*) from organization')).toEqual(before);
  });

  it('makes one organisation of two that begin together', async () => {
    const wishes = named({ ...WISHES, 'admin-email': 'two@passage.example' });
    const both = await Promise.all([run(...wishes), run(...wishes)]);
    expect(both.map(({ code }) => code).sort()).toEqual([0, 1]);
    expect(both.map(({ err }) => err).join('')).toMatch(/^two@passage.example has founded an organisation/);
  });

  it('gives the founder another invitation, and the first is refused then', async () => {
    const first = tokenIn(await run(...named({ ...WISHES, 'admin-email': 'lost@passage.example' })));
    const second = tokenIn(await run('--again', '--admin-email', 'lost@passage.example'));
    expect(await scene.nobody.refusal(ACCEPT, { token: first, password: PASSWORD })).toBe('INVITATION_INVALID');
    await scene.nobody.ask(ACCEPT, { token: second, password: PASSWORD });
    expect((await (await signedIn('lost@passage.example')).ask(ME)).me.roles).toEqual([{ role: 'organisation-admin' }]);
    const stranger = await run('--again', '--admin-email', 'stranger@passage.example');
    expect(stranger.err).toMatch(/has founded no organisation here/);
  });

  it('refuses an address that signs in to another organisation', async () => {
    const { email: theirs } = await scene.make.user('caseworker', { password: PASSWORD });
    expect((await run(...named({ ...WISHES, 'admin-email': theirs }))).err).toMatch(/signs in to an organisation here/);
  });

  it('says of every option that is missing or wrong what it is to be', async () => {
    expect((await run()).err).toMatch(
      /^found cannot go on:\n {2}--admin-email is missing: .+\n {2}--admin-name is missing: .+\n {2}--name is missing: .+\n {2}--time-zone is missing: .+\n$/,
    );
    const wrong = { name: ' ', 'time-zone': 'Europe/Nowhere', 'admin-name': 'x\u0007', 'admin-email': 'ona' };
    const { code, err } = await run(
      ...named({ ...wrong, language: 'lt', 'working-days': 'MO', 'holiday-country': 'pl' }),
    );
    expect(code).toBe(1);
    expect(
      err
        .match(/^ {2}--[a-z-]+(?=: )/gm)
        ?.map((each) => each.trim())
        .sort(),
    ).toEqual([
      '--admin-email',
      '--admin-name',
      '--holiday-country',
      '--language',
      '--name',
      '--time-zone',
      '--working-days',
    ]);
    expect((await run('--nmae=x')).err).toMatch(/^Unknown option '--nmae'/);
  });

  it('says what the configuration lacks', async () => {
    const refused = new Command('found', {}, named(WISHES));
    expect(await refused.ends()).toBe(1);
    expect(refused.err).toMatch(/^The configuration is not right:\n {2}DATABASE_URL: /);
    expect(refused.err).not.toMatch(/ at /);
  });

  it.each([
    ['is not reached', 'postgres://me:secret@127.0.0.1:1/haven', /^The database does not answer: .+\n$/],
    ['is not prepared', 'template1', /^The database is not prepared: run migrate first\.\n$/],
  ])('says in one line that the database %s', async (_is, place, line) => {
    const url = place.includes(':')
      ? place
      : withLogin(withDatabase(scene.adminUrl, place), 'haven_app', await rootKey());
    const refused = new Command('found', { ...environment, DATABASE_URL: url }, named(WISHES));
    expect(await refused.ends()).toBe(1);
    expect(refused.err).toMatch(line);
  });
});
