// The table rules: what must be true of every tenant's table, asked of Postgres itself, each with a breach that proves that it can be broken.
const REFERENCE_TABLES = [
  'tenant', // which tenants there are, by id
  'sign_in', // where an e-mail address signs in, by its blind index
  'migrations', // which migrations ran
];

export interface CatalogueRule {
  is: string;
  /** A query that answers with the `name` of each thing that breaks the rule. */
  finds: string;
  /** Statements that break it, and what is found then; `careless` unless said otherwise. */
  breach: string;
  culprit?: string;
}

/** The tables of tenants, as `t`: all but the reference tables, so that a new table is one unless somebody says no here. */
export const TENANT_TABLES = `with t as (select c.oid, c.relname as name from pg_class c
  where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
    and c.relname <> all('{${REFERENCE_TABLES.join(', ')}}'))`;

/** The wall as Postgres prints it: \`organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid)\`. */
const WALL = `(organization_id = ( SELECT (NULLIF(current_setting(''app.organization_id''::text, true), ''''::text))::uuid AS "nullif"))`;

const CARELESS =
  'create table careless (organization_id uuid not null, id uuid not null, primary key (organization_id, id)';

export const TABLE_RULES: readonly CatalogueRule[] = [
  {
    is: 'has organization_id, never null',
    finds: `select name from t where not exists (select from pg_attribute a
      where a.attrelid = t.oid and a.attname = 'organization_id' and a.attnotnull)`,
    breach: 'create table careless (organization_id uuid)',
  },
  {
    is: 'has a primary key',
    finds: 'select name from t where not exists (select from pg_index i where i.indrelid = t.oid and i.indisprimary)',
    breach: 'create table careless (organization_id uuid not null)',
  },
  {
    is: 'has organization_id first in every key',
    finds: `select x.relname as name from t join pg_index i on i.indrelid = t.oid and i.indisunique
      join pg_class x on x.oid = i.indexrelid
      left join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
      where a.attname is distinct from 'organization_id'`,
    breach: 'alter table team add constraint careless unique (name)',
  },
  {
    is: 'has organization_id first in every other index, inverted ones apart',
    finds: `select x.relname as name from t join pg_index i on i.indrelid = t.oid and not i.indisunique
      join pg_class x on x.oid = i.indexrelid join pg_am m on m.oid = x.relam and m.amname <> 'gin'
      left join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
      where a.attname is distinct from 'organization_id'`,
    breach: 'create index careless on "case" (opened_at)',
  },
  {
    is: 'refers to tenant tables only, with organization_id first on both sides',
    finds: `select k.conname as name from t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
      left join t as target on target.oid = k.confrelid
      left join pg_attribute near on near.attrelid = k.conrelid and near.attnum = k.conkey[1]
      left join pg_attribute far on far.attrelid = k.confrelid and far.attnum = k.confkey[1]
      where target.oid is null or near.attname <> 'organization_id' or far.attname <> 'organization_id'`,
    breach: `alter table team add unique (id);
      ${CARELESS}, team_id uuid constraint careless references team (id))`,
  },
  {
    is: 'is not referred to by a reference table',
    finds: `select k.conname as name from t join pg_constraint k on k.confrelid = t.oid and k.contype = 'f'
      where k.conrelid not in (select oid from t)`,
    breach: `alter table sign_in add constraint careless
      foreign key (organization_id, user_id) references "user" (organization_id, id)`,
  },
  {
    is: 'has no reference that a deletion empties',
    finds: `select k.conname as name from t join pg_constraint k on k.conrelid = t.oid and k.confdeltype in ('n', 'd')`,
    breach: `${CARELESS}, team_id uuid, constraint careless
      foreign key (organization_id, team_id) references team (organization_id, id) on delete set null (team_id))`,
  },
  {
    is: 'works out no value of its own: defaults are constants',
    finds: `select t.name from t join pg_attrdef d on d.adrelid = t.oid
      where pg_get_expr(d.adbin, d.adrelid) ~* '[(]|current_'`,
    breach: `${CARELESS}, made_at timestamptz default now())`,
  },
  {
    is: 'has row security enabled and forced',
    finds: `select t.name from t join pg_class c on c.oid = t.oid
      where not (c.relrowsecurity and c.relforcerowsecurity)`,
    breach: `${CARELESS}); alter table careless enable row level security`,
  },
  {
    is: 'has the wall for all commands and everyone, the same for reading and writing',
    finds: `select t.name from t where not exists (select from pg_policies p
      where p.schemaname = 'public' and p.tablename = t.name
        and p.permissive = 'PERMISSIVE' and p.roles = '{public}' and p.cmd = 'ALL' and p.qual = '${WALL}' and p.with_check = '${WALL}')`,
    breach: `${CARELESS}); create policy tenant on careless using
      (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid)`,
  },
  {
    is: 'has no second policy that would widen the first',
    finds: `select t.name from t join pg_policy p on p.polrelid = t.oid and p.polpermissive
      group by t.name having count(*) > 1`,
    breach: 'create policy careless on "case" for select using (true)',
    culprit: 'case',
  },
];
