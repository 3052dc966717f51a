// Deeds on transfers: what the journeys of transfers and participants do and expect to be refused, told once.
import type { Actor, Anything } from '../stage/actor.js';

const FIELDS =
  'id version status reason refusal caseNumber caseProgramme casePriority answerable withdrawable decidedAt case { id } requestedBy { id } fromTeam { id } fromAssignee { id } toTeam { id } toAssignee { id } decidedBy { id }';
export const REQUEST = `mutation ($input: RequestCaseTransferInput!) { requestCaseTransfer(input: $input) { ${FIELDS} } }`;
export const ACCEPT = `mutation ($id: ID!, $version: Int!) { acceptCaseTransfer(id: $id, version: $version) { ${FIELDS} } }`;
export const REFUSE = `mutation ($id: ID!, $version: Int!, $reason: String!) { refuseCaseTransfer(id: $id, version: $version, input: { reason: $reason }) { ${FIELDS} } }`;
export const WITHDRAW = `mutation ($id: ID!, $version: Int!) { withdrawCaseTransfer(id: $id, version: $version) { ${FIELDS} } }`;
const ONE = `query ($id: ID!) { caseTransfer(id: $id) { ${FIELDS} } }`;
const INCOMING =
  '{ caseTransfers(filter: { incoming: true, status: { in: [REQUESTED] } }) { nodes { id } totalCount } }';

export const WHY = 'Their sister is looked after by your team.';

export async function requested(actor: Actor, input: object): Promise<Anything> {
  return (await actor.ask(REQUEST, { input: { reason: WHY, ...input } })).requestCaseTransfer;
}

/** The request as this actor sees it; null when they do not. */
export async function seen(actor: Actor, id: string): Promise<Anything> {
  return (await actor.ask(ONE, { id })).caseTransfer;
}

/** Ids of the open requests that are addressed to an actor. */
export async function incoming(actor: Actor): Promise<string[]> {
  const { caseTransfers } = await actor.ask(INCOMING);
  return caseTransfers.nodes.map(({ id }: Anything) => id);
}

export async function caseSeen(actor: Actor, id: string): Promise<Anything> {
  const document =
    'query ($id: ID!) { case(id: $id) { id version status team { id } assignee { id } transfers { nodes { id status } } viewerCan { requestTransfer addParticipant } } }';
  return (await actor.ask(document, { id })).case;
}
