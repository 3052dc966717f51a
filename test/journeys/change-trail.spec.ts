// Every mutation and what is written of it: an event for the record that it answers with, and nothing of what was undone.
import { newId } from '@haven/kernel';
import { Membership } from '@haven/identity';
import { records } from '@haven/platform';
import { describe, expect, it } from 'vitest';
import type { Anything } from '../stage/actor.js';
import { sqlRows } from '../stage/behind.js';
import { driverOf, isRecord, named, SchemaWalk, type Field } from '../stage/schema-walk.js';
import { stage } from '../stage/stage.js';
import { furnish, ROLES } from '../stage/twins.js';

const scene = await stage();
const walk = new SchemaWalk(driverOf(scene.app));
const WORDS = { family: 'Kavaliova', phone: '+37060000001', passport: 'MP1111111' };
const actor = await scene.as('supervisor', { teamId: null });
// One who may do everything: what is tried here is what is written, not who may.
for (const role of ROLES)
  await scene.make.add(Membership, scene.make.home, { userId: actor.who.userId, role, validFrom: '2020-01-01' });
const anotherTeam = await scene.make.team();

const ASKED_BY_ANOTHER = `update case_transfer set requested_by_id = (select id from "user" order by id desc limit 1) where id = $1`;

const EXAMINED = `with files as (update document_version set status = 'AVAILABLE', uploaded_by_id = (select id from "user" where id <> uploaded_by_id limit 1))
  update document d set status = 'AVAILABLE', current_version_id = (select id from document_version v where v.document_id = d.id limit 1)`;

/** States that a mutation finds its record in, where the first state will not do. */
const BEFORE: Record<string, string> = {
  closeCase: `with ended as (update task set status = 'CANCELLED') update "case" set status = 'ACTIVE'`,
  withdrawName: 'update person_name set "primary" = false where id = $1',
  makeNamePrimary: 'update person_name set "primary" = false where id = $1',
  reopenCase: `update "case" set status = 'CLOSED', closed_at = now(), outcome = 'RESOLVED', closure_reason = 'GOALS_ACHIEVED'`,
  takeCase: 'update "case" set assignee_id = null where id = $1',
  verifyDocument: EXAMINED,
  disputeDocument: EXAMINED,
  restoreDocumentVersion: `update document_version set status = 'AVAILABLE'`,
  requestCaseTransfer: `update case_transfer set status = 'WITHDRAWN', decided_by_id = requested_by_id, decided_at = now() where status = 'REQUESTED'`,
  acceptCaseTransfer: ASKED_BY_ANOTHER,
  refuseCaseTransfer: ASKED_BY_ANOTHER,
  acceptPaperProposal: EXAMINED,
  refusePaperProposal: EXAMINED,
  createTeam: 'update team set name = id::text',
  switchOnUser: `update "user" set active = false where id = $1`,
};
/** What is said beside the least, so that it changes something and the state allows it. */
const SAYING: Record<string, Record<string, unknown>> = {
  updateUser: { name: 'Another' },
  updateOrganization: { name: 'Another' },
  updateTeam: { name: 'Another', parentId: null },
  correctApplicant: { gender: 'OTHER' },
  correctName: { given: 'Alena' },
  correctRequiredDocument: { askedBy: 'Another' },
  correctContactPoint: { preferred: true },
  correctIdentityDocument: { issuedOn: '2020-02-03' },
  correctResidenceStatus: { reference: 'Another' },
  moveResidenceStatus: { status: 'APPLIED' },
  correctNeed: { remark: 'Another' },
  addStay: { leftOn: '2024-05-07' },
  correctStay: { note: 'Another' },
  updateCase: { priority: 'HIGH' },
  moveCase: { to: 'ASSESSMENT' },
  correctDocument: { title: 'Another' },
  correctNote: { text: 'Another' },
};

const mutations = walk
  .operations('mutation')
  .map(({ field }) => ({ name: field, field: walk.field({ kind: 'mutation', field }) }))
  .filter(({ field }) => isRecord(named(field.type)?.name ?? ''));

/** Somebody and something new for each mutation, so that none meets what another left behind. */
async function latest(): Promise<Record<string, { id: string; version: number }>> {
  // Somebody who can be given work of any team.
  await scene.make.user('caseworker', { teamId: null });
  await furnish(scene, actor, scene.make.teamOf(), WORDS, anotherTeam);
  await scene.make.requiredDocument();
  const found: Record<string, { id: string; version: number }> = {};
  for (const { name, table } of records()) {
    const [row] = await sqlRows(scene, `select id, version from "${table}" order by id desc limit 1`);
    found[name] = row as { id: string; version: number };
  }
  return found;
}

const trail = (): Promise<Anything[]> =>
  sqlRows(
    scene,
    `select id, action, record_type, record_id, user_id from audit_event where action in ('CREATE', 'CHANGE', 'DELETE')`,
  );
async function written(deed: () => Promise<Anything>): Promise<{ answer: Anything; events: Anything[] }> {
  const before = new Set((await trail()).map(({ id }) => id));
  const answer = await deed();
  return { answer, events: (await trail()).filter(({ id }) => !before.has(id)) };
}

async function prepared(name: string, field: Field): Promise<{ document: string; variables: Record<string, unknown> }> {
  const rows = await latest();
  const target = rows[named(field.type)!.name]!;
  if (BEFORE[name]) await sqlRows(scene, BEFORE[name], BEFORE[name].includes('$1') ? [target.id] : []);
  const variables = walk.operands(field, (record) => rows[record]!.id);
  if (SAYING[name]) variables['input'] = { ...(variables['input'] as object), ...SAYING[name] };
  if ('version' in variables) variables['version'] = target.version;
  const given = field.args.filter((each) => each.name in variables);
  return { document: walk.document('mutation', field, given, 0).replace(/\{ __typename \}$/, '{ id }'), variables };
}

describe.each(mutations)('$name', ({ name, field }) => {
  it('leaves an event for the record that it answers with', async () => {
    const { document, variables } = await prepared(name, field);
    const { answer, events } = await written(() => actor.send(document, variables));
    expect(answer.errors).toBeUndefined();
    const event = { record_type: named(field.type)!.name, record_id: answer.data[name].id, user_id: actor.who.userId };
    expect(events).toEqual(expect.arrayContaining([expect.objectContaining(event)]));
  });

  it('leaves none when what follows it is refused', async () => {
    const { document, variables } = await prepared(name, field);
    const both = document
      .replace('mutation Walk(', 'mutation Walk($none: ID!, ')
      .replace(/\}$/, 'after: startTask(id: $none, version: 1) { id } }');
    const { answer, events } = await written(() => actor.send(both, { ...variables, none: newId() }));
    expect(answer.data ?? null).toBeNull();
    expect(answer.errors).toMatchObject([{ path: ['after'], extensions: { code: 'NOT_FOUND' } }]);
    expect(events).toEqual([]);
  });
});
