// Filters: a generated filter becomes one SQL condition. Only names known from the record's traits reach the statement.
import { badInput, commonErrors, nameParts, normalForm } from '@haven/kernel';
import type { RowSql } from '../../access/rules.js';
import { Sensitivity } from '../../access/sensitivity.js';
import { fieldOf, recordOf, type FieldTraits, type RecordTraits } from '../../model/traits.js';
import { Open, type Params } from '../params.js';
import { all } from '../reach.js';
import { childFiltersOf, namedFilterOf } from './relations.js';
import type { Filter } from './selection.js';
import type { Place } from './tokens.js';

export interface Filtering {
  params: Params;
  row: (alias: string) => RowSql;
  /** Whether the asking user's roles see a class of fields. */
  sees: (sensitivity: Sensitivity) => boolean;
  /** Sensitive fields by which rows are found, for the trail: whoever finds a person by a name has learnt that it is theirs. */
  found: Map<string, Place>;
}

export function filterSql(
  filtering: Filtering,
  record: RecordTraits,
  alias: string,
  filter: Filter | null | undefined,
): string {
  if (!filter) return 'true';
  const conditions: string[] = [];
  for (const [name, value] of Object.entries(filter)) {
    if (value === null || value === undefined) continue;
    if (name === 'any') conditions.push(anySql(filtering, record, alias, value as Filter[]));
    else if (name === 'not')
      conditions.push(`not coalesce(${filterSql(filtering, record, alias, value as Filter)}, false)`);
    else conditions.push(namedSql(filtering, record, alias, name, value));
  }
  return all(conditions);
}

function anySql(filtering: Filtering, record: RecordTraits, alias: string, filters: Filter[]): string {
  if (filters.length === 0) return 'false';
  return `(${filters.map((each) => filterSql(filtering, record, alias, each)).join(' or ')})`;
}

function namedSql(filtering: Filtering, record: RecordTraits, alias: string, name: string, value: unknown): string {
  const rule = namedFilterOf(record, name);
  if (rule) {
    const holds = rule.holds(filtering.row(alias));
    return value ? holds : `not coalesce(${holds}, false)`;
  }
  const byChild = childFiltersOf(record).find((each) => each.name === name);
  if (byChild) {
    const child = recordOf(byChild.child());
    const inner = `${alias}f`;
    const by = fieldOf(child, byChild.by).column;
    const field = fieldOf(child, byChild.property);
    mustBeSeen(filtering, child, field, name);
    const match = all([
      findSql(filtering, child, inner, field, name, String(value)),
      byChild.only?.(filtering.row(inner)) ?? 'true',
    ]);
    return `exists (select from "${child.table}" ${inner} where ${inner}.organization_id = ${alias}.organization_id and ${inner}."${by}" = ${alias}.id and ${match})`;
  }
  const field = record.fields.find((each) => each.name === name);
  if (!field) throw badInput(`filter.${name}`, 'There is no such filter.');
  // Filtering by what one may not see would tell it.
  mustBeSeen(filtering, record, field, name);
  const condition = fieldSql(filtering, record, alias, field, name, value);
  return field.visibleIf ? all([field.visibleIf(filtering.row(alias)), condition]) : condition;
}

function mustBeSeen(
  { sees, found }: Filtering,
  { table }: RecordTraits,
  { column, sensitivity }: FieldTraits,
  name: string,
): void {
  if (sensitivity === Sensitivity.BASIC) return;
  if (!sees(sensitivity))
    throw commonErrors.FORBIDDEN(`You may not filter by ${name}: your roles do not see the class ${sensitivity}.`);
  found.set(`${table}.${column}`, { table, column, sensitivity });
}

function fieldSql(
  filtering: Filtering,
  record: RecordTraits,
  alias: string,
  field: FieldTraits,
  name: string,
  value: unknown,
): string {
  const column = `${alias}."${field.column}"`;
  if (field.findable) return findSql(filtering, record, alias, field, name, String(value));
  if (field.kind === 'flag') return `${column} = ${filtering.params.add(value, '::boolean')}`;
  const conditions = Object.entries(value as Filter)
    .filter(([, operand]) => operand !== null && operand !== undefined)
    .map(([operator, operand]) => operatorSql(filtering.params, field, column, operator, operand));
  return all(conditions);
}

const CASTS: Partial<Record<FieldTraits['kind'], string>> = {
  id: '::uuid',
  ref: '::uuid',
  day: '::date',
  moment: '::timestamptz',
  count: '::integer',
};

function operatorSql(params: Params, field: FieldTraits, column: string, operator: string, operand: unknown): string {
  const cast = CASTS[field.kind] ?? '::text';
  switch (operator) {
    case 'isNull':
      return operand ? `${column} is null` : `${column} is not null`;
    case 'is':
      return `${column} = ${params.add(operand, cast)}`;
    case 'in':
      return `${column} = any(${params.add(operand, `${cast}[]`)})`;
    case 'notIn':
      return `not coalesce(${column} = any(${params.add(operand, `${cast}[]`)}), false)`;
    case 'from':
      return `${column} >= ${params.add(operand, cast)}`;
    case 'to':
      return `${column} <= ${params.add(operand, cast)}`;
    case 'before':
      return `${column} < ${params.add(operand, cast)}`;
    case 'anyOf':
      return `${column} && ${params.add(operand, '::text[]')}`;
    case 'allOf':
      return `${column} @> ${params.add(operand, '::text[]')}`;
    default:
      throw badInput(`filter.${field.name}.${operator}`, 'There is no such condition.');
  }
}

/** Name of the blind index key of a field: the same text has different tokens in different fields. */
export const searchFieldOf = (record: RecordTraits, field: FieldTraits): string => `${record.table}.${field.column}`;

/** The forms under which a value is found: its own, each part of a name, or the whole of anything else. */
export function searchForms(field: FieldTraits, value: string): string[] {
  if (field.searchForm) return field.searchForm(value);
  return field.findable === 'parts' ? nameParts(value) : [normalForm(value)].filter((form) => form !== '');
}

function findSql(
  filtering: Filtering,
  record: RecordTraits,
  alias: string,
  field: FieldTraits,
  name: string,
  value: string,
): string {
  const forms = value.isWellFormed() ? searchForms(field, value) : [];
  if (forms.length === 0) throw badInput(`filter.${name}`, 'Write at least one letter or digit.');
  const searchField = searchFieldOf(record, field);
  const { params } = filtering;
  // What somebody looked for by name is not kept with the statement.
  params.keepable = false;
  // A row a token and plain equality: operators on arrays are not leakproof, so row security would keep them from their index.
  return all(
    forms.map((form) => {
      const token = params.add(new Open(({ keys }) => String(keys!.searchToken(searchField, form))), '::bigint');
      return `${alias}.id in (select record_id from "search_token" where organization_id = ${params.organization} and field = '${searchField}' and token = ${token})`;
    }),
  );
}
