// Reads: how a noun's resolver says which queries answer for it. Resolving them is the compiler's business.
import { Field } from '@nestjs/graphql';
import type { Permission } from '../access/permissions.js';
import type { RowRule } from '../access/rules.js';
import { addChildFilter, addChildList, addNamedFilter } from '../database/reading/relations.js';
import { recordOf, type RecordClass } from '../model/traits.js';

export interface ReadQuery {
  field: string;
  kind: 'one' | 'list';
  record: () => RecordClass;
  permission: Permission;
  description: string;
}

const queries = new Map<string, ReadQuery>();

export const readQueries = (): readonly ReadQuery[] => [...queries.values()];
export const readQuery = (field: string): ReadQuery | undefined => queries.get(field);

/** The queries of a record: `one` by id, `list` as a connection with generated filters and orders. */
export function reads(record: RecordClass, names: { one?: string; list?: string }): void {
  const { read, name } = recordOf(record);
  const declare = (field: string | undefined, kind: ReadQuery['kind'], description: string): void => {
    if (!field) return;
    if (queries.has(field)) throw new Error(`Two records answer to the query ${field}`);
    queries.set(field, { field, kind, record: () => record, permission: read, description });
  };
  declare(
    names.one,
    'one',
    `The ${name} of this id; null when there is none within the asking user's scope. Needs \`${read.name}\`.`,
  );
  declare(names.list, 'list', `${name} records within the asking user's scope. Needs \`${read.name}\`.`);
}

/** A list of children that this noun adds to its parent's type: `listedUnder(() => Case, 'notes', CaseNote, 'caseId')`. */
export function listedUnder(parent: () => RecordClass, field: string, child: RecordClass, by: string): void {
  const { read, name } = recordOf(child);
  addChildList({
    parent,
    field,
    child: () => child,
    by,
    permission: read,
    description: `${name} records of this one. Needs \`${read.name}\`.`,
  });
}

/**
 * A filter that this noun adds to its parent's lists: `foundUnder(() => Applicant, 'name', PersonName, 'applicantId', 'full', …)`.
 * `only` says which children count.
 */
export function foundUnder(
  parent: () => RecordClass,
  name: string,
  child: RecordClass,
  by: string,
  property: string,
  description: string,
  only?: RowRule,
): void {
  addChildFilter({ parent, name, child: () => child, by, property, description, only });
}

/**
 * A yes-or-no filter on a record's lists: `filteredBy(Task, 'mine', { is: 'Assigned to the asking user.', holds: … })`.
 * Without a condition it is the derived field of that name.
 */
export function filteredBy(type: RecordClass, name: string, condition?: { is: string; holds: RowRule }): void {
  const record = recordOf(type);
  const derived = record.derived.find((each) => each.name === name);
  if (!condition && !derived) throw new Error(`${record.name} has no derived field ${name}`);
  addNamedFilter({
    record,
    name,
    description: condition?.is ?? derived!.description,
    holds: condition?.holds ?? derived!.sql,
  });
}

/**
 * A value that this noun adds to its parent's type, worked out by Postgres when the parent is read:
 * `derivedUnder(Case, 'missingDocuments', () => Int, { is: '…', sql: … })`. {@link filteredBy} can then name it.
 */
export function derivedUnder(
  parent: RecordClass & { prototype: object },
  name: string,
  type: () => unknown,
  { is, sql }: { is: string; sql: RowRule },
): void {
  const record = recordOf(parent);
  if (record.derived.some((each) => each.name === name) || record.fields.some((each) => each.name === name))
    throw new Error(`${record.name} has two fields ${name}`);
  record.derived.push({ name, type, description: is, sql });
  Field(type as never, { description: is })(parent.prototype, name);
}
