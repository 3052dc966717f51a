// Housekeeping: the platform's own schedules, which throw away what has served its time.
import { now } from '@haven/kernel';
import { Injectable } from '@nestjs/common';
import { unitOfWork } from '../database/unit-of-work.js';
import { Every } from './hears.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const KEYS_KEPT_MS = DAY_MS;
const FACTS_KEPT_MS = 7 * DAY_MS;
/** Rows that one statement deletes: some tenths of a second. */
const AT_ONCE = 10_000;

@Injectable()
export class Housekeeping {
  /** A request that comes again after a day is a new one. */
  @Every('1 hour', 'idempotencyKeys.forget')
  async forgetIdempotencyKeys(): Promise<void> {
    await deleteBefore(
      `delete from "idempotency_key" where organization_id = $1 and (user_id, key) in
         (select user_id, key from "idempotency_key" where organization_id = $1 and created_at < $2 limit ${AT_ONCE})`,
      KEYS_KEPT_MS,
    );
  }

  /** Facts that everyone has heard are kept for a week, for looking into what went wrong. Parked ones stay. */
  @Every('1 day', 'outbox.forgetHeard')
  async forgetHeardFacts(): Promise<void> {
    await deleteBefore(
      `delete from "outbox" where organization_id = $1 and id in
         (select id from "outbox" where organization_id = $1 and done_at < $2 limit ${AT_ONCE})`,
      FACTS_KEPT_MS,
    );
  }
}

async function deleteBefore(text: string, keptMs: number): Promise<void> {
  const work = unitOfWork();
  const values = [work.who.organizationId, new Date(now().getTime() - keptMs)];
  while ((await work.run(text, values)).touched === AT_ONCE);
}
