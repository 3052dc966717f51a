// The columns: what the migrations made is what the entities say, column by column and value by value.
import '../../apps/api/src/api.module.js';
import { columnOf, records, type FieldTraits, type RecordTraits } from '@haven/platform';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshAsker, type Ask } from './asker.js';

/** Column -> its type as Postgres prints it, and whether it may be empty. */
type Columns = Record<string, string>;

const PRINTED: Record<string, string> = { timestamptz: 'timestamp with time zone' };
const printed = (type: string, nullable: boolean): string => `${type}${nullable ? '' : ' not null'}`;

function typeOf(field: FieldTraits): string {
  const { type, array, nullable = false } = columnOf(field);
  return printed(`${PRINTED[String(type)] ?? String(type)}${array ? '[]' : ''}`, nullable);
}

function columnsOf(record: RecordTraits): Columns {
  const fields = record.fields.flatMap((field) => [[field.column, typeOf(field)]]);
  return { organization_id: 'uuid not null', ...(Object.fromEntries(fields) as Columns) };
}

const typesOnly = (columns: Columns): Columns =>
  Object.fromEntries(Object.entries(columns).map(([name, type]) => [name, type.replace(/ not null$/, '')]));

describe('the migrations', () => {
  let ask: Ask;
  let end: () => Promise<void>;
  beforeAll(async () => {
    ({ ask, end } = await freshAsker());
  });
  afterAll(() => end());

  const tables = records().map((record) => [record.table, record] as const);

  it('are told of every record', () => {
    expect(tables.map(([table]) => table)).toEqual(expect.arrayContaining(['applicant', 'case', 'session', 'user']));
  });

  it.each(tables)('make of %s what the entity says, no column more and none less', async (table, record) => {
    const found = await ask(
      `select attname as name, format_type(atttypid, atttypmod) as type, attnotnull as filled, relkind = 'v' as viewed
        from pg_attribute join pg_class c on c.oid = attrelid
        where attrelid = to_regclass(quote_ident($1)) and attnum > 0 and not attisdropped`,
      [table],
    );
    const made = found.map(({ name, type, filled }) => [name, printed(String(type), !filled)]);
    // Of what a view answers Postgres does not know whether it may be empty.
    const viewed = found.some((each) => each['viewed']);
    expect(Object.fromEntries(made)).toEqual(viewed ? typesOnly(columnsOf(record)) : columnsOf(record));
  });

  const choices = tables.flatMap(([table, { fields }]) =>
    fields.flatMap(({ column, choice }) => (choice ? [[table, column, Object.values(choice)] as const] : [])),
  );

  it.each(choices)('let %s.%s be one of its values only', async (table, column, values) => {
    const checks = await ask(
      `select pg_get_constraintdef(k.oid) as text from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid
        where k.conrelid = to_regclass(quote_ident($1)) and k.contype = 'c' and k.conkey = array[a.attnum] and a.attname = $2`,
      [table, column],
    );
    const allowed = checks.flatMap(({ text }) => [...String(text).matchAll(/'([^']*)'/g)].map(([, value]) => value));
    expect(allowed.sort()).toEqual([...values].sort());
  });
});
