// Bodies: which ones are taken, how they reach their handler, and how long they may take to arrive.
import { refuseRequest, Telemetry } from '@haven/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

export interface Patience {
  /** For the whole of a request, once its headers are there. */
  bodyMs: number;
  /** For the whole of a request whose body is a stream. */
  streamMs: number;
  /** For the next byte of a stream. */
  stalledMs: number;
  /** How often the server itself looks for headers that do not come to an end. */
  lookMs: number;
}

export const PATIENCE: Patience = { bodyMs: 15_000, streamMs: 3_600_000, stalledMs: 30_000, lookMs: 5_000 };

const JSON_TEXT = /^application\/json\s*(;\s*charset="?utf-?8"?\s*)?$/i;
const STREAMED = ['application/offset+octet-stream', 'multipart/form-data'];
/** The only routes that take a stream. */
const UPLOADS = /^\/uploads(\/|$)/;

/** Refuses what comes too slowly and what is no JSON; a stream goes on to the routes of uploads untouched, for them to limit. */
export function receiveBodies(fastify: FastifyInstance, telemetry: Telemetry, patience: Patience): void {
  fastify.removeAllContentTypeParsers();
  // The text goes on as it came: the GraphQL handler parses it, so that there is one reading of every request. Fastify quotes the charset.
  fastify.addContentTypeParser(JSON_TEXT, { parseAs: 'string' }, (_request, body, done) => done(null, body));
  fastify.addContentTypeParser(STREAMED, (request, body, done) =>
    isUpload(request) ? done(null, body) : done(refused(415, 'Unsupported media type')),
  );
  const arriving = new Set<FastifyRequest>();
  fastify.addHook('onRequest', (request, reply, done) => {
    const { raw } = request;
    // A request that was injected is there as a whole.
    if (raw.complete !== false || !hasBody(request)) return done();
    const cut = (): void => cutOff(request, reply, telemetry);
    if (isStreamed(request) && isUpload(request)) {
      arriving.add(request);
      raw.once('close', () => arriving.delete(request));
      watchStream(request, reply, patience.stalledMs, cut);
    } else {
      const timer = setTimeout(() => !raw.complete && cut(), patience.bodyMs);
      raw.once('end', () => clearTimeout(timer));
      raw.once('error', () => clearTimeout(timer));
    }
    done();
  });
  // Uploads go on where they were: nobody waits an hour for them when the server stops.
  fastify.addHook('preClose', (done) => {
    for (const { raw } of arriving) raw.socket.destroy();
    done();
  });
}

/**
 * What comes slowly because the handler reads slowly is not the sender's fault: bytes that wait to be read put off the end. It takes two
 * looks to say that nothing comes, since the handler may have read the last of them just now, and the next are on their way.
 */
function watchStream({ raw }: FastifyRequest, reply: FastifyReply, stalledMs: number, cut: () => void): void {
  const { socket } = raw;
  const pauseMs = Math.ceil(stalledMs / 2);
  let quietAt: number | undefined;
  raw.on('timeout', () => {
    if (raw.readableLength === 0 && quietAt === socket.bytesRead) return cut();
    quietAt = raw.readableLength === 0 ? socket.bytesRead : undefined;
    socket.setTimeout(pauseMs);
  });
  raw.once('end', () => socket.setTimeout(0));
  // Once the body is there the handler takes the time it needs; without a listener the server would hang up on it.
  reply.raw.on('timeout', () => undefined);
  socket.setTimeout(pauseMs);
}

function cutOff({ id, raw }: FastifyRequest, reply: FastifyReply, telemetry: Telemetry): void {
  if (reply.raw.headersSent) return void raw.destroy();
  // Once a request is answered, a handler that still reads its body would hear of nothing and wait for ever.
  reply.raw.once('finish', () => raw.destroy(brokenOff()));
  // A handler that has taken the answer into its own hands is waiting for the body.
  if (reply.sent) return void reply.raw.writeHead(408, { connection: 'close' }).end();
  void reply.header('connection', 'close');
  refuseRequest(reply, refused(408, 'Too slow'), id, (error, requestId) => telemetry.report(error, requestId));
}

const brokenOff = (): Error => Object.assign(new Error('The body did not arrive in time'), { code: 'ECONNRESET' });

const hasBody = ({ headers }: FastifyRequest): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
const isStreamed = ({ headers }: FastifyRequest): boolean =>
  STREAMED.includes((headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase());
const isUpload = ({ routeOptions }: FastifyRequest): boolean => UPLOADS.test(routeOptions.url ?? '');

export const refused = (statusCode: number, message: string): Error =>
  Object.assign(new Error(message), { statusCode });
