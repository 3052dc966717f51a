// Behind a pooler that does not follow names of statements: everything is parsed each time, and Haven does what it does.
import { Database } from '@haven/platform';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Anything } from '../stage/actor.js';
import { stage, type Stage } from '../stage/stage.js';

const REGISTER = 'mutation ($input: RegisterApplicantInput!) { registerApplicant(input: $input) { id } }';
const OPEN = 'mutation ($input: OpenCaseInput!) { openCase(input: $input) { id version } }';
const MOVE =
  'mutation ($id: ID!, $version: Int!) { moveCase(id: $id, version: $version, input: { to: ASSESSMENT }) { status } }';
const TRAIL = 'query ($id: ID!) { auditEvents(filter: { subjectId: $id }) { nodes { operation } } }';
const WORKLIST =
  'query ($name: String) { applicants(filter: { name: $name }) { nodes { displayName birthYear } totalCount } }';

/** Registers somebody, opens and moves a case, finds the person and asks who saw them; each twice, after which statements have names. */
async function journey(scene: Stage): Promise<Anything> {
  const worker = await scene.as('caseworker');
  const auditor = await scene.as('auditor');
  let last: Anything;
  for (const given of ['Alesia', 'Nina']) {
    const names = [{ kind: 'LEGAL', family: 'Prykladnaja', given }];
    const { registerApplicant } = await worker.ask(REGISTER, { input: { names } });
    const { openCase } = await worker.ask(OPEN, { input: { applicantId: registerApplicant.id } });
    const { moveCase } = await worker.ask(MOVE, openCase);
    const { applicants } = await worker.ask(WORKLIST, { name: given });
    const { auditEvents } = await auditor.ask(TRAIL, { id: registerApplicant.id });
    last = { ...moveCase, ...applicants, operations: auditEvents.nodes.map(({ operation }: Anything) => operation) };
  }
  return last;
}

/** Statements that the one connection of the app keeps under a name. */
async function kept(scene: Stage): Promise<number> {
  const { rows } = await scene.app.get(Database).outside('select count(*) from pg_prepared_statements');
  return Number(rows[0]![0]);
}

let off: Stage;
let on: Stage;
beforeAll(async () => {
  off = await stage({ DATABASE_PREPARED: 'off', DATABASE_POOL: '1' });
  on = await stage({ DATABASE_POOL: '1' });
});

describe('with DATABASE_PREPARED', () => {
  it('off, the server keeps no statement, and everything is done as with it on', async () => {
    const done = await journey(off);
    expect(done).toEqual(await journey(on));
    expect(done).toMatchObject({ status: 'ASSESSMENT', totalCount: 1 });
    expect(done.operations).toContain('applicants');
    expect(await kept(off)).toBe(0);
    expect(await kept(on)).toBeGreaterThan(10);
  });
});
