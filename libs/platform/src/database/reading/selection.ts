// Selection: what a client asked for, as plain data: the only thing the compiler knows of a query.
export interface Selection {
  /** Name in the answer: the alias, or the field's own name. */
  key: string;
  field: string;
  /** Arguments after coercion by the schema. */
  args: Record<string, unknown>;
  children: Selection[];
}

/** Arguments that every connection takes, after the Relay cursor specification. */
export interface ListArgs {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
  filter?: Filter | null;
  orderBy?: { field: string; direction: 'ASC' | 'DESC' } | null;
}

/** A generated filter; null and absent mean "not filtered by this". */
export type Filter = { [field: string]: unknown };

export const DEFAULT_PAGE = 25;
export const LARGEST_PAGE = 100;
