// Requests: what a contender is, and how each is asked for a worklist, or for one case by id.
import type autocannon from 'autocannon';
import type { Signed } from './generate.js';
import { ONE, POSTGRAPHILE_ONE, POSTGRAPHILE_WORKLIST, WORKLIST } from './queries.js';

export interface Questions {
  worklist(person: Signed): autocannon.Request;
  one(person: Signed, id: string): autocannon.Request;
}

export interface Contender {
  /** Which server answers: `haven` is served by haven-server. */
  server: string;
  question: string;
  /** One request after the other, as method, path, headers and body. */
  requests: autocannon.Request[];
}

export const nameOf = ({ server, question }: Pick<Contender, 'server' | 'question'>): string => `${server} ${question}`;

function post(path: string, headers: Record<string, string>, body: object): autocannon.Request {
  const json = { 'content-type': 'application/json' };
  return { method: 'POST', path, headers: { ...json, ...headers }, body: JSON.stringify(body) };
}

export const askHaven = ({ token }: Signed, query: string, variables: object = {}): autocannon.Request =>
  post('/graphql', { authorization: `Bearer ${token}` }, { query, variables });

/** Peers check nobody: a header tells the organisation. */
const askPeer = ({ organizationId: organization }: Signed, query: string, variables: object = {}): autocannon.Request =>
  post('/graphql', { organization }, { query, variables });

export const haven: Questions = {
  worklist: (person) => askHaven(person, WORKLIST),
  one: (person, id) => askHaven(person, ONE, { id }),
};

export const bare: Questions = {
  worklist: ({ organizationId: organization }) => post('/', { organization }, {}),
  one: ({ organizationId: organization }, id) => post('/', { organization }, { id }),
};

export const postgraphile: Questions = {
  worklist: (person) => askPeer(person, POSTGRAPHILE_WORKLIST),
  one: (person, id) => askPeer(person, POSTGRAPHILE_ONE, { organizationId: person.organizationId, id }),
};

export const apollo: Questions = {
  worklist: (person) => askPeer(person, WORKLIST),
  one: (person, id) => askPeer(person, ONE, { id }),
};

/** The data of one answer, for what is not load. */
export async function dataOf(port: number, { method, path, headers, body }: autocannon.Request): Promise<unknown> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: headers as Record<string, string>,
    body: body as string,
  });
  const { data, errors } = (await answer.json()) as { data?: unknown; errors?: unknown };
  if (!answer.ok || errors || !data) throw new Error(`Answered ${answer.status}: ${JSON.stringify(errors)}`);
  return data;
}
