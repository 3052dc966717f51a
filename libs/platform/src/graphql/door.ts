// The door: GraphQL over HTTP. The reference handler keeps the protocol, the executor does the work, and JSON text passes through untouched.
import { randomUUID } from 'node:crypto';
import { commonErrors, type DomainError } from '@haven/kernel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { getOperationAST, OperationTypeNode, type DocumentNode } from 'graphql';
import { createHandler, parseRequestParams, type Request, type RequestParams, type Response } from 'graphql-http';
import type { Caller, Identifier } from '../access/identifier.js';
import { inContext } from '../access/request-context.js';
import type { Observed } from '../telemetry/telemetry.js';
import { formatted, statusOf, type Report } from './error-format.js';
import type { Executor } from './executor.js';
import { checkVariables } from './limits/variables.js';
import type { DocumentStore } from './limits/document-store.js';

export interface DoorOptions {
  path: string;
  executor: Executor;
  documents: DocumentStore;
  identifier: Identifier;
  report: Report;
  /** Counts what came in and how it ended. */
  observe: (seen: Observed) => void;
}

interface Raw {
  request: FastifyRequest;
  /** The answer where it is bytes already: the handler knows texts only. */
  bytes?: Buffer;
}

const MEDIA = { json: 'application/json', graphql: 'application/graphql-response+json' };

export function openDoor(fastify: FastifyInstance, options: DoorOptions): void {
  const handle = createHandler<Raw>({
    parseRequestParams: (incoming) => paramsOf(incoming, options.report),
    onSubscribe: (incoming, params) => answer(options, incoming.raw, incoming.method, params),
  });
  const serve = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const raw: Raw = { request };
    const [body, init] = await handle({
      url: request.url,
      method: request.method,
      headers: request.headers,
      body: request.body as string,
      raw,
      context: undefined,
    });
    await reply
      .status(init.status)
      .headers({ 'cache-control': 'no-store', ...init.headers })
      .send(raw.bytes ?? body ?? '');
  };
  for (const method of ['GET', 'POST'] as const) fastify.route({ method, url: options.path, handler: serve });
  const refuse = async (_request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    await reply.status(405).header('allow', 'GET, POST').send();
  };
  fastify.route({ method: ['PUT', 'PATCH', 'DELETE'], url: options.path, onRequest: refuse, handler: refuse });
}

/** What the body or the address asks for; the reference handler reads it, and what it cannot read gets a code as every refusal does. */
async function paramsOf(incoming: Request<Raw, unknown>, report: Report): Promise<RequestParams | Response> {
  const { id, headers } = incoming.raw.request;
  // A GET has no body; one that says what its body is was made by a page that hopes to be taken for another request.
  if (incoming.method === 'GET' && !/^(application\/json\b|$)/i.test(headers['content-type'] ?? ''))
    return unread('Send application/json in UTF-8.', 415, id, report);
  try {
    return await parseRequestParams(incoming);
  } catch (error) {
    return unread(error instanceof Error ? `${error.message}.` : '', 400, id, report);
  }
}

function unread(message: string, status: number, requestId: string, report: Report): Response {
  const shown = formatted(commonErrors.BAD_USER_INPUT(message), requestId, report);
  const headers = { 'content-type': `${MEDIA.json}; charset=utf-8`, 'x-request-id': requestId };
  return [JSON.stringify({ errors: [shown] }), { status, statusText: '', headers }];
}

async function answer(options: DoorOptions, raw: Raw, method: string, params: RequestParams): Promise<Response> {
  const { request } = raw;
  const requestId = typeof request.id === 'string' ? request.id : randomUUID();
  const from = process.hrtime.bigint();
  const media = accepted(request.headers.accept);
  const context = { requestId, operation: '', address: request.ip };
  const done = (body: string | Buffer, status: number, code: string): Response => {
    if (typeof body !== 'string') raw.bytes = body;
    const milliseconds = Number(process.hrtime.bigint() - from) / 1e6;
    options.observe({ operation: context.operation, code, milliseconds, requestId });
    return [
      typeof body === 'string' ? body : '',
      { status, statusText: '', headers: { 'content-type': `${media}; charset=utf-8`, 'x-request-id': requestId } },
    ];
  };
  let document: DocumentNode;
  try {
    document = options.documents.get(params.query);
    checkVariables(params.variables);
    options.documents.check(document, params.operationName, params.variables ?? {});
  } catch (error) {
    const shown = formatted(error, requestId, options.report);
    const { code } = shown.extensions;
    return done(JSON.stringify({ errors: [shown] }), media === MEDIA.graphql ? 400 : statusOf(code), code);
  }
  if (method === 'GET' && getOperationAST(document, params.operationName)?.operation !== OperationTypeNode.QUERY) {
    return [null, { status: 405, statusText: 'Method Not Allowed', headers: { allow: 'POST' } }];
  }
  const caller: Caller = { headers: request.headers, address: request.ip };
  const header = request.headers['idempotency-key'];
  return inContext(context, async () => {
    const { body, refusal } = await options.executor.run({
      document,
      operationName: params.operationName,
      variables: params.variables ?? {},
      requestId,
      identify: (fresh) => options.identifier.identify(caller, fresh),
      idempotencyKey: typeof header === 'string' && header !== '' ? header : undefined,
    });
    const status = refusal === 'BAD_USER_INPUT' && media === MEDIA.graphql ? 400 : refusal ? statusOf(refusal) : 200;
    return done(body, status, refusal ?? 'OK');
  });
}

/** The handler has refused what accepts neither; the first acceptable one in the client's order wins, as the handler has it. */
function accepted(header: string | undefined): string {
  for (const range of (header ?? '*/*').replace(/\s/g, '').toLowerCase().split(',')) {
    const [type] = range.split(';');
    if (type === MEDIA.graphql) return MEDIA.graphql;
    if (type === MEDIA.json || type === 'application/*' || type === '*/*') return MEDIA.json;
  }
  return MEDIA.json;
}

/** Refuses a request that never became an operation, such as a body that is too large. */
export function refuseRequest(
  reply: FastifyReply,
  error: Error & { statusCode?: number },
  requestId: string,
  report: Report,
): void {
  const status = error.statusCode ?? 500;
  const refusal = status < 500 ? requestRefusal(status) : error;
  const shown = formatted(refusal, requestId, report);
  void reply
    .status(status)
    .header('content-type', `${MEDIA.json}; charset=utf-8`)
    .send(JSON.stringify({ errors: [shown] }));
}

function requestRefusal(status: number): DomainError {
  const { BAD_USER_INPUT, FORBIDDEN } = commonErrors;
  if (status === 403) return FORBIDDEN('Pages without an origin may not ask.');
  if (status === 408) return BAD_USER_INPUT('The request did not arrive in time.');
  if (status === 413) return BAD_USER_INPUT('The request is too large.');
  if (status === 415) return BAD_USER_INPUT('Send application/json in UTF-8.');
  return BAD_USER_INPUT('The request is not well formed.');
}
