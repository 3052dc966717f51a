// What is done with required documents and checklists in more than one journey.
import { DocumentStatus, DocumentVerification, DocumentVersion, type Case, type Document } from '@haven/casework';
import { addDays, dayIn, now } from '@haven/kernel';
import { Relay, type Draft } from '@haven/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Actor, Anything } from '../stage/actor.js';
import { sqlRows } from '../stage/behind.js';
import type { Stage } from '../stage/stage.js';

export const PAPER =
  'id version programme kinds document askedBy obligatory mustBeVerified validForDays dueInWorkingDays activeFrom activeBefore';
export const ADD = `mutation ($input: AddRequiredDocumentInput!) { addRequiredDocument(input: $input) { ${PAPER} } }`;
export const CORRECT = `mutation ($id: ID!, $version: Int!, $input: CorrectRequiredDocumentInput!) { correctRequiredDocument(id: $id, version: $version, input: $input) { ${PAPER} } }`;
export const END = `mutation ($id: ID!, $version: Int!, $input: EndRequiredDocumentInput! = {}) { endRequiredDocument(id: $id, version: $version, input: $input) { ${PAPER} } }`;
const CHECKLIST = `query ($id: ID!) { case(id: $id) { missingDocuments checklist(first: 100) { totalCount nodes {
  id state satisfied obligatory requiredDocument { id kinds document } document { id kind } task { id status title } } } } }`;

/** A day so many days from today where the stage's organisations are. */
export const inDays = (days: number): string => addDays(dayIn(now(), 'Europe/Vilnius'), days);

export const checklist = async (actor: Actor, id: string): Promise<Anything> =>
  (await actor.ask(CHECKLIST, { id })).case;
export const states = async (actor: Actor, id: string): Promise<string[]> =>
  (await checklist(actor, id)).checklist.nodes.map(({ state }: Anything) => state as string);

/** A document of the case's person as it stands once its file was examined, as if it had been sent; said by nobody. */
export async function paper(
  scene: Stage,
  { applicantId }: Pick<Case, 'applicantId'>,
  draft: Partial<Draft<Document>> = {},
  by?: string,
): Promise<Document> {
  const uploadedById = by ?? (await scene.make.user('caseworker')).userId;
  const status = draft.status ?? DocumentStatus.AVAILABLE;
  const reviewed = draft.verification && draft.verification !== DocumentVerification.UNVERIFIED;
  const rejected = status === DocumentStatus.REJECTED && { rejection: 'INFECTED' as DocumentVersion['rejection'] };
  return scene.make.document(
    { applicantId, ...draft, ...(reviewed && { reviewedById: uploadedById, reviewedAt: now() }) },
    { uploadedById, status, ...rejected },
  );
}

/** Lets a worker hear all that was told, and what is told because of it. */
export async function hearAll(scene: Stage, worker: NestFastifyApplication): Promise<void> {
  const relay = worker.get(Relay);
  while (await relay.deliver(scene.make.home));
  for (let at = 0; at < 20; at++) {
    const [{ waiting } = { waiting: 0 }] = await sqlRows(
      scene,
      'select count(*)::int as waiting from outbox where organization_id = $1 and done_at is null and due_at <= now()',
      [scene.make.home],
    );
    if (waiting === 0) return;
    await relay.deliver(scene.make.home);
    await relay.deliver(scene.make.home, 'long');
  }
  throw new Error('The worker does not get through');
}
