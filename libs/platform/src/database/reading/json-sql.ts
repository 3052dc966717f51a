// JSON in SQL: an answer is put together as text by `||`. json_build_object would look up each type and escape each key anew for every row,
// and concat() turns every piece into a C string and measures it, on every level of the answer again.
export type Json = readonly Piece[];
type Piece = { text: string } | { sql: string };

/** JSON that stands in the statement as it is. It holds names of ours and of GraphQL only, so no quotation mark of SQL. */
export const said = (text: string): Json => [{ text }];

/** What an expression of type text gives, which must be JSON already and never NULL: a NULL would swallow everything around it. */
export const given = (sql: string): Json => [{ sql }];

/** A string between quotation marks, of values that need no escaping: ids, codes, days, moments, ciphertexts. */
export const quoted = (...sqls: readonly string[]): Json =>
  joined(said('"'), ...sqls.map((sql) => given(`${sql}::text`)), said('"'));

/** A number. */
export const number = (sql: string): Json => given(`${sql}::text`);

/**
 * A moment in UTC, to the millisecond. Half of what to_char() costs: cut to the millisecond, with a microsecond on top so that all six digits are
 * printed; the last three and the zone then make way for the Z. The logins' time zone is UTC.
 */
export const moment = (sql: string): Json =>
  given(
    `replace(to_json(date_bin('1 millisecond', ${sql}, timestamptz '2000-01-01 00:00Z') + interval '1 microsecond')::text, '001+00:00"', 'Z"')`,
  );

/** Any value, escaped as JSON asks for. */
export const escaped = (sql: string): Json => given(`to_json(${sql})::text`);

export const truth = (condition: string): Json => given(`case when ${condition} then 'true' else 'false' end`);

/** `null` where the expression is NULL. */
export const unlessNull = (sql: string, json: Json): Json =>
  given(`case when ${sql} is null then 'null' else ${textOf(json)} end`);

/** `null` where the condition does not hold. */
export const onlyIf = (condition: string, json: Json): Json =>
  given(`case when ${condition} then ${textOf(json)} else 'null' end`);

export function joined(...parts: readonly Json[]): Json {
  const pieces: Piece[] = [];
  for (const piece of parts.flat()) {
    const last = pieces.at(-1);
    if (last && 'text' in last && 'text' in piece) pieces[pieces.length - 1] = { text: last.text + piece.text };
    else pieces.push(piece);
  }
  return pieces;
}

export function objectOf(members: readonly { key: string; json: Json }[]): Json {
  const inner = members.flatMap(({ key, json }, index) => [said(`${index > 0 ? ',' : ''}"${key}":`), json]);
  return joined(said('{'), ...inner, said('}'));
}

/** The list of what the rows give, in their order. @param how order and filter of the aggregate */
export const listOf = (json: Json, order = '', filter = ''): Json =>
  joined(said('['), gathered(json, `','${order}`, filter), said(']'));

/** What the rows give, one after the other. */
export const allOf = (json: Json, filter = ''): Json => gathered(json, `''`, filter);

/** The members of an object whose keys are made from the rows as well. */
export const membersOf = (json: Json): Json => joined(said('{'), gathered(json, `','`, ''), said('}'));

const gathered = (json: Json, between: string, filter: string): Json =>
  given(`coalesce(string_agg(${textOf(json)}, ${between})${filter}, '')`);

/** The JSON as one SQL expression of type text. */
export const textOf = (json: Json): string =>
  concatenated(json.map((piece) => ('text' in piece ? `'${piece.text}'` : piece.sql)));

/** Halves of halves: from left to right, what stands in front would be copied again for each piece. */
function concatenated(sqls: readonly string[]): string {
  if (sqls.length === 1) return sqls[0]!;
  const half = sqls.length >> 1;
  return `(${concatenated(sqls.slice(0, half))} || ${concatenated(sqls.slice(half))})`;
}
