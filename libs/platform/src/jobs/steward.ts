// The steward: does work when nobody is signed in, in the name of the one who set it going and with no more rights than the work names.
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Permission } from '../access/permissions.js';
import { Reach, type Who } from '../access/who.js';
import { inContext } from '../access/request-context.js';
import { Database } from '../database/database.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/** Knows the time zone in which an organisation's days begin. The identity library provides it. */
export abstract class TimeZones {
  /** IANA name. */
  abstract of(organizationId: string): Promise<string>;
}

export interface Work {
  organizationId: string;
  /** Who set it going; the organisation's own id for what only the calendar asked for. Stands in the audit trail. */
  userId: string;
  /** Name of the listener or schedule; stands in the audit trail as the operation. */
  name: string;
  /** Of the outbox row or the run; stands in the audit trail as the request. */
  id: string;
  permissions: readonly Permission[];
}

const KEPT_MS = 60_000;
const MOST_KEPT = 10_000;

/** Enters an organisation and may nothing: enough for the outbox itself. */
export const steward = (organizationId: string, userId = organizationId): Who => ({
  organizationId,
  userId,
  stamp: 0,
  grants: new Map(),
  sees: new Set(),
  timeZone: 'UTC',
});

@Injectable()
export class Steward {
  private readonly zones = new LRUCache<string, string>({ max: MOST_KEPT, ttl: KEPT_MS });

  constructor(
    private readonly database: Database,
    private readonly timeZones: TimeZones,
  ) {}

  /** Runs a deed in the name of the one who set it going, outside any transaction: what it does in the database it does in its own. */
  async as<T>(work: Work, deed: (who: Who) => Promise<T>): Promise<T> {
    const who = await this.whoFor(work);
    return inContext({ requestId: work.id, operation: work.name, who }, () => deed(who));
  }

  /**
   * Runs a deed as one operation of the organisation: one transaction, walled like any request. Its commit does not wait for the disk:
   * a crash of Postgres in that window undoes the deed together with the mark that it was done, and so it is done again.
   */
  within<T>(work: Work, deed: (unit: UnitOfWork) => Promise<T>): Promise<T> {
    return this.as(work, (who) => this.database.within(who, { readOnly: false, relaxed: true }, deed));
  }

  private async whoFor({ organizationId, userId, permissions }: Work): Promise<Who> {
    let timeZone = this.zones.get(organizationId);
    if (!timeZone) this.zones.set(organizationId, (timeZone = await this.timeZones.of(organizationId)));
    const grants = new Map(permissions.map(({ name }) => [name, { reach: Reach.ORGANIZATION, teams: [] }]));
    return { ...steward(organizationId, userId), grants, timeZone };
  }
}
