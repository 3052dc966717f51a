// What the journeys of the clocks do with it: papers, statuses and stays, the deadlines that follow, and the worker's hands.
import { addDays, dayIn, now, withClock } from '@haven/kernel';
import { Relay, Timetable } from '@haven/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Actor, Anything } from '../stage/actor.js';
import { sqlRows } from '../stage/behind.js';
import type { Stage } from '../stage/stage.js';

export const TODAY = dayIn(now(), 'Europe/Vilnius');
export const inDays = (days: number): string => addDays(TODAY, days);

const PAPER = 'mutation ($input: AddIdentityDocumentInput!) { addIdentityDocument(input: $input) { id version } }';
const STATUS = 'mutation ($input: AddResidenceStatusInput!) { addResidenceStatus(input: $input) { id version } }';
const STAY = 'mutation ($input: AddStayInput!) { addStay(input: $input) { id version } }';

let papers = 0;
export const addPaper = async (actor: Actor, applicantId: string, expiresOn: string | null): Promise<Anything> => {
  const input = {
    applicantId,
    kind: 'BY_PASSPORT',
    issuingCountry: 'BY',
    number: `MP${1000000 + ++papers}`,
    expiresOn,
  };
  return (await actor.ask(PAPER, { input })).addIdentityDocument;
};
export const addStatus = async (actor: Actor, applicantId: string, more: Anything): Promise<Anything> => {
  const input = { applicantId, country: 'LT', basis: 'TEMPORARY_RESIDENCE', status: 'GRANTED', ...more };
  return (await actor.ask(STATUS, { input })).addResidenceStatus;
};
export const addStay = async (actor: Actor, applicantId: string, more: Anything): Promise<Anything> =>
  (await actor.ask(STAY, { input: { applicantId, basis: 'VISA_FREE_STAY', ...more } })).addStay;

/** Kind and days left of each deadline of an applicant, the nearest first. */
export async function deadlinesOf(actor: Actor, applicantId: string): Promise<string[]> {
  const { applicant } = await actor.ask(
    'query ($id: ID!) { applicant(id: $id) { deadlines { nodes { kind daysLeft } } } }',
    { id: applicantId },
  );
  return applicant.deadlines.nodes.map(({ kind, daysLeft }: Anything) => `${kind} ${daysLeft}`);
}

/** Hands on all that has been told, until there is nothing more to hear. */
export async function settle(scene: Stage, workers: NestFastifyApplication[], organizationId: string): Promise<void> {
  const waiting = async (): Promise<boolean> =>
    (
      await sqlRows(
        scene,
        'select 1 from outbox where organization_id = $1 and done_at is null and parked_at is null and due_at <= $2 limit 1',
        [organizationId, now()],
      )
    ).length > 0;
  while (await waiting())
    for (const lane of ['short', 'long'] as const)
      await Promise.all(workers.map((worker) => worker.get(Relay).deliver(organizationId, lane)));
  const failed = await sqlRows(
    scene,
    'select topic, failure from outbox where organization_id = $1 and failure is not null',
    [organizationId],
  );
  if (failed.length > 0) throw new Error(`Not heard: ${JSON.stringify(failed)}`);
}

/** So many days from today, the workers look at the clock, and all that comes of it is done. */
export const onDay = (
  days: number,
  scene: Stage,
  workers: NestFastifyApplication[],
  organizationId: string,
): Promise<void> =>
  withClock(`${inDays(days)}T12:00:00Z`, async () => {
    await Promise.all(workers.map((worker) => worker.get(Timetable).attend(organizationId)));
    await settle(scene, workers, organizationId);
  });
