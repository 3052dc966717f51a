// Rules on rows: the words in which a noun says who reaches which of its rows. They become SQL below every read and write.
import type { Permission } from './permissions.js';

/** What a rule may speak of: the row's columns and the one who asks. */
export interface RowSql {
  /** Qualified column of the row. */
  col(column: string): string;
  /** Placeholder of the asking user's id. */
  me(): string;
  /** Placeholder of the asking user's organisation. */
  organization(): string;
  /** Placeholder of the calendar day it is now in the asking user's organisation. */
  today(): string;
  /** Whether the asking user holds a permission at all. */
  may(permission: Permission): boolean;
  /** Whether the asking user sees a class of sensitivity; `value` is SQL that gives its name. */
  sees(value: string): string;
  /** Whether the row belongs to a team for which the asking user holds a permission; to any team when it is held for all of them. `column` holds the team's id. */
  ofMyTeams(column: string, permission: Permission): string;
  /** The condition under which a permission reaches a row of another record that stands under `alias` in a subquery. */
  reaches(record: Function, permission: Permission, alias: string): string;
}

/** A condition on a row, as SQL. */
export type RowRule = (row: RowSql) => string;

/** What "own" and "team" mean for a root noun. The team rule sees the placeholder of the granted teams (uuid[]). */
export interface ScopeRules {
  own: RowRule;
  team: (row: RowSql, teams: string) => string;
}
