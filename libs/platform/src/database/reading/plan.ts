// Plan: a question turned into a statement, once for all who may and see the same. What belongs to one request is filled in later.
import type { Permission } from '../../access/permissions.js';
import { Sensitivity } from '../../access/sensitivity.js';
import { mustBeAllowed, type Who } from '../../access/who.js';
import type { Seal } from '../../crypto/seal.js';
import type { RecordTraits } from '../../model/traits.js';
import { Params } from '../params.js';
import { rowSql, type Asking } from '../reach.js';
import { Compiler } from './compiler.js';
import { readCursor } from './cursors.js';
import type { ListArgs, Selection } from './selection.js';
import { tracedSql } from './trace.js';
import type { Place } from './tokens.js';

/** A question about records. */
export interface Question {
  record: RecordTraits;
  permission: Permission;
  selection: readonly Selection[];
  /** One record by id, or several as an object from id to record; otherwise a page of records by `args`. */
  id?: string;
  ids?: readonly string[];
  args?: ListArgs;
}

export interface Plan {
  readonly text: string;
  /** Its values; those of one request are still open. */
  readonly params: Params;
  readonly places: readonly Place[];
  readonly cursorLabels: readonly string[];
  /** Fields left out because the asking user's roles do not see their class. */
  readonly withheld: ReadonlySet<string>;
  /** Whether the statement also writes down who was shown. */
  readonly traced: boolean;
}

/**
 * The same for everyone with these grants and classes; which record is asked for plays no part.
 * @throws FORBIDDEN, BAD_USER_INPUT
 */
export function planOf(who: Who, { record, permission, selection, id, ids, args }: Question, seal: Seal): Plan {
  mustBeAllowed(who, permission);
  const params = new Params();
  const asking: Asking = { who, params };
  const filtering = {
    params,
    row: (alias: string) => rowSql(asking, alias),
    sees: (sensitivity: Sensitivity) => who.sees.has(sensitivity),
  };
  const open = (label: string, cursor: string, argument: string): unknown[] =>
    readCursor(seal, label, cursor, argument);
  const compiler = new Compiler(asking, filtering, open);
  const text =
    id !== undefined
      ? compiler.one(record, permission, selection)
      : ids
        ? compiler.several(record, permission, selection)
        : compiler.list(record, args ?? {}, permission, selection);
  const { places, cursorLabels, withheld } = compiler;
  const traced = places.some((place) => place.sensitivity !== Sensitivity.BASIC);
  return { text: traced ? tracedSql(text, compiler) : text, params, places, cursorLabels, withheld, traced };
}
