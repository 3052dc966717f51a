// JSON in SQL: an answer is put together as text by concat(). json_build_object would look up each type and escape each key anew for every row,
// which is half of what a worklist costs.
export type Json = readonly Piece[];
type Piece = { text: string } | { sql: string };

/** Postgres functions take a hundred arguments. */
const MOST_ARGUMENTS = 100;

/** JSON that stands in the statement as it is. It holds names of ours and of GraphQL only, so no quotation mark of SQL. */
export const said = (text: string): Json => [{ text }];

/** What an expression gives, which must be JSON already and never NULL: concat() would leave it out. */
export const given = (sql: string): Json => [{ sql }];

/** A string between quotation marks, of values that need no escaping: ids, codes, days, moments, ciphertexts. */
export const quoted = (...sqls: readonly string[]): Json => joined(said('"'), ...sqls.map(given), said('"'));

/** Any value, escaped as JSON asks for. */
export const escaped = (sql: string): Json => given(`to_json(${sql})`);

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
  joined(said('['), given(`string_agg(${textOf(json)}, ','${order})${filter}`), said(']'));

/** What the rows give, one after the other. */
export const allOf = (json: Json, filter = ''): Json => given(`string_agg(${textOf(json)}, '')${filter}`);

/** The JSON as one SQL expression of type text. */
export function textOf(json: Json): string {
  const sqls = json.map((piece) => ('text' in piece ? `'${piece.text}'` : piece.sql));
  const [only] = json;
  if (json.length === 1 && only && 'text' in only) return sqls[0]!;
  return concatenated(sqls);
}

function concatenated(sqls: readonly string[]): string {
  if (sqls.length <= MOST_ARGUMENTS) return `concat(${sqls.join(', ')})`;
  const parts: string[] = [];
  for (let from = 0; from < sqls.length; from += MOST_ARGUMENTS)
    parts.push(`concat(${sqls.slice(from, from + MOST_ARGUMENTS).join(', ')})`);
  return concatenated(parts);
}
