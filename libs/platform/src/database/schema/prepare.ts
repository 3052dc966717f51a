// Preparing a server: databases, roles and migrations, from nothing or from any earlier version. Safe to run again.
import { Client, Pool } from 'pg';
import type { MigrationInterface } from 'typeorm';
import { Keyring } from '../../crypto/keyring.js';
import type { RootKey } from '../../crypto/root-key.js';
import { migrate } from '../data-source.js';
import { LOGINS, OWNER, prepareRoles, type Login } from './roles.js';

/** Passwords of the logins: derived from the root key, so they stand in no file of ours. */
export const loginPassword = (rootKey: RootKey, login: Login): string =>
  rootKey.derive(`database password of ${login}`).toString('hex');

export const withDatabase = (url: string, database: string): string => {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
};

export const withLogin = (url: string, login: Login, rootKey: RootKey): string => {
  const changed = new URL(url);
  changed.username = login;
  changed.password = loginPassword(rootKey, login);
  return changed.href;
};

/** A URL that names one of the logins without a password gets the derived one; any other stays as it is. */
export function signedIn(url: string, rootKey: RootKey): string {
  const { username, password } = new URL(url);
  const login = LOGINS.find((each) => each === username);
  return login && password === '' ? withLogin(url, login, rootKey) : url;
}

/** Makes a database that is missing, owned by the owner. */
export async function ensureDatabase(adminUrl: string, database: string, template = 'template1'): Promise<void> {
  await connected(adminUrl, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database "${database}" owner ${OWNER} template "${template}"`);
  });
}

/** Roles, migrations and the keyring's tables. @param adminUrl of a login that may create roles, in Haven's database */
export async function prepareServer(
  adminUrl: string,
  rootKey: RootKey,
  migrations: readonly (new () => MigrationInterface)[],
): Promise<string[]> {
  await connected(adminUrl, async (client) => {
    const passwords = Object.fromEntries(LOGINS.map((login) => [login, loginPassword(rootKey, login)])) as Record<
      Login,
      string
    >;
    await prepareRoles(client, passwords);
    await client.query(`grant create on schema public to ${OWNER}`);
  });
  return migrate(adminUrl, migrations);
}

/** The keyring's tables, in a database apart from the data so that its backups can be short-lived. */
export async function prepareKeyring(keyringUrl: string, rootKey: RootKey): Promise<void> {
  const pool = new Pool({ connectionString: keyringUrl, max: 1 });
  try {
    await new Keyring(pool, rootKey).migrate();
  } finally {
    await pool.end();
  }
}

export async function connected<T>(url: string, deed: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await deed(client);
  } finally {
    await client.end();
  }
}
