// The trace: a compiled statement that shows something sensitive writes the audit event itself, in the same round trip.
// Whose data was shown is read from the tokens in its answer, so the trail holds exactly what left the database.
import { readAuditSql } from '../audit.js';
import type { Compiler } from './compiler.js';
import { subjectInToken, TOKEN } from './tokens.js';

/**
 * The statement with its trace: one READ event with the subjects and classes shown, none when nothing was.
 * Names of colleagues are the organisation's own, so showing them is not the showing of a person it looks after.
 */
export function tracedSql(text: string, compiler: Compiler): string {
  const { params } = compiler.asking;
  const classes = params.add(
    compiler.places.map((place) => place.sensitivity),
    '::text[]',
  );
  // The first piece stands before the first token; each further one begins with a token's kind and place.
  const pieces = `select ${subjectInToken('piece')} as subject, (${classes})[substr(piece, 2, 3)::int + 1] as class
    from answer, string_to_table(answer.json, ${compiler.nonce}) with ordinality as split (piece, n)
    where n > 1 and left(piece, 1) <> '${TOKEN.cursor}'`;
  const source = `(select array_agg(distinct subject) as subjects, array_agg(distinct class) as classes from (${pieces}) token where subject <> ${params.organization} having count(*) > 0) shown`;
  return `with answer (json) as materialized (${text}), traced as (${readAuditSql(source, params)}) select json from answer`;
}
