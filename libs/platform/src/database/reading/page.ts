// A page: keyset paging after the Relay cursor specification. Page 1,000 costs what page 1 costs, because a cursor is a place in an index.
import { badInput } from '@haven/kernel';
import { fieldOf, type FieldTraits, type RecordTraits } from '../../model/traits.js';
import { all, type Asking } from '../reach.js';
import { filterSql, type Filtering } from './filters.js';
import { DEFAULT_PAGE, LARGEST_PAGE, type ListArgs, type Selection } from './selection.js';
import { cursorToken } from './tokens.js';

/** Counting stops here: a figure above it says "more than", in the time of ten thousand rows. */
export const MOST_COUNTED = 10_000;

/** What can be told of a page without knowing where it lies in the list. */
const PLAIN = new Set(['nodes', 'totalCount', '__typename']);

/** What a page needs of the statement that it becomes a part of. */
export interface Page {
  readonly asking: Asking;
  readonly filtering: Filtering;
  /** Placeholder of the request's nonce. */
  readonly nonce: string;
  cursorLabel(label: string): number;
  /** Opens a cursor that a client sent back. @throws BAD_USER_INPUT */
  openCursor(label: string, cursor: string, argument: string): unknown[];
}

interface Order {
  field: FieldTraits;
  descending: boolean;
  /** What a cursor is sealed for: a cursor of one list and order is refused by another. */
  label: string;
}

export function pageSql(
  statement: Page,
  record: RecordTraits,
  alias: string,
  condition: string,
  args: ListArgs,
  selection: readonly Selection[],
  node: (children: readonly Selection[]) => string,
): string {
  const size = pageSize(args);
  const backward = args.last !== null && args.last !== undefined;
  const order = orderOf(record, args);
  const filtered = all([condition, filterSql(statement.filtering, record, alias, args.filter)]);
  const bounds = [
    afterSql(statement, alias, order, args.after, 'after'),
    afterSql(statement, alias, order, args.before, 'before'),
  ];
  const orderBy = orderSql(alias, order, backward);
  const cursor = (): string =>
    cursorToken(statement.nonce, statement.cursorLabel(order.label), [keyText(alias, order.field), `${alias}.id`]);

  const rows = (limit: number): string =>
    `(select * from "${record.table}" ${alias} where ${all([filtered, ...bounds])} order by ${orderBy} limit ${limit}) ${alias}`;
  const total = `(select count(*) from (select from "${record.table}" ${alias} where ${filtered} limit ${MOST_COUNTED + 1}) counted)`;

  if (!backward && selection.every(({ field }) => PLAIN.has(field))) {
    // Nobody asks where the page begins and ends: its rows, in their order, are all there is to fetch.
    const pairs = selection.map(({ key, field, children }) => {
      if (field === '__typename') return `'${key}', '${record.name}Connection'`;
      return `'${key}', ${field === 'totalCount' ? total : `coalesce(json_agg(${node(children)}), '[]'::json)`}`;
    });
    const from = selection.some(({ field }) => field === 'nodes') ? ` from ${rows(size)} group by ()` : '';
    return `(select json_build_object(${pairs.join(', ')})${from})`;
  }

  const columns: string[] = [];
  const column = (sql: string): string => {
    const known = columns.indexOf(sql);
    return `x.c${known >= 0 ? known : columns.push(sql) - 1}`;
  };
  const shown = `x.n <= ${size}`;
  const direction = backward ? 'desc' : 'asc';
  const collect = (json: string): string =>
    `coalesce(json_agg(${json} order by x.n ${direction}) filter (where ${shown}), '[]'::json)`;

  const pairs = selection.map(({ key, field, children }) => {
    switch (field) {
      case '__typename':
        return `'${key}', '${record.name}Connection'`;
      case 'nodes':
        return `'${key}', ${collect(column(node(children)))}`;
      case 'edges':
        return `'${key}', ${collect(
          edgeSql(
            record,
            children,
            (each) => column(node(each)),
            () => column(cursor()),
          ),
        )}`;
      case 'totalCount':
        return `'${key}', ${total}`;
      case 'pageInfo':
        return `'${key}', ${pageInfoSql(children, backward, args, size, () => column(cursor()))}`;
      default:
        throw new Error(`${record.name}Connection.${field} cannot be compiled`);
    }
  });
  const inner = `select ${[`row_number() over (order by ${orderBy}) as n`, ...columns.map((sql, index) => `${sql} as c${index}`)].join(', ')} from ${rows(size + 1)}`;
  return `(select json_build_object(${pairs.join(', ')}) from (${inner}) x group by ())`;
}

function pageSize({ first, last }: ListArgs): number {
  if (first != null && last != null) throw badInput('first', 'Ask for first or last, not both.');
  const argument = last != null ? 'last' : 'first';
  const size = last ?? first ?? DEFAULT_PAGE;
  if (size < 1 || size > LARGEST_PAGE) throw badInput(argument, `A page has 1 to ${LARGEST_PAGE} records.`);
  return size;
}

function orderOf(record: RecordTraits, { orderBy }: ListArgs): Order {
  const wanted = orderBy ?? { field: record.defaultOrder.property, direction: record.defaultOrder.direction };
  const field = fieldOf(record, wanted.field);
  const descending = wanted.direction === 'DESC';
  return { field, descending, label: `${record.name}:${field.property}:${wanted.direction}` };
}

function orderSql(alias: string, { field, descending }: Order, backward: boolean): string {
  const down = descending !== backward;
  const word = down ? 'desc' : 'asc';
  // Rows without a value stand last, from whichever end the page is read.
  const nulls = field.optional ? (backward ? ' nulls first' : ' nulls last') : '';
  return `${alias}."${field.column}" ${word}${nulls}, ${alias}.id ${word}`;
}

/** The sort key with all its digits: a moment rounded to milliseconds would skip or repeat rows. */
const keyText = (alias: string, field: FieldTraits): string => `${alias}."${field.column}"::text`;

const KEY_CASTS: Partial<Record<FieldTraits['kind'], string>> = {
  moment: 'timestamptz',
  day: 'date',
  count: 'integer',
  id: 'uuid',
  ref: 'uuid',
  flag: 'boolean',
};

function afterSql(
  statement: Page,
  alias: string,
  order: Order,
  cursor: string | null | undefined,
  argument: 'after' | 'before',
): string {
  if (cursor === null || cursor === undefined) return 'true';
  const [key, id] = statement.openCursor(order.label, cursor, argument);
  const { params } = statement.asking;
  const idAt = params.add(id, '::uuid');
  const forward = argument === 'after';
  const sign = order.descending === forward ? '<' : '>';
  const column = `${alias}."${order.field.column}"`;
  if (key === null) {
    const tie = `(${column} is null and ${alias}.id ${sign} ${idAt})`;
    return forward ? tie : `(${column} is not null or ${tie})`;
  }
  const keyAt = params.add(key, `::${KEY_CASTS[order.field.kind] ?? 'text'}`);
  const beyond = `(${column}, ${alias}.id) ${sign} (${keyAt}, ${idAt})`;
  return order.field.optional && forward ? `(${beyond} or ${column} is null)` : beyond;
}

function edgeSql(
  record: RecordTraits,
  children: readonly Selection[],
  node: (children: readonly Selection[]) => string,
  cursor: () => string,
): string {
  const pairs = children.map((each) => {
    if (each.field === 'node') return `'${each.key}', ${node(each.children)}`;
    if (each.field === 'cursor') return `'${each.key}', ${cursor()}`;
    return `'${each.key}', '${record.name}Edge'`;
  });
  return `json_build_object(${pairs.join(', ')})`;
}

function pageInfoSql(
  children: readonly Selection[],
  backward: boolean,
  args: ListArgs,
  size: number,
  cursor: () => string,
): string {
  const more = `count(*) > ${size}`;
  const outermost = (word: string): string =>
    `(array_agg(${cursor()} order by x.n ${word}) filter (where x.n <= ${size}))[1]`;
  const pairs = children.map(({ key, field }) => {
    switch (field) {
      case 'hasNextPage':
        return `'${key}', ${backward ? String(args.before != null) : more}`;
      case 'hasPreviousPage':
        return `'${key}', ${backward ? more : String(args.after != null)}`;
      case 'startCursor':
        return `'${key}', ${outermost(backward ? 'desc' : 'asc')}`;
      case 'endCursor':
        return `'${key}', ${outermost(backward ? 'asc' : 'desc')}`;
      default:
        return `'${key}', 'PageInfo'`;
    }
  });
  return `json_build_object(${pairs.join(', ')})`;
}
