// Roles: what each of Haven's logins may do. The owner owns everything and cannot log in; the app owns nothing and cannot go round row security.
import type { ClientBase } from 'pg';

export const OWNER = 'haven_owner';
/** Logins that work under row security; the reporting one reads only. */
export const APP = 'haven_app';
export const WORKER = 'haven_worker';
export const REPORTING = 'haven_reporting';
export const LOGINS = [APP, WORKER, REPORTING] as const;
export type Login = (typeof LOGINS)[number];
/**
 * What the app becomes for one statement that asks for the audit events about one person: in this role it sees no others, and Postgres can use
 * the index on the persons, which no condition of ours may use under row security (docs/decisions/audit.md).
 */
export const TRACER = 'haven_tracer';

const NARROW = 'login nosuperuser nobypassrls nocreatedb nocreaterole noreplication';

/** A lock for one installation at a time: roles belong to the whole server. */
const LOCK = 4_826_337;

/**
 * Makes or renews the roles; the connection's role must be allowed to create roles.
 * @param passwords of the logins, derived from the root key so that they stand nowhere
 */
export async function prepareRoles(client: ClientBase, passwords: Record<Login, string>): Promise<void> {
  await client.query('begin');
  try {
    await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
    const { rows } = await client.query<{ name: string; narrow: boolean }>(
      `select rolname as name, rolcanlogin and not (rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication) as narrow
         from pg_roles where rolname = any($1)`,
      [[OWNER, TRACER, ...LOGINS]],
    );
    const known = new Map(rows.map(({ name, narrow }) => [name, narrow]));
    for (const role of [OWNER, TRACER])
      if (!known.has(role)) await client.query(`create role ${role} nologin nobypassrls`);
    await client.query(`grant ${OWNER} to current_user`);
    for (const login of LOGINS) {
      const verb = known.has(login) ? 'alter' : 'create';
      // Only a superuser may name these of a role that is there already, even where nothing changes.
      const narrowing = known.get(login) ? '' : NARROW;
      await client.query(`${verb} role ${login} noinherit ${narrowing} password '${passwords[login]}'`);
      await client.query(`alter role ${login} set statement_timeout = '5s'`);
      await client.query(`alter role ${login} set lock_timeout = '3s'`);
      await client.query(`alter role ${login} set idle_in_transaction_session_timeout = '30s'`);
      await client.query(`alter role ${login} set timezone = 'UTC'`);
      // Days go out as Postgres writes them.
      await client.query(`alter role ${login} set datestyle = 'ISO, YMD'`);
      // Statements are small and many: compiling them to machine code costs more than it saves.
      await client.query(`alter role ${login} set jit = off`);
    }
    // The app may become the tracer and is not it: a login that inherits would be held to its policy in every query. PostgreSQL 15 knows
    // only the login's own noinherit; from 16 on that is what a grant begins with.
    await client.query(`grant ${TRACER} to ${APP}`);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
