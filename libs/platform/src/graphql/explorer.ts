// The explorer: GraphiQL from the package, without a request to any other server. Off in production.
import { createHash } from 'node:crypto';
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
  fastify.get('/', (_request, reply) =>
    reply.header('content-security-policy', policy).type('text/html; charset=utf-8').send(page),
  );
}
