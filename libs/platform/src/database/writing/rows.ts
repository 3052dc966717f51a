// Rows: a record on its way to and from Postgres. Encryption and types happen here and nowhere else.
import type { KeyRequest, Place } from '../../crypto/key-request.js';
import { fieldOf, type FieldTraits, type RecordTraits } from '../../model/traits.js';
import type { TextRow } from '../batch.js';

type Values = { [property: string]: unknown };

/** Columns that hydrating reads, in order. */
export const columnsOf = (record: RecordTraits, alias: string): string =>
  ['organization_id', ...record.fields.map((field) => field.column)].map((column) => `${alias}."${column}"`).join(', ');

export function subjectOf(record: RecordTraits, values: Values): string {
  if (record.subject === 'self') return values.id as string;
  if (record.subject === 'organization' || !record.subject) return values.organizationId as string;
  return (values[record.subject] ?? values.organizationId) as string;
}

const placeOf = (record: RecordTraits, field: FieldTraits, values: Values): Place => ({
  table: record.table,
  column: field.column,
  rowId: values.id as string,
  subjectId: subjectOf(record, values),
});

/** Values by property; encrypted ones still as bytes. */
export function readRow(record: RecordTraits, row: TextRow): Values {
  const values: Values = { organizationId: row[0] };
  record.fields.forEach((field, index) => (values[field.property] = readCell(field, row[index + 1] ?? null)));
  return values;
}

function readCell(field: FieldTraits, cell: string | null): unknown {
  if (cell === null) return undefined;
  if (field.encrypted) return Buffer.from(cell.slice(2), 'hex');
  switch (field.kind) {
    case 'moment':
      return new Date(cell);
    case 'count':
      return Number(cell);
    case 'flag':
      return cell === 't';
    case 'codes':
      return cell === '{}'
        ? []
        : cell
            .slice(1, -1)
            .split(',')
            .map((code) => code.replaceAll('"', ''));
    default:
      return cell;
  }
}

export function decryptRow(record: RecordTraits, values: Values, keys: KeyRequest): void {
  for (const field of record.fields) {
    if (!field.encrypted || values[field.property] === undefined) continue;
    values[field.property] =
      keys.decrypt(placeOf(record, field, values), values[field.property] as Buffer) ?? undefined;
  }
}

/** Columns and values of a write, encrypted. */
export function writeCells(
  record: RecordTraits,
  values: Values,
  properties: readonly string[],
  keys: KeyRequest | undefined,
): { column: string; value: unknown; cast: string }[] {
  return properties.map((property) => {
    const field = fieldOf(record, property);
    const value = writeCell(record, field, values, values[property] ?? null, keys);
    return { column: field.column, value, cast: castOf(field) };
  });
}

function writeCell(
  record: RecordTraits,
  field: FieldTraits,
  values: Values,
  value: unknown,
  keys: KeyRequest | undefined,
): unknown {
  if (value === null) return null;
  if (field.encrypted) return keys!.encrypt(placeOf(record, field, values), String(value));
  return value;
}

function castOf(field: FieldTraits): string {
  if (field.encrypted) return '::bytea';
  const casts: Record<FieldTraits['kind'], string> = {
    id: '::uuid',
    ref: '::uuid',
    text: '::text',
    choice: '::text',
    codes: '::text[]',
    day: '::date',
    moment: '::timestamptz',
    count: '::integer',
    flag: '::boolean',
  };
  return casts[field.kind];
}
