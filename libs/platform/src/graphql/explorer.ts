// The explorer: GraphiQL from the package, without a request to any other server. Off in production. Its page has nine megabytes, so it
// goes out packed, and only to who does not have it yet.
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import type { FastifyInstance } from 'fastify';

/** What a newcomer sees first. */
const WELCOME = `# Sign in first: run the mutation, copy accessToken, and put
#   { "Authorization": "Bearer <accessToken>" }
# into the Headers tab below.
mutation SignIn {
  signIn(input: { email: "caseworker@north.example", password: "haven-demo-2026" }) {
    accessToken
    expiresAt
  }
}

query Worklist {
  cases(first: 10, filter: { status: { notIn: [CLOSED, DECLINED] } }) {
    nodes { id number status priority applicant { displayName } assignee { name } }
    pageInfo { hasNextPage endCursor }
    totalCount
  }
}
`;

export function serveExplorer(fastify: FastifyInstance, endpoint: string): void {
  const page = renderGraphiQL({ endpoint, title: 'Haven', defaultQuery: WELCOME });
  const hashes = [...page.matchAll(/<script(?:[^>]*)>([\s\S]*?)<\/script>/g)].map(
    ([, code]) => `'sha256-${createHash('sha256').update(code!).digest('base64')}'`,
  );
  const policy = `default-src 'self'; script-src 'self' 'unsafe-eval' ${hashes.join(' ')}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; worker-src blob:; frame-ancestors 'none'`;
  const mark = createHash('sha256').update(page).digest('base64url').slice(0, 22);
  const packed = once(() => promisify(gzip)(page));
  fastify.get('/', async ({ headers }, reply) => {
    const small = takesGzip(headers['accept-encoding']);
    const etag = `"${mark}${small ? '-gzip' : ''}"`;
    void reply.headers({
      'content-security-policy': policy,
      etag,
      'cache-control': 'no-cache',
      vary: 'accept-encoding',
    });
    if (knows(headers['if-none-match'], etag)) return reply.status(304).send();
    void reply.type('text/html; charset=utf-8');
    return small ? reply.header('content-encoding', 'gzip').send(await packed()) : reply.send(page);
  });
}

/** Does it when it is asked for the first time. */
function once<T>(deed: () => T): () => T {
  let done: { result: T } | undefined;
  return () => (done ??= { result: deed() }).result;
}

const takesGzip = (accepted: string | undefined): boolean =>
  (accepted ?? '').split(',').some((each) => /^\s*(gzip|\*)\s*(;\s*q=(1|0?\.0*[1-9]).*)?$/i.test(each));

const knows = (known: string | undefined, etag: string): boolean =>
  (known ?? '').split(',').some((each) => each.trim().replace(/^W\//, '') === etag);
