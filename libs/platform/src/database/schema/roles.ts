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
    const { rows } = await client.query<{ rolname: string }>('select rolname from pg_roles where rolname = any($1)', [
      [OWNER, TRACER, ...LOGINS],
    ]);
    const known = new Set(rows.map((row) => row.rolname));
    for (const role of [OWNER, TRACER])
      if (!known.has(role)) await client.query(`create role ${role} nologin nobypassrls`);
    await client.query(`grant ${OWNER} to current_user`);
    for (const login of LOGINS) {
      const verb = known.has(login) ? 'alter' : 'create';
      await client.query(
        `${verb} role ${login} login nosuperuser nobypassrls nocreatedb nocreaterole noreplication password '${passwords[login]}'`,
      );
      await client.query(`alter role ${login} set statement_timeout = '5s'`);
      await client.query(`alter role ${login} set lock_timeout = '3s'`);
      await client.query(`alter role ${login} set idle_in_transaction_session_timeout = '30s'`);
      await client.query(`alter role ${login} set timezone = 'UTC'`);
      // Days go out as Postgres writes them.
      await client.query(`alter role ${login} set datestyle = 'ISO, YMD'`);
      // Statements are small and many: compiling them to machine code costs more than it saves.
      await client.query(`alter role ${login} set jit = off`);
    }
    await client.query(`grant ${TRACER} to ${APP} with inherit false, set true`);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
