// Reach: which rows a permission reaches, as one SQL condition that every read and write path obeys.
import type { Permission } from '../access/permissions.js';
import type { RowSql, ScopeRules } from '../access/rules.js';
import { grantOf, may, Reach, type Grant, type Who } from '../access/who.js';
import { fieldOf, recordOf, type RecordTraits } from '../model/traits.js';
import type { Params } from './params.js';

export interface Asking {
  who: Who;
  params: Params;
  today: () => string;
}

export function rowSql(asking: Asking, alias: string): RowSql {
  const { who, params } = asking;
  return {
    col: (column) => `${alias}."${column}"`,
    me: () => params.once('me', () => who.userId, '::uuid'),
    today: () => params.once('today', asking.today, '::date'),
    may: (permission) => may(who, permission),
    reaches: (record, permission, inner) => reach(asking, recordOf(record), inner, permission),
  };
}

const scopeSql = (asking: Asking, rules: ScopeRules, alias: string, grant: Grant): string => {
  const row = rowSql(asking, alias);
  if (grant.reach === Reach.ORGANIZATION) return 'true';
  if (grant.reach === Reach.OWN) return rules.own(row);
  const teams = asking.params.once(`teams:${grant.teams.join()}`, () => grant.teams, '::uuid[]');
  return `(${rules.own(row)} or ${rules.team(row, teams)})`;
};

/**
 * The condition under which `permission` reaches a row of `record`, `alias` being the row; 'true' when every row is reached, 'false' when none.
 * Children ask their owner. The record's own rule (such as a note's visibility) always applies too.
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
    ]);
  if (!record.owner) return grant.reach === Reach.ORGANIZATION ? 'true' : 'false';
  const owner = recordOf(record.owner.record());
  const by = fieldOf(record, record.owner.by).column;
  const inner = `${alias}o`;
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
      const inner = `${alias}c`;
      const condition = ownerOrScope(asking, child, inner, permission, grant);
      return `exists (select from "${child.table}" ${inner} where ${inner}.organization_id = ${alias}.organization_id and ${inner}."${fieldOf(child, bridge.by).column}" = ${alias}.id and ${condition})`;
    });
}

const bridges: { parent: () => Function; child: Function; by: string }[] = [];

/** Whoever reaches a child reaches its parent: `reachedThrough(() => Applicant, Case, 'applicantId')`. */
export function reachedThrough(parent: () => Function, child: Function, by: string): void {
  bridges.push({ parent, child, by });
}

const any = (conditions: readonly string[]): string =>
  conditions.includes('true') ? 'true' : conditions.length === 1 ? conditions[0]! : `(${conditions.join(' or ')})`;

/** Joins conditions with AND, leaving out what is always true. */
export function all(conditions: readonly string[]): string {
  const real = conditions.filter((condition) => condition !== 'true');
  if (real.includes('false')) return 'false';
  return real.length === 0 ? 'true' : real.length === 1 ? real[0]! : `(${real.join(' and ')})`;
}
