// Questions: what a query of records asks, however the operation around it is run.
import type { Question } from '../database/reading/plan.js';
import type { Selection } from '../database/reading/selection.js';
import { recordOf } from '../model/traits.js';
import type { ReadQuery } from './reads.js';

/** Something that is no UUID is the id of nothing: it answers as an unknown one, without asking Postgres to read it. */
const NOTHING = '00000000-0000-0000-0000-000000000000';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Ids as they are kept, in lower case. */
export const idOf = (id: unknown): string => (typeof id === 'string' && UUID.test(id) ? id.toLowerCase() : NOTHING);

export function questionOf(query: ReadQuery, args: Selection['args'], selection: readonly Selection[]): Question {
  const base = { record: recordOf(query.record()), permission: query.permission, selection };
  return query.kind === 'one' ? { ...base, id: idOf(args.id) } : { ...base, args };
}
