// Preparing an installation: `migrate` makes everything from nothing, may be repeated, and by several at once.
import { randomBytes } from 'node:crypto';
import { connected, withDatabase, withLogin } from '@haven/platform';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mustBeNewEnough } from '../../apps/cli/src/commands/databases.js';
import { build, Command } from '../stage/command.js';
import { rootKey, rootKeyFile, serverUrl } from '../stage/servers.js';

const LONG = 120_000;

describe('migrate', () => {
  const name = `haven_${randomBytes(6).toString('hex')}`;
  const keyringUrl = withDatabase(serverUrl(), `${name}_keyring`);
  const environment = {
    NODE_ENV: 'production',
    MIGRATION_DATABASE_URL: withDatabase(serverUrl(), name),
    KEYRING_URL: keyringUrl,
    ROOT_KEY_FILE: rootKeyFile(),
  };

  beforeAll(build, LONG);
  afterAll(() =>
    connected(serverUrl(), async (client) => {
      await client.query(`drop database if exists "${name}" with (force)`);
      await client.query(`drop database if exists "${name}_keyring" with (force)`);
    }),
  );

  it(
    'makes databases, logins, tables and keyring once, though two begin together',
    async () => {
      const both = [new Command('migrate', environment), new Command('migrate', environment)];
      expect(await Promise.all(both.map((each) => each.ends())), both.map(({ err }) => err).join('')).toEqual([0, 0]);
      expect(both.map(({ out }) => out.trim().split(':')[0]).sort()).toEqual(['Migrated', 'Nothing to migrate.']);
    },
    LONG,
  );

  it('lets the app use the keyring, and not undo an erasure', async () => {
    await connected(withLogin(keyringUrl, 'haven_app', await rootKey()), async (client) => {
      await client.query('select from organization_key');
      await expect(client.query('delete from erasure')).rejects.toThrow('permission denied');
    });
  });

  it('writes no demo organisation into production', async () => {
    const refused = new Command('demo', environment);
    expect(await refused.ends()).toBe(1);
    expect(refused.err).toMatch(/^This is for trying out/);
  });

  it.each(['missing', 'there'])(
    'says in one line that its login may not make roles, with the database %s',
    async (how) => {
      const login = `haven_test_${randomBytes(6).toString('hex')}`;
      await connected(serverUrl(), (client) => client.query(`create role ${login} login password 'green kettle'`));
      const url = new URL(withDatabase(serverUrl(), how === 'there' ? 'postgres' : `${name}_never`));
      Object.assign(url, { username: login, password: 'green kettle' });
      const refused = new Command('migrate', { ...environment, MIGRATION_DATABASE_URL: url.href });
      expect(await refused.ends()).toBe(1);
      await connected(serverUrl(), (client) => client.query(`drop role ${login}`));
      expect(refused.err).toMatch(new RegExp(`^The login ${login} at .+ may not do this: .+\\n$`));
    },
    LONG,
  );

  it('says in one line that the keyring does not answer', async () => {
    const url = 'postgres://me:secret@127.0.0.1:1/keys';
    const refused = new Command('migrate', { ...environment, KEYRING_URL: url });
    expect(await refused.ends()).toBe(1);
    expect(refused.err).toMatch(/^The database keys at 127\.0\.0\.1:1 does not answer: .+\n$/);
  });

  it('refuses a PostgreSQL that is too old', () => {
    expect(() => mustBeNewEnough('14.13 (Debian 14.13-1)')).toThrow(
      'Haven needs PostgreSQL 15 or newer; this is 14.13 (Debian 14.13-1).',
    );
    for (const version of ['15.18', '16beta1', '18.4']) expect(() => mustBeNewEnough(version)).not.toThrow();
  });

  it('says what it needs', async () => {
    const refused = new Command('migrate', {});
    expect(await refused.ends()).toBe(1);
    expect(refused.err).toMatch(/^migrate needs MIGRATION_DATABASE_URL, KEYRING_URL, ROOT_KEY_FILE/);
  });
});
