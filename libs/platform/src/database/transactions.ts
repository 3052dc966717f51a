// Transactions: opened by hand where no door opens one, by long work and by routes over plain HTTP, each in the name of who asks.
import { Injectable } from '@nestjs/common';
import { context, who } from '../access/request-context.js';
import { Database } from './database.js';
import { AccessChanged, TryAgain } from './postgres-errors.js';
import type { UnitOfWork } from './unit-of-work.js';

/** How often a deed is begun anew when it met another one or the user's access changed under it. */
const TRIES = 4;

@Injectable()
export class Transactions {
  constructor(private readonly database: Database) {}

  /**
   * Runs a deed as who asks, in one transaction: committed, down to the disk, when the deed succeeds and undone whole when it throws. Files
   * may be moved or thrown away afterwards. A deed that met another one is undone and begun anew, so it does nothing but speak to the database;
   * it is short, since it may wait half a minute at most between two statements.
   */
  async run<T>(deed: (work: UnitOfWork) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.database.within(who(), { readOnly: false }, deed);
      } catch (error) {
        const { askAnew } = context();
        const changed = error instanceof AccessChanged && askAnew;
        if (attempt === TRIES || !(changed || error instanceof TryAgain)) throw error;
        if (changed) context().who = await changed();
      }
    }
  }
}
