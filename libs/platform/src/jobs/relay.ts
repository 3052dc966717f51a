// The relay: hands facts from the outbox to their listeners. At least once each, applied once, again after failures, parked in the end.
import { DomainError, now } from '@haven/kernel';
import { Injectable } from '@nestjs/common';
import { TryAgain } from '../database/postgres-errors.js';
import { Telemetry } from '../telemetry/telemetry.js';
import { Duties, type Listener } from './duties.js';
import { JobMetrics } from './job-metrics.js';
import { BATCH, Outbox, type Told } from './outbox.js';
import { Steward } from './steward.js';

/** Longer than a batch takes; a worker that died lets go of its facts after it. */
export const LEASE_MS = 60_000;
/** Failures after which a fact is parked: with the delays below some three hours after it was told. */
export const MOST_ATTEMPTS = 8;
const FIRST_DELAY_MS = 2_000;
const GROWTH = 4;
/**
 * A fact without listeners here may have one in a newer worker that is just being rolled out: it is looked at once more after this time.
 */
const UNHEARD_MS = 3_600_000;

@Injectable()
export class Relay {
  constructor(
    private readonly outbox: Outbox,
    private readonly duties: Duties,
    private readonly steward: Steward,
    private readonly metrics: JobMetrics,
    private readonly telemetry: Telemetry,
  ) {}

  /**
   * Hands on one batch of an organisation's facts, one after the other in the order in which they were told.
   * @returns whether there may be more
   */
  async deliver(organizationId: string): Promise<boolean> {
    const until = now().getTime() + LEASE_MS;
    const batch = await this.outbox.claim(organizationId, LEASE_MS);
    for (const told of batch) {
      // What is left of a slow batch is anybody's from here on.
      if (now().getTime() >= until) return true;
      await this.handOn(told);
    }
    return batch.length === BATCH;
  }

  private async handOn(told: Told): Promise<void> {
    const listeners = this.duties.listenersOf(told.topic);
    const waiting = listeners.filter(({ name }) => !told.heard.includes(name));
    if (waiting.length === 0) return this.handOnToNobody(told, listeners.length > 0);
    // It was claimed that often and nobody lived to write down why it failed.
    if (told.attempts > MOST_ATTEMPTS) return this.park(told, 'WORKER_LOST');
    const all = listeners.map(({ name }) => name);
    const failures: string[] = [];
    for (const listener of waiting) {
      const failure = await this.heardBy(listener, told, all);
      if (failure) failures.push(`${listener.name} ${failure}`);
    }
    if (failures.length === 0) return;
    if (told.attempts === MOST_ATTEMPTS) return this.park(told, failures.join(', '));
    await this.outbox.putOff(told, later(FIRST_DELAY_MS * GROWTH ** (told.attempts - 1)), failures.join(', '));
  }

  private async handOnToNobody(told: Told, wasHeard: boolean): Promise<void> {
    const again = new Date(told.createdAt.getTime() + UNHEARD_MS);
    return wasHeard || again <= now() ? this.outbox.finish(told) : this.outbox.putOff(told, again);
  }

  /** @returns the code of the failure; never its message, which may speak of people */
  private async heardBy(listener: Listener, told: Told, all: string[]): Promise<string | undefined> {
    const { organizationId, userId, id, payload } = told;
    const { name, permissions } = listener;
    try {
      await this.steward.within({ organizationId, userId, name, id, permissions }, async (work) => {
        if (await this.outbox.hears(work, told, name, all)) await listener.hear(payload);
      });
      this.metrics.heard(name);
      return undefined;
    } catch (error) {
      this.metrics.failed(name);
      if (!(error instanceof DomainError || error instanceof TryAgain)) this.telemetry.report(error);
      return codeOf(error);
    }
  }

  private async park(told: Told, failure: string): Promise<void> {
    await this.outbox.putOff(told, undefined, failure);
    this.metrics.parked();
    this.telemetry.log.error({ topic: told.topic, id: told.id, failure }, 'fact parked');
  }
}

const later = (milliseconds: number): Date => new Date(now().getTime() + milliseconds);

const CODE = /^[A-Z0-9_]{3,64}$/;

/** A refusal's code or Postgres's own, TRY_AGAIN when another operation stood in the way; everything else is INTERNAL. */
function codeOf(error: unknown): string {
  if (error instanceof TryAgain) return 'TRY_AGAIN';
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' && CODE.test(code) ? code : 'INTERNAL';
}
