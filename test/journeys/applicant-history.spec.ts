// The history of an applicant: every change of the person and of what is known of them, and no more than one may see of either.
import { Keyring } from '@haven/platform';
import { newId } from '@haven/kernel';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor, Anything } from '../stage/actor.js';
import { sqlRows } from '../stage/behind.js';
import { stage, type Stage } from '../stage/stage.js';

const HISTORY = `query ($id: ID!, $first: Int, $after: String) { applicantHistory(applicantId: $id, first: $first, after: $after) {
  nodes { id at action operation user { id name } recordType recordId changes { field from to fromName toName withheld } }
  pageInfo { hasNextPage endCursor } } }`;
const REGISTER =
  'mutation ($input: RegisterApplicantInput!) { registerApplicant(input: $input) { id residenceStatuses(first: 5) { nodes { id version } } names(first: 5) { nodes { id version } } } }';
const CORRECT =
  'mutation ($id: ID!, $version: Int!, $input: CorrectApplicantInput!) { correctApplicant(id: $id, version: $version, input: $input) { version } }';
const NAME = 'mutation ($input: AddNameInput!) { addName(input: $input) { id } }';
const STATUS =
  'mutation ($id: ID!, $version: Int!, $input: CorrectResidenceStatusInput!) { correctResidenceStatus(id: $id, version: $version, input: $input) { id } }';

interface Lived {
  id: string;
  statusId: string;
}

let scene: Stage;
let caseworker: Actor;
let lived: Lived;

const historyOf = async (actor: Actor, id: string, page: object = {}): Promise<Anything> =>
  (await actor.ask(HISTORY, { id, ...page })).applicantHistory;

/** Registered with a phone, a status and a need; moved to another town; another name; a permit in another country. */
async function live(locationDisclosure = 'LOCALITY'): Promise<Lived> {
  const input = {
    teamId: scene.make.teamOf(),
    names: [{ kind: 'LEGAL', family: 'Kavaliova', given: 'Alena' }],
    nationalities: ['BY'],
    ...{ country: 'LV', locality: 'Liepaja', locationDisclosure },
    contactPoints: [{ system: 'PHONE', value: '+37060000017' }],
    needs: [{ sector: 'SHELTER', remark: 'Fled from a prison' }],
    residenceStatuses: [{ basis: 'TEMPORARY_PROTECTION', country: 'LV' }],
  };
  const { registerApplicant } = await caseworker.ask(REGISTER, { input });
  const { id } = registerApplicant;
  const [status] = registerApplicant.residenceStatuses.nodes;
  await caseworker.ask(CORRECT, { id, version: 1, input: { locality: 'Krakow', country: 'PL' } });
  await caseworker.ask(NAME, { input: { applicantId: id, kind: 'FORMER', family: 'Ivanova', given: 'Alena' } });
  await caseworker.ask(STATUS, { ...status, input: { country: 'PL' } });
  return { id, statusId: status.id };
}

beforeAll(async () => {
  scene = await stage();
  caseworker = await scene.as('caseworker');
  lived = await live();
});

describe('the history of an applicant', () => {
  it('tells of the person and of what stands below, newest first', async () => {
    const { nodes } = await historyOf(caseworker, lived.id);
    const told = nodes.map(({ action, recordType }: Anything) => `${action} ${recordType}`);
    expect(told.slice(0, 3)).toEqual(['CHANGE ResidenceStatus', 'CREATE PersonName', 'CHANGE Applicant']);
    expect(told.slice(3).sort()).toEqual(
      ['Applicant', 'ContactPoint', 'Need', 'PersonName', 'ResidenceStatus'].map((type) => `CREATE ${type}`),
    );
    const [permit, name, moved] = nodes;
    expect(permit).toMatchObject({ recordId: lived.statusId, user: { id: caseworker.who.userId } });
    expect(permit.changes).toEqual([
      { field: 'country', from: 'LV', to: 'PL', fromName: null, toName: null, withheld: false },
    ]);
    expect(name.changes).toContainEqual(expect.objectContaining({ field: 'family', to: 'Ivanova' }));
    expect(moved.recordId).toBe(lived.id);
    expect(moved.changes).toContainEqual(expect.objectContaining({ field: 'locality', from: 'Liepaja', to: 'Krakow' }));
    // The team that registered them, by its name.
    const made = nodes.find(({ action, recordType }: Anything) => action === 'CREATE' && recordType === 'Applicant');
    const [team] = await sqlRows(scene, 'select name from team where id = $1', [scene.make.teamOf()]);
    expect(made.changes).toContainEqual(
      expect.objectContaining({ field: 'team', to: scene.make.teamOf(), toName: team!['name'] }),
    );
  });

  it('has nothing of another person, nor of cases, notes and tasks', async () => {
    const other = await live();
    const { id: caseId } = await scene.make.case({ applicantId: lived.id });
    await scene.make.note({ caseId, authorId: caseworker.who.userId });
    const ids = (await historyOf(caseworker, lived.id)).nodes.map(({ recordId }: Anything) => recordId);
    const others = (await historyOf(caseworker, other.id)).nodes.map(({ recordId }: Anything) => recordId);
    expect(ids).toHaveLength(8);
    expect(ids.filter((id: string) => others.includes(id))).toEqual([]);
    expect(ids).not.toContain(caseId);
  });

  it('keeps back the classes that a role does not see', async () => {
    const intake = await scene.as('intake');
    await sqlRows(scene, 'update applicant set created_by_id = $1 where id = $2', [intake.who.userId, lived.id]);
    const history = await historyOf(intake, lived.id);
    const need = history.nodes.find(({ recordType }: Anything) => recordType === 'Need');
    expect(need.changes).toContainEqual({
      ...{ field: 'remark', from: null, to: null, fromName: null, toName: null, withheld: true },
    });
    expect(JSON.stringify(history)).not.toContain('prison');
    expect(JSON.stringify(history)).toContain('Ivanova');
  });

  it('does not tell where the person was when they want it kept back, except to those who may locate', async () => {
    const hidden = await live('NEVER');
    const history = await historyOf(caseworker, hidden.id);
    for (const word of ['Liepaja', 'Krakow', '"LV"', '"PL"']) expect(JSON.stringify(history)).not.toContain(word);
    const places = (nodes: Anything[]): Anything[] =>
      nodes.flatMap(({ changes }) => changes).filter(({ field }) => ['country', 'locality'].includes(field));
    expect(places(history.nodes)).toHaveLength(6);
    expect(places(history.nodes).every(({ withheld }) => withheld)).toBe(true);
    const supervisor = await scene.as('supervisor');
    const whole = await historyOf(supervisor, hidden.id);
    expect(places(whole.nodes).some(({ withheld }) => withheld)).toBe(false);
    expect(JSON.stringify(whole)).toContain('Krakow');
    // What they let be seen once, and now no more, is not read from the past either.
    const open = await live('LOCALITY');
    await caseworker.ask(CORRECT, { id: open.id, version: 2, input: { locationDisclosure: 'COUNTRY' } });
    const narrowed = JSON.stringify(await historyOf(caseworker, open.id));
    expect(narrowed).not.toContain('Krakow');
    expect(narrowed).toContain('"PL"');
  });

  it('is read page by page, and a cursor of another history is refused', async () => {
    const whole = await historyOf(caseworker, lived.id);
    const read: string[] = [];
    let after: string | undefined;
    do {
      const { nodes, pageInfo } = await historyOf(caseworker, lived.id, { first: 3, after });
      read.push(...nodes.map(({ id }: Anything) => id));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : undefined;
    } while (after);
    expect(read).toEqual(whole.nodes.map(({ id }: Anything) => id));
    const { id: caseId } = await scene.make.case();
    const { caseHistory } = await caseworker.ask(
      'query ($id: ID!) { caseHistory(caseId: $id) { pageInfo { endCursor } } }',
      { id: caseId },
    );
    const cursor = caseHistory.pageInfo.endCursor;
    expect(await caseworker.refusal(HISTORY, { id: lived.id, after: cursor })).toBe('BAD_USER_INPUT');
    expect(await caseworker.refusal(HISTORY, { id: lived.id, first: 101 })).toBe('BAD_USER_INPUT');
  });

  it('is nobody else’s to see', async () => {
    const elsewhere = await scene.as('supervisor', { teamId: await scene.make.team() });
    const stranger = await scene.as('supervisor', { organizationId: await scene.make.organization(), teamId: null });
    for (const each of [elsewhere, stranger]) expect(await historyOf(each, lived.id)).toBeNull();
    expect(await historyOf(caseworker, newId())).toBeNull();
    for (const role of ['auditor', 'data-protection-officer', 'organisation-admin', 'analyst', 'partner'])
      expect(await (await scene.as(role)).refusal(HISTORY, { id: lived.id })).toBe('FORBIDDEN');
    expect(await scene.nobody.refusal(HISTORY, { id: lived.id })).toBe('UNAUTHENTICATED');
  });

  it('leaves a trace of its own where it shows something sensitive', async () => {
    const reader = await scene.as('supervisor');
    await historyOf(reader, lived.id);
    const dpo = await scene.as('data-protection-officer');
    const { auditEvents } = await dpo.ask(
      'query ($filter: AuditEventFilter) { auditEvents(filter: $filter) { nodes { operation subjectIds classes } } }',
      { filter: { userId: reader.who.userId, action: 'READ' } },
    );
    expect(auditEvents.nodes).toHaveLength(1);
    expect(auditEvents.nodes[0]).toMatchObject({ operation: 'applicantHistory', subjectIds: [lived.id] });
    expect(auditEvents.nodes[0].classes).toEqual(expect.arrayContaining(['IDENTITY', 'CONTACT']));
  });

  it('says who and when, but no more what, once the person has been erased', async () => {
    const gone = await live();
    await scene.app.get(Keyring).erase(scene.make.home, gone.id);
    const { nodes } = await historyOf(caseworker, gone.id);
    expect(nodes).toHaveLength(8);
    for (const node of nodes) expect(node).toMatchObject({ changes: null, user: { id: caseworker.who.userId } });
  });
});
