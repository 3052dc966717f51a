// The shift: goes round the organisations, looks at the clock and hands on their facts, until it is told to stop.
import { setTimeout as sleep } from 'node:timers/promises';
import { now } from '@haven/kernel';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Telemetry } from '../telemetry/telemetry.js';
import { JobMetrics } from './job-metrics.js';
import { Outbox } from './outbox.js';
import { Relay } from './relay.js';
import { Timetable } from './timetable.js';

/** Pause between rounds when nothing is left to do; a random quarter more or less, so that workers do not walk in step. */
const PAUSE_MS = 500;
const PAUSE_AFTER_FAULT_MS = 5_000;
/** Organisations served side by side: one whose listeners are slow does not keep the others waiting. */
const LANES = 4;
const COUNTED_EVERY_MS = 60_000;

@Injectable()
export class Shift implements OnModuleDestroy {
  private readonly stopping = new AbortController();
  private walking?: Promise<void>;
  private countedAt = 0;

  constructor(
    private readonly outbox: Outbox,
    private readonly relay: Relay,
    private readonly timetable: Timetable,
    private readonly metrics: JobMetrics,
    private readonly telemetry: Telemetry,
  ) {}

  /** Begins to walk; returns at once. */
  start(): void {
    this.walking ??= this.walk();
  }

  /** Finishes the batches under way and stops. */
  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.walking;
  }

  /** One walk round all organisations. @returns whether some have more to do */
  async round(): Promise<boolean> {
    const organizations = shuffled(await this.outbox.organizations());
    let more = false;
    const lane = async (): Promise<void> => {
      for (let id = organizations.pop(); id && !this.stopping.signal.aborted; id = organizations.pop()) {
        if (await this.serve(id)) more = true;
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    return more;
  }

  /** What goes wrong in one organisation is told and keeps no other one waiting. */
  private async serve(organizationId: string): Promise<boolean> {
    try {
      await this.timetable.attend(organizationId);
      return await this.relay.deliver(organizationId);
    } catch (error) {
      this.telemetry.report(error);
      return false;
    }
  }

  /** Counts what waits and what is parked, for readiness and metrics. */
  async count(): Promise<void> {
    const total = { waiting: 0, parked: 0 };
    for (const id of await this.outbox.organizations()) {
      const { waiting, parked } = await this.outbox.standing(id);
      total.waiting += waiting;
      total.parked += parked;
    }
    this.metrics.show(total);
  }

  private async walk(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        if (now().getTime() >= this.countedAt + COUNTED_EVERY_MS) {
          this.countedAt = now().getTime();
          await this.count();
        }
        if (!(await this.round())) await this.pause(PAUSE_MS);
      } catch (error) {
        this.telemetry.report(error);
        await this.pause(PAUSE_AFTER_FAULT_MS);
      }
    }
  }

  private async pause(milliseconds: number): Promise<void> {
    const jittered = milliseconds * (0.75 + Math.random() / 2);
    await sleep(jittered, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}

/** In another order each time: with several workers nobody is always last. */
function shuffled<T>(items: T[]): T[] {
  for (let last = items.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1));
    [items[last], items[other]] = [items[other]!, items[last]!];
  }
  return items;
}
