// Health: /live says the process runs, /ready that it can serve, /metrics what it has done.
import { Controller, Get, Header, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Public } from '../access/requires.js';
import { Keyring } from '../crypto/keyring.js';
import { Database } from '../database/database.js';
import { Files } from '../storage/files.js';
import { Telemetry } from '../telemetry/telemetry.js';

/** Degraded: it serves, and somebody should look into it. Starting it anew would not help. */
export type HealthState = 'ok' | 'degraded' | 'down';

@Controller()
export class HealthController {
  constructor(
    private readonly database: Database,
    private readonly keyring: Keyring,
    private readonly files: Files,
    private readonly telemetry: Telemetry,
  ) {}

  @Public()
  @Get('live')
  live(): { status: HealthState } {
    return { status: 'ok' };
  }

  @Public()
  @Get('ready')
  async ready(
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ status: HealthState; parts: Record<string, HealthState> }> {
    const parts = await this.parts();
    const states = new Set(Object.values(parts));
    const status = states.has('down') ? 'down' : states.has('degraded') ? 'degraded' : 'ok';
    if (status === 'down') reply.status(503);
    return { status, parts };
  }

  @Public()
  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4')
  metrics(): Promise<string> {
    return this.telemetry.registry.metrics();
  }

  /** What an app stands on; one that stands on more adds it. */
  protected async parts(): Promise<Record<string, HealthState>> {
    return {
      database: await stateOf(() => this.database.outside('select 1')),
      keyring: await stateOf(() => this.keyring.ping()),
      // Without them everything but files goes on.
      files: await stateOf(() => this.files.ping(), 'degraded'),
    };
  }
}

async function stateOf(check: () => Promise<unknown>, otherwise: HealthState = 'down'): Promise<HealthState> {
  try {
    await check();
    return 'ok';
  } catch {
    return otherwise;
  }
}
