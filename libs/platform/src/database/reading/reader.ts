// The reader: runs compiled statements, makes their answers readable and notes in the audit trail who was shown.
import { Injectable } from '@nestjs/common';
import type { Permission } from '../../access/permissions.js';
import { Sensitivity } from '../../access/sensitivity.js';
import { mustBeAllowed, type Who } from '../../access/who.js';
import { KeyRequest } from '../../crypto/key-request.js';
import { Keyring } from '../../crypto/keyring.js';
import { Seal } from '../../crypto/seal.js';
import type { RecordTraits } from '../../model/traits.js';
import { AuditAction, auditSql } from '../audit.js';
import { Database } from '../database.js';
import { Params } from '../params.js';
import { rowSql, type Asking } from '../reach.js';
import { today } from '../today.js';
import { UnitOfWork } from '../unit-of-work.js';
import { Compiler } from './compiler.js';
import { readCursor } from './cursors.js';
import type { Filtering } from './filters.js';
import type { ListArgs, Selection } from './selection.js';
import { splice, type Shown } from './splice.js';
import { newNonce } from './tokens.js';

/** A question about records: one by id, or a page. */
export interface Question {
  record: RecordTraits;
  permission: Permission;
  selection: readonly Selection[];
  /** One record by id; otherwise a page of records by `args`. */
  id?: string;
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
}

@Injectable()
export class Reader {
  constructor(
    private readonly database: Database,
    private readonly keyring: Keyring,
    private readonly seal: Seal,
  ) {}

  /** Answers a question as an operation of its own: one round trip, or two when something sensitive was shown. */
  async alone(who: Who, question: Question): Promise<Reading> {
    const compiled = await this.compile(who, question);
    if (!compiled.compiler.places.some((place) => place.sensitivity !== Sensitivity.BASIC)) {
      const { rows } = await this.database.once(who, { readOnly: true }, compiled.text, compiled.params.values);
      return (await this.finish(who, compiled, rows[0]?.[0])).reading;
    }
    return this.database.within(who, { readOnly: false, relaxed: true }, (work) => this.answer(work, compiled, true));
  }

  /** Answers a question within the unit of work under way. */
  async within(work: UnitOfWork, question: Question): Promise<Reading> {
    return this.answer(work, await this.compile(work.who, question), false);
  }

  private async answer(work: UnitOfWork, compiled: Compiled, last: boolean): Promise<Reading> {
    const { rows } = await work.run(compiled.text, compiled.params.values);
    const { reading, shown } = await this.finish(work.who, compiled, rows[0]?.[0]);
    if (shown.subjects.size > 0) {
      const { text, values } = await this.trace(work.who, shown);
      await (last ? work.runAndCommit(text, values) : work.run(text, values));
    }
    return reading;
  }

  private async finish(
    who: Who,
    { compiler, nonce }: Compiled,
    json: string | null | undefined,
  ): Promise<{ reading: Reading; shown: Shown }> {
    const marks = { nonce, places: compiler.places, cursorLabels: compiler.cursorLabels };
    const { text, shown } = await splice(json ?? 'null', marks, who.organizationId, this.keyring, this.seal);
    // Staff names are the organisation's own: showing them is not the showing of a person it looks after.
    shown.subjects.delete(who.organizationId);
    return { reading: { json: text, withheld: compiler.withheld }, shown };
  }

  private async trace(who: Who, shown: Shown): Promise<{ text: string; values: unknown[] }> {
    const params = new Params();
    const keys = await this.keyring.load(who.organizationId, [who.organizationId]);
    const entry = {
      action: AuditAction.READ,
      subjects: [...shown.subjects],
      classes: [...shown.classes],
      keySubject: who.organizationId,
      keys,
    };
    return { text: auditSql(who, entry, params), values: params.values };
  }

  private async compile(who: Who, { record, permission, selection, id, args }: Question): Promise<Compiled> {
    mustBeAllowed(who, permission);
    const params = new Params();
    const nonce = newNonce();
    // The organisation's search key; loading no subject asks nothing of the keyring once it is cached.
    const keys: KeyRequest | undefined =
      args?.filter || hasFilter(selection) ? await this.keyring.load(who.organizationId, []) : undefined;
    const asking: Asking = { who, params, today: () => today(who) };
    const filtering: Filtering = {
      params,
      row: (alias) => rowSql(asking, alias),
      sees: (sensitivity) => who.sees.has(sensitivity),
      keys: () => {
        if (!keys) throw new Error('A filter on an encrypted field was not foreseen');
        return keys;
      },
    };
    const open = (label: string, cursor: string, argument: string): unknown[] =>
      readCursor(this.seal, label, cursor, argument);
    const compiler = new Compiler(asking, filtering, nonce, open);
    const text =
      id !== undefined
        ? compiler.one(record, id, permission, selection)
        : compiler.list(record, args ?? {}, permission, selection);
    return { text, params, compiler, nonce };
  }
}

const hasFilter = (selection: readonly Selection[]): boolean =>
  selection.some((each) => (each.args.filter !== undefined && each.args.filter !== null) || hasFilter(each.children));
