// Preparing an installation: `migrate` makes everything from nothing, may be repeated, and by several at once.
import { randomBytes } from 'node:crypto';
import { connected, withDatabase, withLogin } from '@haven/platform';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

  it('says what it needs', async () => {
    const refused = new Command('migrate', {});
    expect(await refused.ends()).toBe(1);
    expect(refused.err).toMatch(/^migrate needs MIGRATION_DATABASE_URL, KEYRING_URL, ROOT_KEY_FILE/);
  });
});
