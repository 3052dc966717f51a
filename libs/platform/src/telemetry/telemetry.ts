// Telemetry: logs and metrics. Neither ever holds what a person said, what a record contains or who was asked about.
import { pino, type Logger } from 'pino';
import { Counter, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { Settings } from '../config/settings.js';

/** An operation that has ended. Its name is that of the fields it asked for; what it was about is nobody's business here. */
export interface Observed {
  operation: string;
  code: string;
  milliseconds: number;
  requestId: string;
}

export class Telemetry {
  readonly log: Logger;
  readonly registry = new Registry();
  private readonly operations: Histogram;
  private readonly routes: Histogram;
  private readonly faults: Counter;

  /** @param underWay the operation that a fault happens in, if it happens in one */
  constructor(
    settings: Settings,
    private readonly underWay: () => Pick<Observed, 'operation' | 'requestId'> | undefined,
  ) {
    this.log = pino({
      level: settings.get('LOG_LEVEL'),
      base: null,
      redact: {
        paths: [
          '*.password',
          '*.token',
          '*.authorization',
          '*.cookie',
          'req.headers',
          'err.detail',
          'err.where',
          'err.parameters',
        ],
        remove: true,
      },
    });
    collectDefaultMetrics({ register: this.registry });
    this.operations = new Histogram({
      name: 'haven_operation_seconds',
      help: 'Time of GraphQL operations by error code.',
      labelNames: ['code'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers: [this.registry],
    });
    this.routes = new Histogram({
      name: 'haven_route_seconds',
      help: 'Time of requests to plain HTTP routes until the answer was out, by route and error code; CUT when it broke off.',
      labelNames: ['route', 'code'],
      buckets: [0.01, 0.1, 1, 10, 60, 600, 3600],
      registers: [this.registry],
    });
    this.faults = new Counter({
      name: 'haven_faults_total',
      help: 'Errors that are our own.',
      registers: [this.registry],
    });
  }

  observe(seen: Observed): void {
    this.operations.observe({ code: seen.code }, seen.milliseconds / 1000);
    this.tell(seen, 'operation');
  }

  /** A request to a plain HTTP route, which is called by its route and not by what it was about. */
  observeRoute(seen: Observed): void {
    this.routes.observe({ route: seen.operation, code: seen.code }, seen.milliseconds / 1000);
    this.tell(seen, 'route');
  }

  private tell({ operation, code, milliseconds, requestId }: Observed, kind: string): void {
    this.log.info({ operation, code, ms: Math.round(milliseconds * 10) / 10, requestId }, kind);
  }

  /**
   * A fault of our own. Postgres puts values into `detail`, so only its code, the message's kind and the stack are kept.
   * @param requestId what the client was told to quote; that of the operation under way unless said otherwise
   */
  report(error: unknown, requestId = this.underWay()?.requestId): void {
    this.faults.inc();
    const { name, code, stack } = error as Error & { code?: string };
    this.log.error(
      {
        requestId,
        operation: this.underWay()?.operation,
        name,
        code,
        at: stack
          ?.split('\n')
          .slice(1, 8)
          .map((line) => line.trim()),
      },
      'fault',
    );
  }
}
