// Reach: which rows a permission reaches, as one SQL condition that every read and write path obeys.
import type { Permission } from '../access/permissions.js';
import type { RowSql, ScopeRules } from '../access/rules.js';
import { grantOf, may, Reach, type Grant, type Who } from '../access/who.js';
import { fieldOf, recordOf, type RecordTraits } from '../model/traits.js';
import type { Params } from './params.js';

export interface Asking {
  who: Who;
  params: Params;
}

export function rowSql(asking: Asking, alias: string): RowSql {
  const { who, params } = asking;
  return {
    col: (column) => `${alias}."${column}"`,
    me: () => params.me,
    organization: () => params.organization,
    today: () => params.today,
    may: (permission) => may(who, permission),
    sees: (value) => `${value} = any(${params.once('sees', [...who.sees], '::text[]')})`,
    ofMyTeams: (column, permission) => {
      const grant = grantOf(who, permission);
      if (grant?.reach === Reach.ORGANIZATION) return 'true';
      return grant?.reach === Reach.TEAM ? `${alias}."${column}" = any(${teamsOf(asking, grant)})` : 'false';
    },
    reaches: (record, permission, inner) => reach(asking, recordOf(record), inner, permission),
  };
}

const teamsOf = ({ params }: Asking, { teams }: Grant): string =>
  params.once(`teams:${teams.join()}`, teams, '::uuid[]');

const scopeSql = (asking: Asking, rules: ScopeRules, alias: string, grant: Grant): string => {
  const row = rowSql(asking, alias);
  if (grant.reach === Reach.ORGANIZATION) return 'true';
  if (grant.reach === Reach.OWN) return rules.own(row);
  return `(${rules.own(row)} or ${rules.team(row, teamsOf(asking, grant))})`;
};

/**
 * The condition under which `permission` reaches a row of `record`, `alias` being the row; 'true' when every row is reached, 'false' when none.
 * Children ask their owner; a record with an owner and a scope of its own, such as a task, is reached by either. The record's own rule (such as a note's visibility) always applies too.
 */
export function reach(asking: Asking, record: RecordTraits, alias: string, permission: Permission): string {
  const grant = grantOf(asking.who, permission);
  if (!grant) return 'false';
  const conditions = [ownerOrScope(asking, record, alias, permission, grant)];
  if (record.rule) conditions.push(record.rule(rowSql(asking, alias)));
  return all(conditions);
}

function ownerOrScope(
  asking: Asking,
  record: RecordTraits,
  alias: string,
  permission: Permission,
  grant: Grant,
): string {
  if (grant.reach === Reach.ORGANIZATION && !record.owner) return 'true';
  if (record.scope)
    return any([
      scopeSql(asking, record.scope, alias, grant),
      ...throughChildren(asking, record, alias, permission, grant),
      ...(record.owner ? [throughOwner(asking, record, record.owner, alias, permission, grant)] : []),
    ]);
  if (record.owner) return throughOwner(asking, record, record.owner, alias, permission, grant);
  return grant.reach === Reach.ORGANIZATION ? 'true' : 'false';
}

function throughOwner(
  asking: Asking,
  record: RecordTraits,
  { record: ownerType, by: property }: NonNullable<RecordTraits['owner']>,
  alias: string,
  permission: Permission,
  grant: Grant,
): string {
  const owner = recordOf(ownerType());
  const by = fieldOf(record, property).column;
  const inner = `${alias}_owner`;
  const scope = ownerOrScope(asking, owner, inner, permission, grant);
  const condition = all([scope, owner.rule ? owner.rule(rowSql(asking, inner)) : 'true']);
  if (condition === 'true') return 'true';
  return `exists (select from "${owner.table}" ${inner} where ${inner}.organization_id = ${alias}.organization_id and ${inner}.id = ${alias}."${by}" and ${condition})`;
}

/** A parent is also reached through a child that says so: an applicant through a case. */
function throughChildren(
  asking: Asking,
  record: RecordTraits,
  alias: string,
  permission: Permission,
  grant: Grant,
): string[] {
  return bridges
    .filter((bridge) => recordOf(bridge.parent()) === record)
    .map((bridge) => {
      const child = recordOf(bridge.child);
      const inner = `${alias}_child`;
      const condition = ownerOrScope(asking, child, inner, permission, grant);
      return `exists (select from "${child.table}" ${inner} where ${inner}.organization_id = ${alias}.organization_id and ${inner}."${fieldOf(child, bridge.by).column}" = ${alias}.id and ${condition})`;
    });
}

const bridges: { parent: () => Function; child: Function; by: string }[] = [];

/** Whoever reaches a child reaches its parent: `reachedThrough(() => Applicant, Case, 'applicantId')`. */
export function reachedThrough(parent: () => Function, child: Function, by: string): void {
  bridges.push({ parent, child, by });
}

const any = (conditions: readonly string[]): string => {
  if (conditions.includes('true') && !haveValues(conditions)) return 'true';
  return conditions.length === 1 ? conditions[0]! : `(${conditions.join(' or ')})`;
};

/** Joins conditions with AND, leaving out what is always true. */
export function all(conditions: readonly string[]): string {
  const real = conditions.filter((condition) => condition !== 'true');
  if (real.includes('false') && !haveValues(real)) return 'false';
  return real.length === 0 ? 'true' : real.length === 1 ? real[0]! : `(${real.join(' and ')})`;
}

/** A placeholder that no longer stands in the statement would leave Postgres a value whose type it cannot tell. */
const haveValues = (conditions: readonly string[]): boolean => conditions.some((condition) => condition.includes('$'));
