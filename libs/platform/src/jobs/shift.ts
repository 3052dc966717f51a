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
/** Long work that a worker does at once; each has a walk of its own, so that a short one finds the next while a long one lasts. */
const LONG_AT_ONCE = 2;
const PAUSE_OF_LONG_WORK_MS = 1_000;
/** How long a worker that stops waits for long work; what is not through then is begun anew by another. */
const PATIENCE_MS = 3_000;
const COUNTED_EVERY_MS = 60_000;

@Injectable()
export class Shift implements OnModuleDestroy {
  private readonly stopping = new AbortController();
  private walking?: Promise<void>;
  private undertaking?: Promise<unknown>;
  /** Organisations whose long work is under way here: one fact of each at a time. */
  private readonly engaged = new Set<string>();
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
    this.walking ??= this.walk(() => this.countNowAndThen().then(() => this.round()), PAUSE_MS);
    if (!this.relay.hasLongWork) return;
    this.undertaking ??= Promise.all(
      Array.from({ length: LONG_AT_ONCE }, () => this.walk(() => this.longRound(), PAUSE_OF_LONG_WORK_MS)),
    );
  }

  /** Finishes the batches under way and stops. Long work is waited for a little, and then left to another worker. */
  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.walking;
    await Promise.race([this.undertaking, sleep(PATIENCE_MS, undefined, { ref: false })]);
    await this.relay.letGo();
  }

  /** One walk round all organisations. @returns whether some have more to do */
  round(): Promise<boolean> {
    return this.goRound(LANES, async (id) => {
      await this.timetable.attend(id);
      return this.relay.deliver(id);
    });
  }

  private longRound(): Promise<boolean> {
    return this.goRound(1, async (id) => {
      if (this.engaged.has(id)) return false;
      this.engaged.add(id);
      return this.relay.deliver(id, 'long').finally(() => this.engaged.delete(id));
    });
  }

  /** What goes wrong in one organisation is told and keeps no other one waiting. */
  private async goRound(lanes: number, serve: (organizationId: string) => Promise<boolean>): Promise<boolean> {
    const organizations = shuffled(await this.outbox.organizations());
    let more = false;
    const lane = async (): Promise<void> => {
      for (let id = organizations.pop(); id && !this.stopping.signal.aborted; id = organizations.pop()) {
        await serve(id).then(
          (has) => (more ||= has),
          (error: unknown) => this.telemetry.report(error),
        );
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    return more;
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

  private async countNowAndThen(): Promise<void> {
    if (now().getTime() < this.countedAt + COUNTED_EVERY_MS) return;
    this.countedAt = now().getTime();
    await this.count();
  }

  private async walk(round: () => Promise<boolean>, pauseMs: number): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        if (!(await round())) await this.pause(pauseMs);
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
