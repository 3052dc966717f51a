// Traits: what the platform knows about every record and field. Filled by the decorators, read by everything else.
import type { Permission } from '../access/permissions.js';
import type { RowRule, RowSql, ScopeRules } from '../access/rules.js';
import type { Sensitivity } from '../access/sensitivity.js';

export type RecordClass<T extends object = object> = abstract new (...args: never[]) => T;
export type FieldKind = 'id' | 'text' | 'choice' | 'codes' | 'day' | 'moment' | 'count' | 'flag' | 'ref';

export interface FieldTraits {
  /** Property of the class, and the input field's name. */
  property: string;
  /** Name in GraphQL output types: a reference `teamId` is shown as `team`. */
  name: string;
  column: string;
  kind: FieldKind;
  description: string;
  sensitivity: Sensitivity;
  /** May be absent. */
  optional: boolean;
  /** Kept by the database, not shown in the API. */
  internal: boolean;
  /** Can be filtered and ordered by. */
  listed: boolean;
  encrypted: boolean;
  /** Has a blind index: the exact normal form of the whole value, or of each part of a name, is found though the value is encrypted. */
  findable: false | 'whole' | 'parts';
  /** The forms under which a findable value is kept and looked for, where the normal form of names is not the right one. */
  searchForm?: (value: string) => string[];
  multiline: boolean;
  /** A text that is a date as exact as it is known. */
  partialDay?: boolean;
  max?: number;
  min?: number;
  pattern?: RegExp;
  /** Refuses a value with a reason, or returns the value to keep. */
  check?: (value: never) => { ok: true; value: unknown } | { ok: false; message: string };
  choice?: Record<string, string>;
  target?: () => RecordClass;
  /** The value is shown, and can be filtered by, only in rows where this holds. */
  visibleIf?: RowRule;
  /** The row that this reference leads to is visible whenever this row is. */
  visibleWithRow?: boolean;
}

/** A value worked out by Postgres from the row; never stored. */
export interface DerivedTraits {
  name: string;
  type: () => unknown;
  description: string;
  sql: (row: RowSql) => string;
}

export interface RecordTraits {
  type: RecordClass;
  /** GraphQL type name, and the noun in audit events. */
  name: string;
  table: string;
  fields: FieldTraits[];
  derived: DerivedTraits[];
  /** Whose key encrypts: a column holding the applicant's id, the row itself, or the organisation. */
  subject?: 'self' | 'organization' | (string & {});
  permissions: Record<string, Permission>;
  read: Permission;
  scope?: ScopeRules;
  /** The record that this one stands under: whoever reaches that one reaches this one. */
  owner?: { record: () => RecordClass; by: string };
  /** A further condition on each row, whatever the scope. */
  rule?: RowRule;
  /** Years after the last change before retention looks at it. */
  keepFor?: number;
  defaultOrder: { property: string; direction: 'ASC' | 'DESC' };
}

const fieldsByClass = new Map<Function, FieldTraits[]>();
const derivedByClass = new Map<Function, DerivedTraits[]>();
const recordsByClass = new Map<Function, RecordTraits>();
const recordsByName = new Map<string, RecordTraits>();

function own<T>(map: Map<Function, T[]>, type: Function): T[] {
  let list = map.get(type);
  if (!list) map.set(type, (list = []));
  return list;
}

export function addField(type: Function, field: FieldTraits): void {
  own(fieldsByClass, type).push(field);
}

export function addDerived(type: Function, derived: DerivedTraits): void {
  own(derivedByClass, type).push(derived);
}

function inherited<T extends { name: string }>(map: Map<Function, T[]>, type: Function): T[] {
  const chain: Function[] = [];
  for (
    let at: Function | null = type;
    at && at !== Function.prototype;
    at = Object.getPrototypeOf(at) as Function | null
  )
    chain.unshift(at);
  const byName = new Map<string, T>();
  for (const link of chain) for (const item of map.get(link) ?? []) byName.set(item.name, item);
  return [...byName.values()];
}

/** Every field of a class and of the classes it extends; a redeclared field replaces the inherited one. */
export const fieldsOf = (type: Function): FieldTraits[] => inherited(fieldsByClass, type);
export const derivedOf = (type: Function): DerivedTraits[] => inherited(derivedByClass, type);

export function addRecord(record: RecordTraits): void {
  if (recordsByName.has(record.name)) throw new Error(`Two records are called ${record.name}`);
  recordsByClass.set(record.type, record);
  recordsByName.set(record.name, record);
}

export function recordOf(type: Function): RecordTraits {
  const record = recordsByClass.get(type);
  if (!record) throw new Error(`${type.name} is not a record: it lacks @Recorded`);
  return record;
}

export const recordNamed = (name: string): RecordTraits | undefined => recordsByName.get(name);
export const records = (): RecordTraits[] => [...recordsByName.values()];

export function fieldOf(record: RecordTraits, property: string): FieldTraits {
  const field = record.fields.find((each) => each.property === property);
  if (!field) throw new Error(`${record.name} has no field ${property}`);
  return field;
}

export const columnName = (property: string): string =>
  property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
