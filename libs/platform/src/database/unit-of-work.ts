// The unit of work: one transaction per operation. Who asks is told to Postgres inside it, and statements are queued on its connection.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Pool, PoolClient } from 'pg';
import type { Who } from '../access/who.js';
import { Batch, type Answer, type Statement } from './batch.js';
import { translated } from './postgres-errors.js';
import { named } from './statement-names.js';

export interface Mode {
  /** Postgres refuses every write in the transaction. */
  readOnly: boolean;
  /** Commit without waiting for the disk: for what writes nothing but the trace of a read, and for jobs, which are done again. The window is three times wal_writer_delay, 0.6 s. */
  relaxed?: boolean;
}

/** A query writes nothing but the trace of what it shows, if it shows anything sensitive. */
export const reading = (traced: boolean): Mode => (traced ? { readOnly: false, relaxed: true } : { readOnly: true });

const BEGIN: Statement = { text: 'begin', values: [], name: 'begin' };
const COMMIT: Statement = { text: 'commit', values: [], name: 'commit' };
const ROLLBACK: Statement = { text: 'rollback', values: [], name: 'rollback' };

export const enter = (who: Who, { readOnly, relaxed = false }: Mode): Statement => ({
  text: 'select enter($1, $2, $3, $4, $5, $6)',
  values: [who.organizationId, who.userId, who.sessionId ?? null, who.stamp, readOnly, relaxed],
  name: 'enter',
});

export class UnitOfWork {
  private state: 'new' | 'open' | 'over' = 'new';
  /** What went wrong first; whatever fails after it fails because of it. */
  private failure?: Error;
  private turn: Promise<unknown> = Promise.resolve();
  private connection?: Promise<PoolClient>;
  private readonly afterwards: (() => void)[] = [];

  constructor(
    private readonly pool: Pool,
    readonly who: Who,
    private readonly mode: Mode,
    private readonly prepared: boolean,
  ) {}

  /** Runs a statement; the first one carries the beginning of the transaction and the entry with it, in one round trip. */
  async run(text: string, values: readonly unknown[] = []): Promise<Answer> {
    const [answer] = await this.send([named(text, values)]);
    return answer!;
  }

  /** Statements that belong together, in their order, with none of another field between them; one round trip. */
  runTogether(...statements: readonly { text: string; values: readonly unknown[] }[]): Promise<Answer[]> {
    return this.send(statements.map(({ text, values }) => named(text, values)));
  }

  /** Something to do once everything is certain, such as waking the worker. */
  after(deed: () => void): void {
    this.afterwards.push(deed);
  }

  /** @throws what a statement threw before: Postgres would answer COMMIT of a failed transaction with a silent rollback. */
  async commit(): Promise<void> {
    if (this.failure) throw this.failure;
    // An operation that asked Postgres nothing has not been told yet whether its session is over.
    if (this.state === 'new' && this.who.sessionId) await this.send([]);
    if (this.state === 'open') await this.send([COMMIT]);
    await this.close();
  }

  async rollback(): Promise<void> {
    if (this.state !== 'open') return this.over();
    // Fields of a query that were given up may still be waiting for their answers.
    await this.turn;
    try {
      await this.transmit([ROLLBACK]);
      await this.over();
    } catch (error) {
      await this.over(error as Error);
    }
  }

  private async close(): Promise<void> {
    await this.over();
    for (const deed of this.afterwards) deed();
  }

  /** Fields of one query ask side by side; on the one connection each waits for its turn. */
  private send(statements: Statement[]): Promise<Answer[]> {
    const sent = this.turn.then(() => this.sendNow(statements));
    this.turn = sent.catch(() => undefined);
    return sent;
  }

  private async sendNow(statements: Statement[]): Promise<Answer[]> {
    if (this.failure) throw this.failure;
    if (this.state === 'over')
      throw new Error('The operation is over: a statement was sent after its transaction had ended');
    const opening = this.state === 'new' ? [BEGIN, enter(this.who, this.mode)] : [];
    this.state = 'open';
    try {
      const answers = await this.transmit([...opening, ...statements]);
      return answers.slice(opening.length);
    } catch (error) {
      throw (this.failure = translated(error) as Error);
    }
  }

  private async transmit(statements: Statement[]): Promise<Answer[]> {
    this.connection ??= this.pool.connect();
    return (await this.connection).query(new Batch(statements, this.prepared)).done;
  }

  private async over(broken?: Error): Promise<void> {
    this.state = 'over';
    const connection = this.connection;
    this.connection = undefined;
    // A connection that could not be had needs no giving back; its error went to whoever asked.
    (await connection?.catch(() => undefined))?.release(broken);
  }
}

const storage = new AsyncLocalStorage<UnitOfWork>();

export const withinWork = <T>(work: UnitOfWork, deed: () => Promise<T>): Promise<T> => storage.run(work, deed);

/** The unit of work under way. @throws outside an operation */
export function unitOfWork(): UnitOfWork {
  const work = storage.getStore();
  if (!work) throw new Error('No unit of work is open: data is touched inside an operation, a job or a test stage');
  return work;
}
