// A page: keyset paging after the Relay cursor specification. Page 1,000 costs what page 1 costs, because a cursor is a place in an index.
import { badInput } from '@haven/kernel';
import type { RecordTraits } from '../../model/traits.js';
import { all } from '../reach.js';
import { allOf, given, joined, listOf, number, objectOf, said, textOf, truth, type Json } from './json-sql.js';
import { filterSql, type Filtering } from './filters.js';
import { beyondSql, orderOf, orderSql, placeSql, type Cursors } from './order.js';
import { DEFAULT_PAGE, LARGEST_PAGE, type ListArgs, type Selection } from './selection.js';
import { cursorToken, type Place } from './tokens.js';

/** Counting stops here: a figure above it says "more than", in the time of ten thousand rows. */
export const MOST_COUNTED = 10_000;

/** What can be told of a page without knowing where it lies in the list. */
const PLAIN = new Set(['nodes', 'totalCount', '__typename']);

/** What a page needs of the statement that it becomes a part of. */
export interface Page extends Cursors {
  readonly filtering: Omit<Filtering, 'found'>;
  /** Placeholder of the request's nonce. */
  readonly nonce: string;
  cursorLabel(label: string): number;
  /** A mark that the answer is rid of later: the row was found by a sensitive value, which shows that it has it. */
  foundMark(record: RecordTraits, alias: string, place: Place): Json;
}

export function pageSql(
  statement: Page,
  record: RecordTraits,
  alias: string,
  condition: string,
  args: ListArgs,
  selection: readonly Selection[],
  node: (children: readonly Selection[]) => Json,
): string {
  const size = pageSize(args);
  const backward = args.last !== null && args.last !== undefined;
  const order = orderOf(record, args, statement.asking);
  const filtering: Filtering = { ...statement.filtering, found: new Map() };
  const filtered = all([condition, filterSql(filtering, record, alias, args.filter)]);
  const marks = [...filtering.found.values()].map((place) => statement.foundMark(record, alias, place));
  const bounds = [
    beyondSql(statement, alias, order, args.after, 'after'),
    beyondSql(statement, alias, order, args.before, 'before'),
  ];
  const orderBy = orderSql(alias, order, backward);
  const cursor = (): Json => cursorToken(statement.nonce, statement.cursorLabel(order.label), placeSql(alias, order));

  const rows = (limit: number): string =>
    `(select * from "${record.table}" ${alias} where ${all([filtered, ...bounds])} order by ${orderBy} limit ${limit}) ${alias}`;
  const total = `(select count(*) from (select from "${record.table}" ${alias} where ${filtered} limit ${MOST_COUNTED + 1}) counted)`;

  if (!backward && selection.every(({ field }) => PLAIN.has(field))) {
    // Nobody asks where the page begins and ends: its rows, in their order, are all there is to fetch.
    const members = selection.map(({ key, field, children }) => {
      if (field === '__typename') return { key, json: said(`"${record.name}Connection"`) };
      return { key, json: field === 'totalCount' ? number(total) : listOf(node(children)) };
    });
    const marked = marks.map((mark) => allOf(mark));
    const needed = marks.length > 0 || selection.some(({ field }) => field === 'nodes');
    const from = needed ? ` from ${rows(size)} group by ()` : '';
    return `(select ${textOf(joined(...marked, objectOf(members)))}${from})`;
  }

  const columns: string[] = [];
  const column = (json: Json): Json => {
    const sql = textOf(json);
    const known = columns.indexOf(sql);
    return given(`x.c${known >= 0 ? known : columns.push(sql) - 1}`);
  };
  const shown = `x.n <= ${size}`;
  const direction = backward ? 'desc' : 'asc';
  const collect = (json: Json): Json => listOf(json, ` order by x.n ${direction}`, ` filter (where ${shown})`);

  const value = ({ field, children }: Selection): Json => {
    switch (field) {
      case '__typename':
        return said(`"${record.name}Connection"`);
      case 'nodes':
        return collect(column(node(children)));
      case 'edges':
        return collect(
          edgeOf(
            record,
            children,
            (each) => column(node(each)),
            () => column(cursor()),
          ),
        );
      case 'totalCount':
        return number(total);
      case 'pageInfo':
        return pageInfoOf(children, backward, args, size, () => textOf(column(cursor())));
      default:
        throw new Error(`${record.name}Connection.${field} cannot be compiled`);
    }
  };
  const marked = marks.map((mark) => allOf(column(mark), ` filter (where ${shown})`));
  const json = joined(...marked, objectOf(selection.map((each) => ({ key: each.key, json: value(each) }))));
  const inner = `select ${[`row_number() over (order by ${orderBy}) as n`, ...columns.map((sql, index) => `${sql} as c${index}`)].join(', ')} from ${rows(size + 1)}`;
  return `(select ${textOf(json)} from (${inner}) x group by ())`;
}

function pageSize({ first, last }: ListArgs): number {
  if (first != null && last != null) throw badInput('first', 'Ask for first or last, not both.');
  const argument = last != null ? 'last' : 'first';
  const size = last ?? first ?? DEFAULT_PAGE;
  if (size < 1 || size > LARGEST_PAGE) throw badInput(argument, `A page has 1 to ${LARGEST_PAGE} records.`);
  return size;
}

function edgeOf(
  record: RecordTraits,
  children: readonly Selection[],
  node: (children: readonly Selection[]) => Json,
  cursor: () => Json,
): Json {
  const value = ({ field, children: inner }: Selection): Json => {
    if (field === 'node') return node(inner);
    return field === 'cursor' ? cursor() : said(`"${record.name}Edge"`);
  };
  return objectOf(children.map((each) => ({ key: each.key, json: value(each) })));
}

function pageInfoOf(
  children: readonly Selection[],
  backward: boolean,
  args: ListArgs,
  size: number,
  cursor: () => string,
): Json {
  const more = truth(`count(*) > ${size}`);
  const outermost = (word: string): Json =>
    given(`coalesce((array_agg(${cursor()} order by x.n ${word}) filter (where x.n <= ${size}))[1], 'null')`);
  const value = (field: string): Json => {
    switch (field) {
      case 'hasNextPage':
        return backward ? said(String(args.before != null)) : more;
      case 'hasPreviousPage':
        return backward ? more : said(String(args.after != null));
      case 'startCursor':
        return outermost(backward ? 'desc' : 'asc');
      case 'endCursor':
        return outermost(backward ? 'asc' : 'desc');
      default:
        return said('"PageInfo"');
    }
  };
  return objectOf(children.map(({ key, field }) => ({ key, json: value(field) })));
}
