// Health: /live says the process runs, /ready that it can serve, /metrics what it has done.
import { Database, Keyring, Telemetry } from '@haven/platform';
import { Controller, Get, Header, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

type State = 'ok' | 'down';

@Controller()
export class HealthController {
  constructor(
    private readonly database: Database,
    private readonly keyring: Keyring,
    private readonly telemetry: Telemetry,
  ) {}

  @Get('live')
  live(): { status: State } {
    return { status: 'ok' };
  }

  @Get('ready')
  async ready(
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ status: State; parts: Record<string, State> }> {
    const parts = {
      database: await stateOf(() => this.database.outside('select 1')),
      keyring: await stateOf(() => this.keyring.ping()),
    };
    const status = Object.values(parts).every((part) => part === 'ok') ? 'ok' : 'down';
    if (status === 'down') reply.status(503);
    return { status, parts };
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4')
  metrics(): Promise<string> {
    return this.telemetry.registry.metrics();
  }
}

async function stateOf(check: () => Promise<unknown>): Promise<State> {
  try {
    await check();
    return 'ok';
  } catch {
    return 'down';
  }
}
