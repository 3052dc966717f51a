// Batch: several prepared statements sent at once and closed by one Sync, so that a whole operation costs one round trip.
// It speaks to pg's query queue as a Submittable, which is why the version of pg is pinned and this file is small.
import { createRequire } from 'node:module';
import type { Connection, Submittable } from 'pg';

const { prepareValue } = createRequire(import.meta.url)('pg/lib/utils') as {
  prepareValue: (value: unknown) => unknown;
};

export interface Statement {
  text: string;
  values: readonly unknown[];
  /** Name of the prepared statement; unnamed statements are parsed each time. */
  name?: string;
}

/** Rows as Postgres prints them: text or null, in the order of the columns. */
export type TextRow = (string | null)[];

export interface Answer {
  rows: TextRow[];
  /** Rows that a write touched. */
  touched: number;
}

/** The parts of pg's connection that its own queries use. */
interface Wire {
  parsedStatements: Record<string, string>;
  stream: { cork(): void; uncork(): void };
  parse(message: { text: string; name: string; types: number[] }): void;
  bind(message: { statement: string; values: readonly unknown[] }): void;
  close(message: { type: 'S'; name: string }): void;
  execute(message: { rows: number }): void;
  sync(): void;
  sendCopyFail(reason: string): void;
}
const wireOf = (connection: Connection): Wire => connection as unknown as Wire;

/**
 * Statements outside BEGIN form one implicit transaction up to the Sync: an error undoes all of them.
 * The promise settles when the server is ready again or has said what went wrong.
 */
export class Batch implements Submittable {
  readonly done: Promise<Answer[]>;
  private readonly answers: Answer[] = [{ rows: [], touched: 0 }];
  private readonly parsed: string[] = [];
  private settle: { resolve: (answers: Answer[]) => void; reject: (error: Error) => void };

  /** @param prepared whether the server keeps statements under their names; behind a pooler that does not follow names it must not */
  constructor(
    private readonly statements: readonly Statement[],
    private readonly prepared = true,
  ) {
    this.done = new Promise((resolve, reject) => (this.settle = { resolve, reject }));
  }

  /** An error that is returned settles the batch and leaves the connection usable; one thrown halfway through would not. */
  submit(connection: Connection): Error | null {
    const wire = wireOf(connection);
    let ready: Statement[];
    try {
      ready = this.statements.map((statement) => ({ ...statement, values: statement.values.map(prepareValue) }));
    } catch (error) {
      return error as Error;
    }
    wire.stream.cork();
    try {
      for (const statement of ready) this.send(wire, statement);
      wire.sync();
    } finally {
      wire.stream.uncork();
    }
    return null;
  }

  private send(wire: Wire, statement: Statement): void {
    const name = (this.prepared && statement.name) || '';
    if (!name || wire.parsedStatements[name] === undefined) {
      // After a failed batch nobody knows which names the server kept; closing an unknown one is no error.
      if (name) wire.close({ type: 'S', name });
      wire.parse({ text: statement.text, name, types: [] });
      if (name) {
        wire.parsedStatements[name] = statement.text;
        this.parsed.push(name);
      }
    }
    wire.bind({ statement: name, values: statement.values });
    wire.execute({ rows: 0 });
  }

  handleDataRow(message: { fields: TextRow }): void {
    this.answers.at(-1)!.rows.push(message.fields);
  }

  handleCommandComplete(message: { text: string }): void {
    this.answers.at(-1)!.touched = Number(message.text.slice(message.text.lastIndexOf(' ') + 1)) || 0;
    this.answers.push({ rows: [], touched: 0 });
  }

  handleEmptyQuery(): void {
    this.answers.push({ rows: [], touched: 0 });
  }

  handleReadyForQuery(): void {
    this.settle.resolve(this.answers.slice(0, this.statements.length));
  }

  handleError(error: Error, connection?: Connection): void {
    for (const name of this.parsed) if (connection) delete wireOf(connection).parsedStatements[name];
    this.settle.reject(error);
  }

  handleRowDescription(): void {}
  handlePortalSuspended(): void {}
  handleCopyInResponse(connection: Connection): void {
    wireOf(connection).sendCopyFail('Not a copy');
  }
  handleCopyData(): void {}
}
