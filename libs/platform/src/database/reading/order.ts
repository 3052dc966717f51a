// The order of a list, and where a cursor stands in it.
import { commonErrors } from '@haven/kernel';
import { Sensitivity } from '../../access/sensitivity.js';
import { fieldOf, type FieldTraits, type RecordTraits } from '../../model/traits.js';
import type { Asking } from '../reach.js';
import type { ListArgs } from './selection.js';

export interface Order {
  field: FieldTraits;
  descending: boolean;
  /** What a cursor is sealed for: a cursor of one list and order is refused by another. */
  label: string;
}

/** What is needed to find the place of a cursor. */
export interface Cursors {
  readonly asking: Asking;
  /** Opens a cursor that a client sent back. @throws BAD_USER_INPUT */
  openCursor(label: string, cursor: string, argument: string): unknown[];
}

/** @throws FORBIDDEN for an order that would tell what the asking user's roles do not see */
export function orderOf(record: RecordTraits, { orderBy }: ListArgs, { who }: Asking): Order {
  const wanted = orderBy ?? { field: record.defaultOrder.property, direction: record.defaultOrder.direction };
  const field = fieldOf(record, wanted.field);
  if (field.sensitivity !== Sensitivity.BASIC && !who.sees.has(field.sensitivity))
    throw commonErrors.FORBIDDEN(
      `You may not sort by ${field.property}: your roles do not see the class ${field.sensitivity}.`,
    );
  const rank = field.choice ? ':rank' : '';
  return {
    field,
    descending: wanted.direction === 'DESC',
    label: `${record.name}:${field.property}${rank}:${wanted.direction}`,
  };
}

/** What is sorted by: choices in the order in which they are declared, from low to urgent and not from A to Z. Indexes are made on the same text. */
export function rankSql(column: string, choice: Record<string, string>): string {
  return `array_position('{${Object.values(choice).join(',')}}'::text[], ${column})`;
}

function keySql(alias: string, { column, choice }: FieldTraits): string {
  const cell = `${alias}."${column}"`;
  return choice ? rankSql(cell, choice) : cell;
}

export function orderSql(alias: string, { field, descending }: Order, backward: boolean): string {
  const down = descending !== backward;
  const word = down ? 'desc' : 'asc';
  // Rows without a value stand last, from whichever end the page is read.
  const nulls = field.optional ? (backward ? ' nulls first' : ' nulls last') : '';
  return `${keySql(alias, field)} ${word}${nulls}, ${alias}.id ${word}`;
}

/** The place of a row, with all digits of its sort key: a moment rounded to milliseconds would skip or repeat rows. */
export const placeSql = (alias: string, { field }: Order): readonly string[] => [
  `${keySql(alias, field)}::text`,
  `${alias}.id`,
];

const KEY_CASTS: Partial<Record<FieldTraits['kind'], string>> = {
  moment: 'timestamptz',
  day: 'date',
  count: 'integer',
  choice: 'integer',
  id: 'uuid',
  ref: 'uuid',
  flag: 'boolean',
};

export function beyondSql(
  { asking, openCursor }: Cursors,
  alias: string,
  order: Order,
  cursor: string | null | undefined,
  argument: 'after' | 'before',
): string {
  if (cursor === null || cursor === undefined) return 'true';
  const [key, id] = openCursor(order.label, cursor, argument);
  const { params } = asking;
  // Nobody comes to the same place again and again.
  params.keepable = false;
  const idAt = params.add(id, '::uuid');
  const forward = argument === 'after';
  const sign = order.descending === forward ? '<' : '>';
  const sorted = keySql(alias, order.field);
  if (key === null) {
    const tie = `(${sorted} is null and ${alias}.id ${sign} ${idAt})`;
    return forward ? tie : `(${sorted} is not null or ${tie})`;
  }
  const keyAt = params.add(key, `::${KEY_CASTS[order.field.kind] ?? 'text'}`);
  const beyond = `(${sorted}, ${alias}.id) ${sign} (${keyAt}, ${idAt})`;
  return order.field.optional && forward ? `(${beyond} or ${sorted} is null)` : beyond;
}
