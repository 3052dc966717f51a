// The databases of an installation: reached, made where they are missing, and prepared by one process at a time.
import {
  APP,
  connected,
  ensureDatabase,
  OWNER,
  prepareKeyring,
  prepareServer,
  withDatabase,
  WORKER,
  type RootKey,
} from '@haven/platform';
import { Client } from 'pg';
import { MIGRATIONS } from '../migrations.js';
import { Fault } from './fault.js';

/** Only one process at a time prepares or seeds a database; the others wait for it. */
const LOCK = 4_826_338;
const PATIENCE_MS = 5_000;
const OLDEST_POSTGRES = 15;
const MISSING_DATABASE = '3D000';
const NOT_ALLOWED = '42501';

export interface Databases {
  /** Haven's database, by a login that may create roles. */
  adminUrl: string;
  /** The keyring's. */
  keyringUrl: string;
}

export const databaseOf = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(1));
const serverOf = (url: string): string => new URL(url).host;
/** Whether the keyring lies on the server of the data. */
export const besideData = ({ adminUrl, keyringUrl }: Databases): boolean => serverOf(keyringUrl) === serverOf(adminUrl);

/**
 * Makes the databases that are missing, the logins, the tables and the keyring.
 * @returns names of the migrations that were run now
 * @throws Fault when the server does not answer, or its login may not do this
 */
export async function prepare(databases: Databases, rootKey: RootKey): Promise<string[]> {
  const { adminUrl, keyringUrl } = databases;
  try {
    await mustAnswer(adminUrl, makeDatabase);
    if (!besideData(databases)) await mustAnswer(keyringUrl);
    return await alone(adminUrl, async () => {
      const done = await prepareServer(adminUrl, rootKey, MIGRATIONS);
      await makeKeyring(databases, rootKey);
      return done;
    });
  } catch (error) {
    if ((error as { code?: string }).code !== NOT_ALLOWED) throw error;
    const { username } = new URL(adminUrl);
    throw new Fault(`The login ${username} at ${serverOf(adminUrl)} may not do this: ${(error as Error).message}.`);
  }
}

/** Runs a deed while no other process prepares or seeds the same database. */
export function alone<T>(adminUrl: string, deed: () => Promise<T>): Promise<T> {
  return connected(adminUrl, async (client) => {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    return deed();
  });
}

/** On the data's own server whoever prepares that prepares the keyring, too; the logins use it and own nothing of it. */
async function makeKeyring({ adminUrl, keyringUrl }: Databases, rootKey: RootKey): Promise<void> {
  if (!besideData({ adminUrl, keyringUrl })) return prepareKeyring(keyringUrl, rootKey);
  const ownUrl = withDatabase(adminUrl, databaseOf(keyringUrl));
  await ensureDatabase(adminUrl, databaseOf(keyringUrl));
  await prepareKeyring(ownUrl, rootKey);
  await connected(ownUrl, async (client) => {
    const wanted = [APP, WORKER, decodeURIComponent(new URL(keyringUrl).username)];
    const { rows } = await client.query<{ name: string }>(
      'select quote_ident(rolname) as name from pg_roles where rolname = any($1)',
      [wanted],
    );
    const logins = rows.map(({ name }) => name).join(', ');
    await client.query(`grant select, insert on organization_key, erasure to ${logins}`);
    await client.query(`grant select, insert, delete on subject_key to ${logins}`);
  });
}

/** @throws Fault for a server older than what Haven's statements are written for */
export function mustBeNewEnough(version: string): void {
  if (Number.parseInt(version, 10) < OLDEST_POSTGRES)
    throw new Fault(`Haven needs PostgreSQL ${OLDEST_POSTGRES} or newer; this is ${version}.`);
}

/** Makes Haven's database on a server that has none of it yet. */
async function makeDatabase(url: string): Promise<void> {
  const server = withDatabase(url, 'postgres');
  await alone(server, async () => {
    await connected(server, async (client) => {
      const { rowCount } = await client.query('select from pg_roles where rolname = $1', [OWNER]);
      if (rowCount === 0) await client.query(`create role ${OWNER} nologin nobypassrls`);
      await client.query(`grant ${OWNER} to current_user`);
    });
    await ensureDatabase(server, databaseOf(url));
  });
}

/**
 * Reaches the database; where only its server is there, it is made.
 * @throws Fault when it does not answer, or is of a version that Haven does not know
 */
async function mustAnswer(url: string, make?: (url: string) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: PATIENCE_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    mustBeNewEnough(rows[0]!.server_version);
    await client.end();
  } catch (error) {
    await client.end();
    if (error instanceof Fault) throw error;
    const { code, message } = error as Error & { code?: string };
    if (code === MISSING_DATABASE && make) {
      await mustAnswer(withDatabase(url, 'postgres'));
      return make(url);
    }
    throw new Fault(
      `The database ${databaseOf(url)} at ${serverOf(url)} does not answer: ${code ? `${message} (${code})`.trim() : message}`,
    );
  }
}
