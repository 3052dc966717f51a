// The server: Fastify with our limits, and nothing that answers without one.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { refuseRequest, Telemetry, type Settings } from '@haven/platform';
import type { ModuleMetadata } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import helmet from '@fastify/helmet';
import { ApiModule } from './api.module.js';
import { PATIENCE, receiveBodies, refused, type Patience } from './bodies.js';

const BODY_LIMIT = 1_048_576;
/** Of helmet's headers those that mean something for answers that are no pages; the explorer's page brings its own policy. */
const HEADERS = {
  contentSecurityPolicy: false,
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  dnsPrefetchControl: false,
  ieNoOpen: false,
  permittedCrossDomainPolicies: false,
  xssFilter: false,
} as const;
/** What a page of another origin may do, and may read of the answer besides what every page may. */
const CORS = {
  // tus asks by OPTIONS what the server can do: only the routes of uploads know.
  strictPreflight: false,
  preflightContinue: true,
  methods: ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'],
  exposedHeaders: [
    ...['Tus-Resumable', 'Tus-Version', 'Tus-Extension', 'Tus-Max-Size', 'Tus-Checksum-Algorithm'],
    ...['Upload-Offset', 'Upload-Length', 'Upload-Metadata', 'Upload-Checksum', 'Upload-Expires', 'Location'],
    ...['Accept-Ranges', 'Content-Range', 'Content-Disposition', 'ETag', 'Retry-After', 'X-Request-Id'],
  ],
};

/**
 * @param more features that have doors of their own
 * @param patience with what comes slowly
 */
export async function createServer(
  settings: Settings,
  more: ModuleMetadata['imports'] = [],
  patience: Patience = PATIENCE,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    // The longest that anything may take; what is no stream is cut off sooner.
    requestTimeout: patience.streamMs,
    http: { headersTimeout: patience.bodyMs, connectionsCheckingInterval: patience.lookMs },
    trustProxy: settings.get('TRUST_PROXY'),
    genReqId: () => randomUUID(),
    logger: false,
    return503OnClosing: true,
  });
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.for(settings, more), adapter, {
    // At 'error' Nest prints every refusal of a resolver, with what it says; our faults are told by Telemetry, and those of the start are thrown.
    logger: ['fatal', 'warn'],
    bodyParser: false,
    abortOnError: false,
  });
  const fastify = adapter.getInstance();
  const telemetry = app.get(Telemetry);
  receiveBodies(fastify, telemetry, patience);
  fastify.addHook('onRequest', (request, _reply, done) => {
    // A page in a sandbox, or one opened from a file: whoever wrote it does not say so.
    if (request.headers.origin === 'null') done(refused(403, 'No origin'));
    else done(isOddlyPacked(request.raw) ? refused(415, 'Unsupported media type') : undefined);
  });
  // Nest sets an error handler when it is initialised, which would take the place of one that was set before: ours comes instead of it.
  adapter.setErrorHandler = () =>
    fastify.setErrorHandler((error: Error & { statusCode?: number }, request, reply) =>
      refuseRequest(reply, error, request.id, (each, id) => telemetry.report(each, id)),
    );
  await app.register(helmet, HEADERS);
  app.enableCors({ origin: [...settings.get('ALLOWED_ORIGINS')], ...CORS });
  return app;
}

/** A packed body could unpack to anything, and of two media types somebody on the way may have read the other one. */
const isOddlyPacked = ({ headers, rawHeaders }: IncomingMessage): boolean =>
  headers['content-encoding'] !== undefined ||
  (rawHeaders ?? []).filter((text, at) => at % 2 === 0 && text.toLowerCase() === 'content-type').length > 1;
