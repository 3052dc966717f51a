// The seed: writes the demo organisations once, through the same repositories as everything else: encrypted, audited, walled.
import { inContext } from '@haven/platform';
import type { INestApplicationContext } from '@nestjs/common';
import { DemoDesk } from './desk.js';
import { writePapers } from './papers.js';
import { writeFiles } from './records.js';
import { DEMO_ORGANIZATIONS, type DemoOrganization } from './organizations.js';

/** People in one transaction, with their cases. */
const BATCH = 50;

/**
 * Writes what is missing of the demo organisations. Interrupted, it goes on where it stopped: ids are the same every time.
 * @param app an app in which identity and casework are wired
 * @returns whether anything was written
 */
export async function seedDemo(app: INestApplicationContext): Promise<boolean> {
  const written = await Promise.all(
    DEMO_ORGANIZATIONS.map((organization) =>
      inContext({ requestId: 'demo', operation: 'demo' }, () => seed(app, organization)),
    ),
  );
  return written.includes(true);
}

async function seed(app: INestApplicationContext, organization: DemoOrganization): Promise<boolean> {
  const desk = new DemoDesk(app, organization);
  if (await desk.isWritten()) return false;
  // The names of seven languages are loaded only when somebody is to be named.
  const { drawPeople } = await import('./people.js');
  const { drawSituations } = await import('./situations.js');
  const { drawTravels } = await import('./travels.js');
  const { drawCases } = await import('./workload.js');
  const people = drawPeople(organization);
  const situations = drawSituations(organization, people);
  const travels = drawTravels(organization, people, situations);
  const cases = Map.groupBy(drawCases(organization, people), (each) => each.person.id);
  await desk.found();
  await writePapers(desk);
  for (const [registrar, theirs] of Map.groupBy(people, (person) => person.registrar)) {
    for (let at = 0; at < theirs.length; at += BATCH) {
      const batch = theirs.slice(at, at + BATCH);
      const files = batch.map((person) => ({
        person,
        situation: situations.get(person.id)!,
        travel: travels.get(person.id)!,
        cases: cases.get(person.id) ?? [],
      }));
      await writeFiles(desk, registrar, files);
    }
  }
  await desk.setClockGoing();
  return true;
}
