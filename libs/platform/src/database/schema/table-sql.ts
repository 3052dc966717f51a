// Table SQL: the columns that every tenant's table begins with, and references that keep the tenant's wall.

/** Columns and keys of a record: `${recordColumns} , more columns …`. */
export const RECORD_COLUMNS = `
  organization_id uuid not null,
  id uuid not null,
  created_at timestamptz not null,
  created_by_id uuid not null,
  updated_at timestamptz not null,
  version integer not null check (version > 0),
  primary key (organization_id, id)`;

/** A foreign key that carries the tenant: a plain one would accept another tenant's row. */
export const reference = (column: string, table: string): string =>
  `foreign key (organization_id, ${column}) references "${table}" (organization_id, id)`;

/** A column that holds one of the values of an enum. */
export const choice = (column: string, values: Record<string, string>, nullable = false): string =>
  `${column} text ${nullable ? '' : 'not null '}check (${column} in (${Object.values(values)
    .map((value) => `'${value}'`)
    .join(', ')}))`;
