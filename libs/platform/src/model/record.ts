// Records: what makes a class a table, an API type and a noun of the audit trail at once.
import { ObjectType } from '@nestjs/graphql';
import { Column, Entity, PrimaryColumn, type ColumnOptions, type ColumnType } from 'typeorm';
import type { Permission } from '../access/permissions.js';
import type { RowRule, ScopeRules } from '../access/rules.js';
import { Sensitivity } from '../access/sensitivity.js';
import { Count, Id, Moment } from './fields.js';
import {
  addRecord,
  derivedOf,
  fieldsOf,
  recordOf,
  type FieldTraits,
  type RecordClass,
  type RecordTraits,
} from './traits.js';

/** What every row of a tenant has. */
@ObjectType({ isAbstract: true })
export abstract class TenantRecord {
  organizationId: string;

  @Id({ is: 'UUID, made by the client or by Haven (version 7).' })
  id: string;

  @Moment({ is: 'When the record was made.', listed: true })
  createdAt: Date;

  @Id({ is: 'User who made the record.', internal: true })
  createdById: string;

  @Moment({ is: 'When the record was last changed.', listed: true })
  updatedAt: Date;

  @Count({
    is: 'Rises by one with every change. Send it back with an update: a stale version is refused with CONFLICT.',
  })
  version: number;
}

export interface RecordOptions {
  table: string;
  /** GraphQL type name; the class name unless said otherwise. */
  name?: string;
  is: string;
  permissions: Record<string, Permission>;
  /** Permission to read; `permissions.read` unless said otherwise. */
  read?: Permission;
  /** Actions on an existing row that `viewerCan` answers; all but `read` and those named in `apart`. */
  apart?: readonly string[];
  subject?: RecordTraits['subject'];
  scope?: ScopeRules;
  owner?: RecordTraits['owner'];
  rule?: RowRule;
  keepFor?: number;
  defaultOrder?: RecordTraits['defaultOrder'];
}

const COLUMN_TYPES: Record<FieldTraits['kind'], ColumnType> = {
  id: 'uuid',
  ref: 'uuid',
  text: 'text',
  choice: 'text',
  codes: 'text',
  day: 'date',
  moment: 'timestamptz',
  count: 'integer',
  flag: 'boolean',
};

export function columnOf(field: FieldTraits): ColumnOptions {
  return {
    name: field.column,
    type: field.encrypted ? 'bytea' : COLUMN_TYPES[field.kind],
    array: field.kind === 'codes',
    nullable: field.optional,
  };
}

export const Recorded = (options: RecordOptions) => (type: RecordClass & { prototype: object }) => {
  const read = options.read ?? options.permissions.read;
  if (!read) throw new Error(`${type.name} names no permission to read it`);
  const record: RecordTraits = {
    ...options,
    permissions: { ...options.permissions },
    type,
    name: options.name ?? type.name,
    fields: fieldsOf(type),
    derived: derivedOf(type),
    read,
    defaultOrder: options.defaultOrder ?? { property: 'createdAt', direction: 'DESC' },
  };
  record.fields.forEach((field) => mustBeSafe(record, field));
  addRecord(record);
  Entity({ name: options.table })(type as never);
  ObjectType(record.name, { description: options.is })(type as never);
  PrimaryColumn('uuid', { name: 'organization_id' })(type.prototype, 'organizationId');
  for (const field of record.fields) {
    const column = field.property === 'id' ? PrimaryColumn : Column;
    column(columnOf(field) as never)(type.prototype, field.property);
  }
  addViewerCan(record, options.apart ?? []);
};

function mustBeSafe(record: RecordTraits, field: FieldTraits): void {
  const place = `${record.name}.${field.property}`;
  if (field.encrypted && !record.subject) throw new Error(`${place} is encrypted, but nobody's key is named`);
  if (field.encrypted && field.listed) throw new Error(`${place} is encrypted and cannot be listed`);
  if (field.findable && !field.encrypted)
    throw new Error(`${place} is findable without being encrypted: list it instead`);
  const shownPlain = field.sensitivity !== Sensitivity.BASIC && !field.encrypted && !field.internal;
  if (shownPlain && field.kind !== 'choice' && field.kind !== 'text')
    throw new Error(`${place} is sensitive: encrypt it`);
  if (shownPlain && !record.subject) throw new Error(`${place} is sensitive, but whose it is is not named`);
}

const viewerActions = new Map<string, readonly string[]>();

/** The actions on an existing row that `viewerCan` answers for. */
export const viewerActionsOf = (record: RecordTraits): readonly string[] => viewerActions.get(record.name) ?? [];

function addViewerCan(record: RecordTraits, apart: readonly string[]): void {
  const actions = Object.keys(record.permissions).filter((action) => action !== 'read' && !apart.includes(action));
  viewerActions.set(record.name, actions);
}

/**
 * An action on a row that a permission of another noun decides: `viewerMay(Case, 'writeNote', NotePermission.write)`.
 * The child says it of its parent.
 */
export function viewerMay(type: RecordClass, action: string, permission: Permission): void {
  const record = recordOf(type);
  if (record.permissions[action]) throw new Error(`${record.name}.viewerCan has two answers ${action}`);
  record.permissions[action] = permission;
  viewerActions.set(record.name, [...viewerActionsOf(record), action]);
}
