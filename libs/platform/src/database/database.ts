// The database: opens units of work. Nothing else in Haven holds a connection of the app's role.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Pool } from 'pg';
import type { Who } from '../access/who.js';
import { Settings } from '../config/settings.js';
import { Batch, type Answer, type Statement } from './batch.js';
import { Lanes } from './lanes.js';
import { translated } from './postgres-errors.js';
import { named } from './statement-names.js';
import { enter, UnitOfWork, withinWork, type Mode } from './unit-of-work.js';

const heardElsewhere = (): void => undefined;

@Injectable()
export class Database {
  private readonly prepared: boolean;
  private readonly lanes: Lanes;

  constructor(
    private readonly dataSource: DataSource,
    settings: Settings,
  ) {
    this.prepared = settings.get('DATABASE_PREPARED');
    this.lanes = new Lanes(this.pool, this.prepared);
    // Whoever holds a connection that breaks hears of it from the statement; an error event that nobody hears would end the process.
    this.pool.on('acquire', (client) => client.removeListener('error', heardElsewhere).on('error', heardElsewhere));
  }

  private get pool(): Pool {
    return (this.dataSource.driver as unknown as { master: Pool }).master;
  }

  /** One statement that is a whole operation: entry and statement under one Sync, an implicit transaction in one round trip. */
  once(who: Who, mode: Mode, text: string, values: readonly unknown[]): Promise<Answer> {
    return this.alone(who, mode, named(text, values));
  }

  /** The same for a statement whose columns are all texts, which may be long. */
  onceForTexts(who: Who, mode: Mode, text: string, values: readonly unknown[]): Promise<Answer> {
    return this.alone(who, mode, { ...named(text, values), texts: true });
  }

  private async alone(who: Who, mode: Mode, statement: Statement): Promise<Answer> {
    try {
      const answers = await this.lanes.send([enter(who, mode), statement]);
      return answers[1]!;
    } catch (error) {
      throw translated(error);
    }
  }

  /** Runs an operation in one transaction: committed when the deed succeeds, undone whole when it throws. */
  async within<T>(who: Who, mode: Mode, deed: (work: UnitOfWork) => Promise<T>): Promise<T> {
    const work = new UnitOfWork(this.pool, who, mode, this.prepared);
    try {
      const result = await withinWork(work, () => deed(work));
      await work.commit();
      return result;
    } catch (error) {
      await work.rollback();
      throw error;
    }
  }

  /** A statement on reference tables that belong to no tenant, such as sign-in names. */
  async outside(text: string, values: readonly unknown[] = []): Promise<Answer> {
    const client = await this.pool.connect();
    try {
      const [answer] = await client.query(new Batch([named(text, values)], this.prepared)).done;
      return answer!;
    } catch (error) {
      throw translated(error);
    } finally {
      client.release();
    }
  }
}
