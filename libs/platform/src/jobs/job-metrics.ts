// Job metrics: how the work behind the doors is getting on, for the metrics page and for readiness.
import { Injectable } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { Telemetry } from '../telemetry/telemetry.js';
import type { Standing } from './outbox.js';

@Injectable()
export class JobMetrics {
  private readonly jobs: Counter;
  private readonly gauges: { [K in keyof Standing]: Gauge };
  private standing: Standing = { waiting: 0, parked: 0 };

  constructor({ registry }: Telemetry) {
    const registers = [registry];
    this.jobs = new Counter({
      name: 'haven_jobs_total',
      help: 'Times that a listener or a schedule was run, by how it ended.',
      labelNames: ['name', 'outcome'],
      registers,
    });
    this.gauges = {
      waiting: new Gauge({
        name: 'haven_outbox_waiting',
        help: 'Facts that are due, counted once a minute.',
        registers,
      }),
      parked: new Gauge({ name: 'haven_outbox_parked', help: 'Facts given up after the last attempt.', registers }),
    };
  }

  heard(name: string): void {
    this.jobs.inc({ name, outcome: 'done' });
  }

  failed(name: string): void {
    this.jobs.inc({ name, outcome: 'failed' });
  }

  putOff(name: string): void {
    this.jobs.inc({ name, outcome: 'put off' });
  }

  parked(): void {
    this.show({ ...this.standing, parked: this.standing.parked + 1 });
  }

  /** What was counted over all organisations. */
  show(standing: Standing): void {
    this.standing = standing;
    this.gauges.waiting.set(standing.waiting);
    this.gauges.parked.set(standing.parked);
  }

  /** Whether something waits for a person to look into it. */
  get degraded(): boolean {
    return this.standing.parked > 0;
  }
}
