// Batch: several prepared statements sent at once and closed by one Sync, so that a whole operation costs one round trip.
// It speaks to pg's query queue as a Submittable, which is why the version of pg is pinned and this file is small.
import { createRequire } from 'node:module';
import type { ClientBase, Connection, Submittable } from 'pg';

const { prepareValue } = createRequire(import.meta.url)('pg/lib/utils') as {
  prepareValue: (value: unknown) => unknown;
};

export interface Statement {
  text: string;
  values: readonly unknown[];
  /** Name of the prepared statement; unnamed statements are parsed each time. */
  name?: string;
  /** All its columns are texts: they come as they are. Otherwise Postgres prints them, and measures a long text once more for it. */
  texts?: boolean;
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
  bind(message: { statement: string; values: readonly unknown[]; binary: boolean }): void;
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
  private settle: { resolve: (answers: Answer[]) => void; reject: (error: Error) => void };
  private written = false;
  private next?: Batch;
  private client?: ClientBase;

  /** @param prepared whether the server keeps statements under their names; behind a pooler that does not follow names it must not */
  constructor(
    private readonly statements: readonly Statement[],
    private readonly prepared = true,
  ) {
    this.done = new Promise((resolve, reject) => (this.settle = { resolve, reject }));
  }

  /**
   * Sends batches one after the other without waiting for their answers. Each keeps its own Sync, so each is a transaction of its own: what
   * fails in one is nothing to the next. Settles with the last of them.
   */
  static async train(client: ClientBase, batches: readonly Batch[]): Promise<void> {
    batches.forEach((batch, index) => {
      batch.next = batches[index + 1];
      batch.client = client;
    });
    void client.query(batches[0]!);
    await Promise.allSettled(batches.map(({ done }) => done));
  }

  /** It never gets as far as a connection. */
  fail(error: Error): void {
    this.settle.reject(error);
  }

  /** An error that is returned settles the batch and leaves the connection usable; one thrown halfway through would not. */
  submit(connection: Connection): Error | null {
    if (this.written) return null;
    const wire = wireOf(connection);
    wire.stream.cork();
    try {
      const failure = this.write(wire);
      // A batch that cannot be sent ends the train before it: those behind it leave when their turn comes.
      for (let batch = this.next; batch && !failure; batch = batch.next) if (batch.write(wire)) break;
      return failure;
    } finally {
      wire.stream.uncork();
    }
  }

  private write(wire: Wire): Error | null {
    let ready: Statement[];
    try {
      ready = this.statements.map((statement) => ({ ...statement, values: statement.values.map(prepareValue) }));
    } catch (error) {
      return error as Error;
    }
    for (const statement of ready) this.send(wire, statement);
    wire.sync();
    this.written = true;
    return null;
  }

  private send(wire: Wire, statement: Statement): void {
    const name = this.nameOf(statement);
    if (!name || wire.parsedStatements[name] === undefined) {
      // After a failed batch nobody knows which names the server kept; closing an unknown one is no error.
      if (name) wire.close({ type: 'S', name });
      wire.parse({ text: statement.text, name, types: [] });
    }
    // Of a text, the binary form is the text itself.
    wire.bind({ statement: name, values: statement.values, binary: statement.texts ?? false });
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

  handleReadyForQuery(connection: Connection): void {
    // Names count as known once they are: a batch behind one that failed must not rely on what that one was to prepare.
    const { parsedStatements } = wireOf(connection);
    for (const statement of this.statements) {
      const name = this.nameOf(statement);
      if (name) parsedStatements[name] = statement.text;
    }
    this.settle.resolve(this.answers.slice(0, this.statements.length));
    this.follow();
  }

  handleError(error: Error): void {
    this.settle.reject(error);
    this.follow();
  }

  private nameOf({ name }: Statement): string {
    return (this.prepared && name) || '';
  }

  /** The answers of the next batch are on their way, or it is sent now. */
  private follow(): void {
    if (this.next) void this.client!.query(this.next);
  }

  handleRowDescription(): void {}
  handlePortalSuspended(): void {}
  handleCopyInResponse(connection: Connection): void {
    wireOf(connection).sendCopyFail('Not a copy');
  }
  handleCopyData(): void {}
}
