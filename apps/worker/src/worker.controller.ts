// The worker's health: what every app stands on, whether facts were given up, and whether files can be scanned.
import { Scanner } from '@haven/casework';
import { Database, Files, HealthController, JobMetrics, Keyring, Telemetry, type HealthState } from '@haven/platform';
import { Controller, Optional } from '@nestjs/common';

@Controller()
export class WorkerController extends HealthController {
  constructor(
    database: Database,
    keyring: Keyring,
    files: Files,
    telemetry: Telemetry,
    private readonly jobs: JobMetrics,
    @Optional() private readonly scanner?: Scanner,
  ) {
    super(database, keyring, files, telemetry);
  }

  protected override async parts(): Promise<Record<string, HealthState>> {
    return { ...(await super.parts()), jobs: this.jobs.degraded ? 'degraded' : 'ok', scanner: await this.scanning() };
  }

  /** Without it files wait in quarantine; everything else goes on. */
  private async scanning(): Promise<HealthState> {
    try {
      await this.scanner?.ping();
      return this.scanner ? 'ok' : 'degraded';
    } catch {
      return 'degraded';
    }
  }
}
