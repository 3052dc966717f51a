// What is done with notes in more than one journey.
import type { Actor } from '../stage/actor.js';

export const WRITE = `mutation ($input: WriteNoteInput!) { writeNote(input: $input) { id version text subject visibility occurredAt author { id } } }`;
export const CORRECT = `mutation ($id: ID!, $version: Int!, $input: CorrectNoteInput!) {
  correctNote(id: $id, version: $version, input: $input) { id version text visibility correctedBy { id } versions { totalCount } } }`;
export const VERSIONS = `query ($id: ID!) { note(id: $id) { text versions { totalCount nodes { number text kind visibility editor { id } writtenAt } } } }`;

export const write = async (actor: Actor, caseId: string, more: object = {}) => {
  const input = { caseId, kind: 'PHONE_CALL', visibility: 'TEAM', text: 'Called.', ...more };
  return (await actor.ask(WRITE, { input })).writeNote;
};
export const corrected = (id: string, version: number, input: object) => ({ id, version, input });

/** Everything an actor could learn of the notes of a case: by id, in lists, counts, nested and before corrections. */
export async function glimpses(actor: Actor, caseId: string, noteId: string) {
  const { note, notes, counted, none, theCase } = await actor.ask(
    `query ($case: ID!, $note: ID!) {
      note(id: $note) { id text versions { totalCount nodes { text } } }
      notes(filter: { case: { in: [$case] } }) { nodes { id } totalCount }
      counted: notes(filter: { case: { in: [$case] }, visibility: { in: [PRIVILEGED, RESTRICTED] } }) { totalCount }
      none: notes(filter: { case: { in: [$case] }, not: { visibility: { in: [TEAM] } } }, first: 1) { edges { cursor } }
      theCase: case(id: $case) { notes { nodes { id } totalCount } }
    }`,
    { case: caseId, note: noteId },
  );
  return {
    byId: note,
    ids: [...notes.nodes, ...theCase.notes.nodes].map((each: { id: string }) => each.id),
    totals: [notes.totalCount, theCase.notes.totalCount, counted.totalCount, none.edges.length],
  };
}
export const NOTHING = { byId: null, ids: [], totals: [0, 0, 0, 0] };
