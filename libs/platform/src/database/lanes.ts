// Lanes: the way of operations of one statement. While all connections are busy, those that wait go out together on the next one that is free.
import type { Pool, PoolClient } from 'pg';
import { Batch, type Answer, type Statement } from './batch.js';

/** Behind a slow statement wait three others at most; they would have waited for a connection anyway. */
const LONGEST_TRAIN = 4;

export class Lanes {
  private readonly waiting: Batch[] = [];
  private open = 0;

  constructor(
    private readonly pool: Pool,
    private readonly prepared: boolean,
  ) {}

  /** One implicit transaction, in one round trip. */
  send(statements: readonly Statement[]): Promise<Answer[]> {
    const batch = new Batch(statements, this.prepared);
    this.waiting.push(batch);
    if (this.open < this.pool.options.max) void this.serve();
    return batch.done;
  }

  private async serve(): Promise<void> {
    this.open += 1;
    let client: PoolClient;
    try {
      client = await this.pool.connect();
    } catch (error) {
      this.open -= 1;
      // There is no connection to be had: nobody else's turn would come sooner.
      for (const batch of this.waiting.splice(0)) batch.fail(error as Error);
      return;
    }
    try {
      // Whoever waits for a connection of its own gets this one as soon as the train is through.
      do await this.run(client);
      while (this.waiting.length > 0 && this.pool.waitingCount === 0);
    } finally {
      client.release();
      this.open -= 1;
    }
    if (this.waiting.length > 0 && this.open < this.pool.options.max) void this.serve();
  }

  private async run(client: PoolClient): Promise<void> {
    const share = Math.ceil(this.waiting.length / this.open);
    const train = this.waiting.splice(0, Math.min(share, LONGEST_TRAIN));
    if (train.length > 0) await Batch.train(client, train);
  }
}
