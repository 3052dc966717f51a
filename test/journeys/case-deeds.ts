// Deeds on cases: what the journeys of cases do and expect to be refused, told once.
import type { CaseStatus } from '@haven/casework';
import type { Actor, Anything, GraphqlError } from '../stage/actor.js';

const FIELDS =
  'id version number status priority programme outcome closureReason statusRemark closedAt team { id } assignee { id } applicant { id }';
export const OPEN = `mutation ($input: OpenCaseInput!) { openCase(input: $input) { ${FIELDS} } }`;
export const CLOSING = { outcome: 'RESOLVED', reason: 'GOALS_ACHIEVED' };

export const TAKE = `mutation ($id: ID!, $version: Int!) { takeCase(id: $id, version: $version) { ${FIELDS} } }`;

export type Deed = 'update' | 'move' | 'decline' | 'close' | 'reopen' | 'assign';

export const deedOf = (deed: Deed): string => {
  const name = `${deed[0]!.toUpperCase()}${deed.slice(1)}`;
  return `mutation ($id: ID!, $version: Int!, $input: ${name}CaseInput!) { ${deed}Case(id: $id, version: $version, input: $input) { ${FIELDS} } }`;
};

/** An input that each deed accepts, and a status in which a case allows it. */
export const FITTING: Record<Deed, { input: Record<string, unknown>; status: `${CaseStatus}` }> = {
  update: { input: { priority: 'HIGH' }, status: 'INTAKE' },
  move: { input: { to: 'ASSESSMENT' }, status: 'INTAKE' },
  decline: { input: { reason: 'NO_CAPACITY' }, status: 'INTAKE' },
  close: { input: CLOSING, status: 'ACTIVE' },
  reopen: { input: { reason: 'Came back' }, status: 'CLOSED' },
  assign: { input: { assigneeId: null }, status: 'ACTIVE' },
};

interface Seen {
  id: string;
  version: number;
}

/** Does it, and answers the case as it is then. */
export async function change(
  actor: Actor,
  deed: Deed,
  { id, version }: Seen,
  input: object = FITTING[deed].input,
): Promise<Anything> {
  return (await actor.ask(deedOf(deed), { id, version, input }))[`${deed}Case`];
}

/** Tries it, and answers the refusal. */
export async function refused(
  actor: Actor,
  deed: Deed,
  { id, version }: Seen,
  input: object = FITTING[deed].input,
): Promise<GraphqlError> {
  const { errors } = await actor.send(deedOf(deed), { id, version, input });
  if (!errors) throw new Error('It was not refused');
  return errors[0]!;
}

export const code = async (...tried: Parameters<typeof refused>): Promise<string> =>
  (await refused(...tried)).extensions.code;
