// The worker's health: what every app stands on, and whether facts were given up.
import { Database, Files, HealthController, JobMetrics, Keyring, Telemetry, type HealthState } from '@haven/platform';
import { Controller } from '@nestjs/common';

@Controller()
export class WorkerController extends HealthController {
  constructor(
    database: Database,
    keyring: Keyring,
    files: Files,
    telemetry: Telemetry,
    private readonly jobs: JobMetrics,
  ) {
    super(database, keyring, files, telemetry);
  }

  protected override async parts(): Promise<Record<string, HealthState>> {
    return { ...(await super.parts()), jobs: this.jobs.degraded ? 'degraded' : 'ok' };
  }
}
