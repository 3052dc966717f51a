// The relay: hands facts from the outbox to their listeners. At least once each, applied once, again after failures, parked in the end.
import { DomainError, now } from '@haven/kernel';
import { Injectable } from '@nestjs/common';
import { TryAgain } from '../database/postgres-errors.js';
import { Telemetry } from '../telemetry/telemetry.js';
import { Duties, type Listener } from './duties.js';
import { JobMetrics } from './job-metrics.js';
import { NotYet } from './hears.js';
import { Outbox, type Told } from './outbox.js';
import { Steward } from './steward.js';

/** Longer than a batch takes; a worker that died lets go of its facts after it. */
export const LEASE_MS = 60_000;
/** While long work lasts its lease is renewed this often: two renewals may fail. */
export const RENEWED_EVERY_MS = 20_000;
/** Facts that are claimed at once; long work one by one, so that two workers share it. */
const MOST = { short: 50, long: 1 };
/** Failures after which a fact is parked: with the delays below some three hours after it was told. */
export const MOST_ATTEMPTS = 8;
const FIRST_DELAY_MS = 2_000;
const GROWTH = 4;
/**
 * A fact without listeners here may have one in a newer worker that is just being rolled out: it is looked at once more after this time.
 */
const UNHEARD_MS = 3_600_000;

/** Facts with a listener that undertakes long work go through a lane of their own and hold up nobody else's. */
export type Lane = keyof typeof MOST;

@Injectable()
export class Relay {
  /** Long work that this worker has in its hands. */
  private readonly underWay = new Set<Told>();

  constructor(
    private readonly outbox: Outbox,
    private readonly duties: Duties,
    private readonly steward: Steward,
    private readonly metrics: JobMetrics,
    private readonly telemetry: Telemetry,
  ) {}

  /** Whether anybody here undertakes long work at all. */
  get hasLongWork(): boolean {
    return this.duties.longTopics.length > 0;
  }

  /**
   * Hands on one batch of an organisation's facts, one after the other in the order in which they were told.
   * @returns whether there may be more
   */
  async deliver(organizationId: string, lane: Lane = 'short'): Promise<boolean> {
    const until = now().getTime() + LEASE_MS;
    const share = { topics: this.duties.longTopics, wanted: lane === 'long', most: MOST[lane] };
    const batch = await this.outbox.claim(organizationId, LEASE_MS, share);
    for (const told of batch) {
      // What is left of a slow batch is anybody's from here on.
      if (now().getTime() >= until) return true;
      await (lane === 'long' ? this.handOnSlowly(told) : this.handOn(told));
    }
    return batch.length === share.most;
  }

  /** Lets go of the long work that is still under way, because the worker stops: another one may begin it anew at once. */
  async letGo(): Promise<void> {
    for (const told of this.underWay) {
      this.underWay.delete(told);
      await this.outbox.giveBack(told, now());
    }
  }

  private async handOnSlowly(told: Told): Promise<void> {
    const renew = (): void => {
      if (this.underWay.has(told)) this.outbox.renew(told, LEASE_MS).catch((error) => this.telemetry.report(error));
    };
    this.underWay.add(told);
    const renewing = setInterval(renew, RENEWED_EVERY_MS);
    try {
      await this.handOn(told, () => this.underWay.has(told));
    } finally {
      clearInterval(renewing);
      this.underWay.delete(told);
    }
  }

  /** @param isOurs whether how it ended is still ours to write down */
  private async handOn(told: Told, isOurs = (): boolean => true): Promise<void> {
    const listeners = this.duties.listenersOf(told.topic);
    const waiting = listeners.filter(({ name }) => !told.heard.includes(name));
    if (waiting.length === 0) return this.handOnToNobody(told, listeners.length > 0);
    // It was claimed that often and nobody lived to write down why it failed.
    if (told.attempts > MOST_ATTEMPTS) return this.park(told, 'WORKER_LOST');
    const all = listeners.map(({ name }) => name);
    const failures: string[] = [];
    const delays: number[] = [];
    for (const listener of waiting) {
      const failure = await this.heardBy(listener, told, all);
      if (failure instanceof NotYet) delays.push(failure.delayMs);
      else if (failure) failures.push(`${listener.name} ${failure}`);
    }
    if (!isOurs()) return;
    if (failures.length === 0 && delays.length === 0) return;
    if (failures.length === 0) return this.outbox.giveBack(told, later(Math.max(...delays)), 'NOT_YET');
    if (told.attempts === MOST_ATTEMPTS) return this.park(told, failures.join(', '));
    await this.outbox.putOff(told, later(FIRST_DELAY_MS * GROWTH ** (told.attempts - 1)), failures.join(', '));
  }

  private async handOnToNobody(told: Told, wasHeard: boolean): Promise<void> {
    const again = new Date(told.createdAt.getTime() + UNHEARD_MS);
    return wasHeard || again <= now() ? this.outbox.finish(told) : this.outbox.putOff(told, again);
  }

  /** @returns the code of the failure; never its message, which may speak of people. NotYet when it only puts the fact off. */
  private async heardBy(listener: Listener, told: Told, all: string[]): Promise<string | NotYet | undefined> {
    const { organizationId, userId, id, payload } = told;
    const { name, permissions, long } = listener;
    const work = { organizationId, userId, name, id, permissions };
    try {
      if (long) await this.steward.as(work, () => listener.hear(payload));
      await this.steward.within(work, async (unit) => {
        if ((await this.outbox.hears(unit, told, name, all)) && !long) await listener.hear(payload);
      });
      this.metrics.heard(name);
      return undefined;
    } catch (error) {
      if (error instanceof NotYet) {
        this.metrics.putOff(name);
        return error;
      }
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
