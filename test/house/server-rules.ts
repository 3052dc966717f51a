// The server rules: what must be true around the tables, so that nobody goes round their walls.
import { APP, LOGINS, OWNER, TRACER } from '@haven/platform';
import type { CatalogueRule } from './table-rules.js';

const LOGIN = `= any('{${LOGINS.join(', ')}}'::text[])`;

/** Whether a schema is none of Postgres' own. */
const ours = (schema: string): string =>
  `${schema} not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace, 'pg_toast'::regnamespace)`;

const GRANTED = `select r as login, t as name, p as privilege from unnest('{${LOGINS.join(', ')}}'::text[]) r
  cross join (select quote_ident(tablename) from pg_tables where schemaname = 'public') tables (t)
  cross join unnest('{insert, update, delete, truncate, references, trigger, maintain}'::text[]) p
  where has_table_privilege(r, t, p)`;

export const SERVER_RULES: readonly CatalogueRule[] = [
  {
    is: 'no login may go round row security or make roles and databases',
    finds: `select rolname as name from pg_roles where rolname ${LOGIN}
      and (rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication)`,
    breach: 'alter role haven_app bypassrls',
    culprit: 'haven_app',
  },
  {
    is: 'no login is a member of a role, but for the narrower one that the app becomes to trace a person',
    finds: `select member::regrole::text as name from pg_auth_members where member::regrole::text ${LOGIN}
      and (roleid <> '${TRACER}'::regrole or member <> '${APP}'::regrole or inherit_option or admin_option)`,
    breach: `grant ${OWNER} to haven_worker`,
    culprit: 'haven_worker',
  },
  {
    is: 'no login has at once what a role it may become has: PostgreSQL 15 asks nothing else',
    finds: `select rolname as name from pg_roles where rolname ${LOGIN} and rolinherit`,
    breach: 'alter role haven_app inherit',
    culprit: 'haven_app',
  },
  {
    is: 'that one can read the trail and nothing else',
    finds: `select rolname as name from pg_roles where rolname = '${TRACER}' and (rolcanlogin or rolsuper or rolbypassrls)
      union all select relname from pg_class cross join lateral aclexplode(relacl) g
      where g.grantee = '${TRACER}'::regrole and (relname <> 'audit_event' or g.privilege_type <> 'SELECT')`,
    breach: `grant select on "case" to ${TRACER}`,
    culprit: 'case',
  },
  {
    is: 'the owner cannot sign in',
    finds: `select rolname as name from pg_roles
      where rolname = '${OWNER}' and (rolcanlogin or rolsuper or rolbypassrls)`,
    breach: `alter role ${OWNER} login`,
    culprit: OWNER,
  },
  {
    is: 'everything belongs to the owner',
    finds: `select relname as name from pg_class where ${ours('relnamespace')} and relpersistence = 'p' and relowner <> '${OWNER}'::regrole
      union all select proname from pg_proc where ${ours('pronamespace')} and proowner <> '${OWNER}'::regrole
      union all select datname from pg_database where datname = current_database() and datdba <> '${OWNER}'::regrole`,
    breach: 'create sequence careless; alter sequence careless owner to haven_app',
  },
  {
    is: 'no login makes anything',
    finds: `select rolname as name from pg_roles where rolname ${LOGIN} and
      (has_schema_privilege(rolname, 'public', 'create') or has_database_privilege(rolname, current_database(), 'create'))`,
    breach: 'grant create on schema public to haven_reporting',
    culprit: 'haven_reporting',
  },
  {
    is: 'no function runs as its owner',
    finds: `select proname as name from pg_proc where prosecdef and ${ours('pronamespace')}`,
    breach: `create function careless() returns int language sql security definer as 'select 1'`,
  },
  {
    is: 'no trigger acts unseen',
    finds: `select tgname as name from pg_trigger where not tgisinternal union all select evtname from pg_event_trigger`,
    breach: `create trigger careless before update on team for each row execute function suppress_redundant_updates_trigger()`,
  },
  {
    is: 'no rule acts unseen',
    finds: `select rulename as name from pg_rewrite r join pg_class c on c.oid = r.ev_class
      where ${ours('c.relnamespace')} and rulename <> '_RETURN'`,
    breach: 'create rule careless as on delete to team do instead nothing',
  },
  {
    is: 'no view shows what the asker may not see, and none keeps a copy',
    finds: `select relname as name from pg_class where ${ours('relnamespace')} and (relkind = 'm'
      or relkind = 'v' and not coalesce(reloptions, '{}') && '{security_invoker=true, security_invoker=on}')`,
    breach: 'create view careless as select * from team',
  },
  {
    is: 'no table is granted to everyone',
    finds: `select relname as name from pg_class cross join lateral aclexplode(relacl) g
      where ${ours('relnamespace')} and g.grantee = 0`,
    breach: 'grant select on team to public',
    culprit: 'team',
  },
  {
    is: 'no login empties a table or hangs something onto it',
    finds: `select name from (${GRANTED}) g where privilege not in ('insert', 'update', 'delete')`,
    breach: 'grant truncate on team to haven_app',
    culprit: 'team',
  },
  {
    is: 'reporting writes nothing',
    finds: `select name from (${GRANTED}) g where login = 'haven_reporting'`,
    breach: 'grant update on team to haven_reporting',
    culprit: 'team',
  },
  {
    is: 'the trail of what was done is added to, never changed',
    finds: `select name from (${GRANTED}) g where name = 'audit_event' and privilege <> 'insert'`,
    breach: 'grant delete on audit_event to haven_worker',
    culprit: 'audit_event',
  },
];
