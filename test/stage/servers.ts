// The stage's servers: a database of its own for every test file, cloned from a template that is migrated once per run.
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  connected,
  ensureDatabase,
  prepareKeyring,
  prepareServer,
  RootKey,
  RootKeyFile,
  withDatabase,
} from '@haven/platform';
import { MIGRATIONS } from '../../apps/cli/src/migrations.js';

const TEMPLATE = 'haven_template';
const KEYRING = 'haven_keyring';

/** URL of the run's Postgres, as its superuser. */
export function serverUrl(): string {
  const url = process.env.HAVEN_TEST_SERVER;
  if (!url) throw new Error('No Postgres for the tests: run them through vitest with test/vitest.config.ts');
  return url;
}

export const rootKeyFile = (): string => join(tmpdir(), `haven-test-${new URL(serverUrl()).port}.key`);
/** Shared by all of a run: names of objects never meet. */
export const filesFolder = (): string => join(tmpdir(), `haven-test-${new URL(serverUrl()).port}.files`);
export const rootKey = (): Promise<RootKey> => RootKey.load(new RootKeyFile(rootKeyFile()));
export const keyringUrl = (): string => withDatabase(serverUrl(), KEYRING);

/** Makes the template and the keyring; called once, by the global set-up. */
export async function prepareTemplate(): Promise<void> {
  const key = await rootKey();
  await connected(serverUrl(), async (client) => {
    await client.query('create role haven_owner nologin');
  });
  await ensureDatabase(serverUrl(), TEMPLATE);
  await ensureDatabase(serverUrl(), KEYRING);
  await prepareServer(withDatabase(serverUrl(), TEMPLATE), key, MIGRATIONS);
  await prepareKeyring(keyringUrl(), key);
}

/** A fresh database with every table and nothing in it. */
export async function freshDatabase(): Promise<{ adminUrl: string; drop: () => Promise<void> }> {
  const name = `haven_${randomBytes(6).toString('hex')}`;
  await ensureDatabase(serverUrl(), name, TEMPLATE);
  const drop = (): Promise<void> =>
    connected(
      serverUrl(),
      async (client) => void (await client.query(`drop database if exists "${name}" with (force)`)),
    );
  return { adminUrl: withDatabase(serverUrl(), name), drop };
}
