// The route door: what every plain HTTP route stands behind. Who asks and whether they may, the context, errors as JSON, the count.
import { finished } from 'node:stream';
import { commonErrors } from '@haven/kernel';
import {
  Catch,
  Injectable,
  type ArgumentsHost,
  type CallHandler,
  type ExceptionFilter,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { Identifier } from '../access/identifier.js';
import { inContext, type RequestContext } from '../access/request-context.js';
import { requirementOf } from '../access/requires.js';
import { mustBeAllowed, type Who } from '../access/who.js';
import { formatted } from '../graphql/error-format.js';
import { Telemetry } from '../telemetry/telemetry.js';
import { asRefusal, httpStatusOf } from './statuses.js';

type Called = Pick<ExecutionContext, 'getClass' | 'getHandler'>;

/** `Class.method`: stands in metrics, in the log and as the operation in the audit trail. */
const nameOf = (called: Called): string => `${called.getClass().name}.${called.getHandler().name}`;

/** What has gone wrong, in the words that go out. */
class Refused extends Error {
  constructor(
    readonly status: number,
    readonly body: object,
  ) {
    super('Refused');
  }
}

@Injectable()
export class RouteDoor implements NestInterceptor {
  constructor(
    private readonly identifier: Identifier,
    private readonly telemetry: Telemetry,
  ) {}

  intercept(called: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = called.switchToHttp().getRequest<FastifyRequest>();
    const reply = called.switchToHttp().getResponse<FastifyReply>();
    const operation = nameOf(called);
    const seen = this.observe(operation, request.id, reply);
    markAnswer(reply, request.id);
    const context: RequestContext = { requestId: request.id, operation, address: request.ip };
    const admit = (fresh: boolean): Promise<Who | undefined> => this.admit(called, request, fresh);
    const serve = async (): Promise<unknown> => {
      try {
        context.who = await admit(false);
        if (context.who) context.askAnew = () => admit(true);
        return await lastValueFrom(next.handle(), { defaultValue: undefined });
      } catch (error) {
        throw this.refused(error, request, seen);
      }
    };
    return from(inContext(context, serve));
  }

  private async admit(called: Called, request: FastifyRequest, fresh: boolean): Promise<Who | undefined> {
    const requirement = requirementOf(called.getHandler());
    if (!requirement) throw new Error(`${nameOf(called)} has no requirement`);
    // A public route looks at no credentials, and a ticket is opened by the route that made it.
    if (requirement === 'public' || requirement === 'ticket') return undefined;
    const who = await this.identifier.identify({ headers: request.headers, address: request.ip }, fresh);
    if (!who) throw commonErrors.UNAUTHENTICATED();
    if (requirement !== 'signed-in') mustBeAllowed(who, requirement.permission);
    return who;
  }

  private refused(error: unknown, request: FastifyRequest, seen: { code?: string }): Refused {
    // Who hangs up in the middle of a body does us no harm, and nobody is there to hear of it.
    const cause = brokenOff(error, request) ? commonErrors.BAD_USER_INPUT('The request broke off.') : asRefusal(error);
    const shown = formatted(cause, request.id, (fault, id) => this.telemetry.report(fault, id));
    const { code } = shown.extensions;
    const status = httpStatusOf(code);
    // The asker needs to know only when to come again, whoever runs the store also why.
    if (cause !== error && status >= 500) this.telemetry.report(error, request.id);
    seen.code = code;
    return new Refused(status, { errors: [shown] });
  }

  /** Counts the request once its answer is out: what comes and goes as a stream is not over when the handler is. */
  private observe(operation: string, requestId: string, reply: FastifyReply): { code?: string } {
    const begun = performance.now();
    const seen: { code?: string } = {};
    finished(reply.raw, (cut) => {
      const { statusCode } = reply.raw;
      const code = seen.code ?? (cut ? 'CUT' : statusCode < 400 ? 'OK' : String(statusCode));
      this.telemetry.observeRoute({ operation, code, milliseconds: performance.now() - begun, requestId });
    });
    return seen;
  }
}

/** Sends what the door has refused. */
@Catch()
export class RouteRefusals implements ExceptionFilter {
  constructor(private readonly telemetry: Telemetry) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (!(error instanceof Refused)) this.telemetry.report(error, request.id);
    if (reply.sent || reply.raw.headersSent) {
      // Half an answer is cut off, so that nobody takes it for a whole one.
      if (!reply.raw.writableEnded) reply.raw.destroy();
      return;
    }
    const { status, body } = error instanceof Refused ? error : internal(request.id);
    for (const name of ['content-length', 'content-disposition', 'accept-ranges', 'etag']) reply.removeHeader(name);
    void reply.status(status).header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(body));
  }
}

const internal = (requestId: string): Refused =>
  new Refused(500, { errors: [formatted(commonErrors.INTERNAL(), requestId, () => undefined)] });

/** A handler that takes the answer into its own hands (`reply.hijack()`) keeps these, and those that were set before, CORS among them. */
function markAnswer(reply: FastifyReply, requestId: string): void {
  reply.headers({ 'x-request-id': requestId, 'cache-control': 'no-store' });
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) reply.raw.setHeader(name, value);
}

function brokenOff(error: unknown, { raw }: FastifyRequest): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return raw.destroyed && !raw.complete && (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE');
}
