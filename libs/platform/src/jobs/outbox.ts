// The outbox's statements: claiming what is due, marking what was heard, putting off, parking, counting. Each is one organisation's.
import { now } from '@haven/kernel';
import { Injectable } from '@nestjs/common';
import type { Fact } from '../events/events.js';
import { Database } from '../database/database.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { steward } from './steward.js';

/** A fact in this worker's hands until the lease is over. */
export interface Told extends Fact {
  organizationId: string;
  id: string;
  /** Who told it. */
  userId: string;
  createdAt: Date;
  /** How often it was claimed, this time included. */
  attempts: number;
  /** Names of listeners that are through with it. */
  heard: readonly string[];
}

export interface Standing {
  /** Facts that are due and not yet heard by everyone. */
  waiting: number;
  /** Facts given up until somebody looks into them. */
  parked: number;
}

/** Which facts are taken at once. */
export interface Share {
  topics: readonly string[];
  /** Whether these topics are wanted, or all others. */
  wanted: boolean;
  most: number;
}

/** A claim that is lost in a crash of Postgres is only a claim made again: it need not wait for the disk. */
const CLAIMING = { readOnly: false, relaxed: true };

@Injectable()
export class Outbox {
  constructor(private readonly database: Database) {}

  async organizations(): Promise<string[]> {
    const { rows } = await this.database.outside('select organization_id from tenant');
    return rows.map(([id]) => id!);
  }

  /** Takes facts that are due, oldest first, and holds them for `leaseMs`. Other workers pass over them. */
  async claim(organizationId: string, leaseMs: number, { topics, wanted, most }: Share): Promise<Told[]> {
    const at = now();
    const { rows } = await this.database.once(
      steward(organizationId),
      CLAIMING,
      `with due as (
         select id from "outbox" where organization_id = $1 and done_at is null and parked_at is null and due_at <= $2
           and (leased_until is null or leased_until <= $2) and (topic = any($4::text[])) = $5
           order by due_at limit $6 for update skip locked)
       update "outbox" o set attempts = o.attempts + 1, leased_until = $3 from due where o.organization_id = $1 and o.id = due.id
         returning o.id, o.topic, o.payload, o.user_id, o.created_at, o.attempts, array_to_json(o.heard)`,
      [organizationId, at, new Date(at.getTime() + leaseMs), topics, wanted, most],
    );
    const told = rows.map(([id, topic, payload, userId, createdAt, attempts, heard]) => ({
      organizationId,
      id: id!,
      topic: topic!,
      payload: JSON.parse(payload!) as Fact['payload'],
      userId: userId!,
      createdAt: new Date(createdAt!),
      attempts: Number(attempts),
      heard: JSON.parse(heard!) as string[],
    }));
    // Ids are made in the order of time; RETURNING has none.
    return told.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /**
   * Marks within a listener's own transaction that it has heard. It comes first there: the row stays locked until the listener is
   * through, so that a second worker waits, and then finds it heard.
   * @param all names of everyone who hears the topic: with the last of them the fact is done
   * @returns false when the listener has heard it before
   */
  async hears(work: UnitOfWork, { organizationId, id }: Told, listener: string, all: string[]): Promise<boolean> {
    const { touched } = await work.run(
      `update "outbox" set heard = array_append(heard, $3::text), leased_until = case when array_append(heard, $3::text) @> $4::text[] then null else leased_until end,
         done_at = case when array_append(heard, $3::text) @> $4::text[] then $5::timestamptz end
         where organization_id = $1 and id = $2 and done_at is null and not heard @> array[$3::text]`,
      [organizationId, id, listener, all, now()],
    );
    return touched === 1;
  }

  /** Lets go of a fact until `dueAt`, or parks it without. Does nothing when another worker has claimed it since. */
  async putOff({ organizationId, id, attempts }: Told, dueAt: Date | undefined, failure?: string): Promise<void> {
    await this.database.once(
      steward(organizationId),
      CLAIMING,
      `update "outbox" set leased_until = null, due_at = coalesce($4::timestamptz, due_at), failure = $5,
         parked_at = case when $4::timestamptz is null then $6::timestamptz end
         where organization_id = $1 and id = $2 and attempts = $3 and done_at is null`,
      [organizationId, id, attempts, dueAt ?? null, failure ?? null, now()],
    );
  }

  /** Holds a fact for another `leaseMs`, unless another worker has claimed it since. */
  async renew({ organizationId, id, attempts }: Told, leaseMs: number): Promise<void> {
    await this.database.once(
      steward(organizationId),
      CLAIMING,
      `update "outbox" set leased_until = $4
         where organization_id = $1 and id = $2 and attempts = $3 and done_at is null and leased_until is not null`,
      [organizationId, id, attempts, new Date(now().getTime() + leaseMs)],
    );
  }

  /** Gives a fact back as if it had not been claimed, for whoever comes at `dueAt`. */
  async giveBack({ organizationId, id, attempts }: Told, dueAt: Date, why?: string): Promise<void> {
    await this.database.once(
      steward(organizationId),
      CLAIMING,
      `update "outbox" set leased_until = null, due_at = $4, failure = $5, attempts = attempts - 1
         where organization_id = $1 and id = $2 and attempts = $3 and done_at is null`,
      [organizationId, id, attempts, dueAt, why ?? null],
    );
  }

  /** Ends a fact that has nobody left to hear it. */
  async finish({ organizationId, id }: Told): Promise<void> {
    await this.database.once(
      steward(organizationId),
      CLAIMING,
      'update "outbox" set done_at = $3, leased_until = null where organization_id = $1 and id = $2 and done_at is null',
      [organizationId, id, now()],
    );
  }

  async standing(organizationId: string): Promise<Standing> {
    const { rows } = await this.database.once(
      steward(organizationId),
      { readOnly: true },
      `select (select count(*) from "outbox" where organization_id = $1 and done_at is null and parked_at is null and due_at <= $2),
         (select count(*) from "outbox" where organization_id = $1 and parked_at is not null)`,
      [organizationId, now()],
    );
    const [waiting, parked] = rows[0]!.map(Number);
    return { waiting: waiting!, parked: parked! };
  }
}
