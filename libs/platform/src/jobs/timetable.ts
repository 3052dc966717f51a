// The timetable: runs each schedule once in every period for each organisation, however many workers look at the clock.
import { newId, now } from '@haven/kernel';
import { Injectable } from '@nestjs/common';
import { TryAgain } from '../database/postgres-errors.js';
import { Telemetry } from '../telemetry/telemetry.js';
import { Duties, type Schedule } from './duties.js';
import { JobMetrics } from './job-metrics.js';
import { Steward } from './steward.js';

/** A schedule that failed, or that another worker is at, is looked at again after this time. */
const AGAIN_MS = 60_000;

@Injectable()
export class Timetable {
  /** Organisation and schedule -> when it is worth asking Postgres again. */
  private readonly next = new Map<string, number>();

  constructor(
    private readonly duties: Duties,
    private readonly steward: Steward,
    private readonly metrics: JobMetrics,
    private readonly telemetry: Telemetry,
  ) {}

  /** Runs what is due in an organisation. */
  async attend(organizationId: string): Promise<void> {
    for (const schedule of this.duties.schedules) {
      const key = `${organizationId} ${schedule.name}`;
      const at = now().getTime();
      if (at < (this.next.get(key) ?? 0)) continue;
      const start = at - (at % schedule.periodMs);
      const done = await this.run(organizationId, schedule, new Date(start));
      this.next.set(key, done ? start + schedule.periodMs : at + AGAIN_MS);
    }
  }

  /** The period is taken and the work done in one transaction: a run that fails has not been. */
  private async run(organizationId: string, { name, permissions, run }: Schedule, start: Date): Promise<boolean> {
    const work = { organizationId, userId: organizationId, name, id: newId(), permissions };
    try {
      await this.steward.within(work, async (unit) => {
        const { touched } = await unit.run(
          `insert into "job_run" (organization_id, name, period_start, ran_at) values ($1, $2, $3, $4)
             on conflict (organization_id, name) do update set period_start = excluded.period_start, ran_at = excluded.ran_at
             where job_run.period_start < excluded.period_start`,
          [organizationId, name, start, now()],
        );
        if (touched === 0) return;
        await run();
        unit.after(() => this.metrics.heard(name));
      });
      return true;
    } catch (error) {
      if (error instanceof TryAgain) return false;
      this.metrics.failed(name);
      this.telemetry.report(error);
      return false;
    }
  }
}
