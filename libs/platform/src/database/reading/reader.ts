// The reader: runs compiled statements, makes their answers readable and notes in the audit trail who was shown.
import { Injectable } from '@nestjs/common';
import type { Permission } from '../../access/permissions.js';
import { Sensitivity } from '../../access/sensitivity.js';
import { mustBeAllowed, type Who } from '../../access/who.js';
import type { KeyRequest } from '../../crypto/key-request.js';
import { Keyring } from '../../crypto/keyring.js';
import { Seal } from '../../crypto/seal.js';
import type { RecordTraits } from '../../model/traits.js';
import type { Answer } from '../batch.js';
import { Database } from '../database.js';
import { Params } from '../params.js';
import { rowSql, type Asking } from '../reach.js';
import { today } from '../today.js';
import { UnitOfWork } from '../unit-of-work.js';
import { Compiler } from './compiler.js';
import { readCursor } from './cursors.js';
import type { Filtering } from './filters.js';
import type { ListArgs, Selection } from './selection.js';
import { splice } from './splice.js';
import { tracedSql } from './trace.js';
import { newNonce } from './tokens.js';

/** A question about records: one by id, or a page. */
export interface Question {
  record: RecordTraits;
  permission: Permission;
  selection: readonly Selection[];
  /** One record by id, or several as an object from id to record; otherwise a page of records by `args`. */
  id?: string;
  ids?: readonly string[];
  args?: ListArgs;
}

export interface Reading {
  /** JSON text of the answer; `null` for a record that is not there or out of reach. */
  json: string;
  /** Fields that were left out because the asking user's roles do not see their class. */
  withheld: ReadonlySet<string>;
}

interface Compiled {
  text: string;
  params: Params;
  compiler: Compiler;
  nonce: string;
  keys: KeyRequest;
  /** Whether the statement also writes down who was shown. */
  traced: boolean;
}

@Injectable()
export class Reader {
  constructor(
    private readonly database: Database,
    private readonly keyring: Keyring,
    private readonly seal: Seal,
  ) {}

  /** Answers a question as an operation of its own, in one round trip. */
  async alone(who: Who, question: Question): Promise<Reading> {
    const compiled = await this.compile(who, question);
    const mode = compiled.traced ? { readOnly: false, relaxed: true } : { readOnly: true };
    return this.finish(compiled, await this.database.once(who, mode, compiled.text, compiled.params.values));
  }

  /** Answers a question within the unit of work under way. */
  async within(work: UnitOfWork, question: Question): Promise<Reading> {
    const compiled = await this.compile(work.who, question);
    return this.finish(compiled, await work.run(compiled.text, compiled.params.values));
  }

  private async finish({ compiler, nonce, keys }: Compiled, { rows }: Answer): Promise<Reading> {
    const marks = { nonce, places: compiler.places, cursorLabels: compiler.cursorLabels };
    const json = await splice(rows[0]?.[0] ?? 'null', marks, keys, this.keyring, this.seal);
    return { json, withheld: compiler.withheld };
  }

  private async compile(who: Who, { record, permission, selection, id, ids, args }: Question): Promise<Compiled> {
    mustBeAllowed(who, permission);
    const params = new Params();
    const nonce = newNonce();
    // The organisation's own keys ask nothing of the keyring once they are cached; those of the people shown are added later.
    const keys = await this.keyring.load(who.organizationId, [who.organizationId]);
    const asking: Asking = { who, params, today: () => today(who) };
    const filtering: Filtering = {
      params,
      row: (alias) => rowSql(asking, alias),
      sees: (sensitivity) => who.sees.has(sensitivity),
      keys,
    };
    const open = (label: string, cursor: string, argument: string): unknown[] =>
      readCursor(this.seal, label, cursor, argument);
    const compiler = new Compiler(asking, filtering, nonce, open);
    const text =
      id !== undefined
        ? compiler.one(record, id, permission, selection)
        : ids
          ? compiler.several(record, ids, permission, selection)
          : compiler.list(record, args ?? {}, permission, selection);
    const traced = compiler.places.some((place) => place.sensitivity !== Sensitivity.BASIC);
    return { text: traced ? tracedSql(who, text, compiler, keys) : text, params, compiler, nonce, keys, traced };
  }
}
