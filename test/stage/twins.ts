// Twins: organisations with the same shapes of everything, to be tried against each other.
import { records } from '@haven/platform';
import { BUILT_IN_ROLES } from '@haven/identity';
import type { Actor } from './actor.js';
import { sqlRows } from './behind.js';
import type { Stage } from './stage.js';

export const ROLES: readonly string[] = BUILT_IN_ROLES.map(({ name }) => name);

/** Words that are in one organisation only, by which it could be found. */
export interface Words {
  family: string;
  phone: string;
  passport: string;
}

export interface Twin {
  organizationId: string;
  words: Words;
  /** Number of a case. */
  caseNumber: string;
  /** One id of each type of record. */
  ids: Readonly<Record<string, string>>;
  /** Every id in every table. */
  all: ReadonlySet<string>;
  /** Somebody of each role, for the whole organisation. */
  actors: Readonly<Record<string, Actor>>;
}

const REGISTER = 'mutation ($input: RegisterApplicantInput!) { registerApplicant(input: $input) { id } }';
const PAPER = 'mutation ($input: AddIdentityDocumentInput!) { addIdentityDocument(input: $input) { id } }';
const STAY = 'mutation ($input: AddStayInput!) { addStay(input: $input) { id } }';
const OPEN = 'mutation ($input: OpenCaseInput!) { openCase(input: $input) { id number } }';
const WRITE = 'mutation ($input: WriteNoteInput!) { writeNote(input: $input) { id version } }';
const CORRECT =
  'mutation ($id: ID!, $version: Int!) { correctNote(id: $id, version: $version, input: { text: "Second." }) { id } }';
const DOCUMENT = 'mutation ($input: AddDocumentInput!) { addDocument(input: $input) { document { id } file { id } } }';
const TRANSFER = 'mutation ($input: RequestCaseTransferInput!) { requestCaseTransfer(input: $input) { id } }';
const ADD = 'mutation ($input: AddCaseParticipantInput!) { addCaseParticipant(input: $input) { id } }';
const TASK = 'mutation ($input: CreateTaskInput!) { createTask(input: $input) { id } }';

/** An organisation with a row of every record that the schema knows, and a user of every role. */
export async function twin(scene: Stage, words: Words, organizationId = scene.make.home): Promise<Twin> {
  const actors: Record<string, Actor> = {};
  for (const role of ROLES) actors[role] = await scene.as(role, { organizationId, teamId: null });
  const below = await scene.make.team({ organizationId, parentId: scene.make.teamOf(organizationId) });
  const maker = actors['supervisor']!;
  const caseNumber = await furnish(scene, maker, scene.make.teamOf(organizationId), words, below);
  // A second row of each, so that something could come after the first.
  await scene.make.note({ authorId: maker.who.userId }, organizationId);
  await scene.make.task({}, organizationId);
  await scene.make.requiredDocument({}, organizationId);
  await scene.make.requiredDocument({ kinds: ['PHOTOGRAPH'], programme: 'Legal stay' }, organizationId);
  const { ids, all } = await idsOf(scene, organizationId);
  return { organizationId, words, caseNumber, ids, all, actors };
}

/** A person with everything that can stand under one; their case is asked for by the team `wantedBy`. @returns the number of the case */
export async function furnish(
  { make }: Stage,
  maker: Actor,
  teamId: string,
  words: Words,
  wantedBy: string,
): Promise<string> {
  const applicantId = await registered(maker, words, teamId);
  const { openCase } = await maker.ask(OPEN, { input: { applicantId, teamId, assigneeId: maker.who.userId } });
  const note = { caseId: openCase.id, kind: 'MEETING', visibility: 'TEAM', text: 'First.', subject: 'About it' };
  const { writeNote } = await maker.ask(WRITE, { input: note });
  await maker.ask(CORRECT, { id: writeNote.id, version: writeNote.version });
  await maker.ask(TASK, {
    input: { caseId: openCase.id, title: 'Call', description: 'By phone', dueOn: '2060-01-01' },
  });
  const said = {
    title: `Paper of ${words.family}`,
    number: words.passport,
    holder: words.family,
    expiresOn: '2060-01-01',
  };
  const file = { fileName: `${words.family}.pdf`, bytes: 1_000 };
  const { addDocument } = await maker.ask(DOCUMENT, {
    input: { applicantId, caseId: openCase.id, kind: 'BY_PASSPORT', ...said, file },
  });
  // What a worker would read from its picture.
  const read = { applicantId, documentId: addDocument.document.id, fileId: addDocument.file.id };
  const zone = { number: words.passport, family: words.family.toUpperCase(), patronymic: 'PETRIVNA', sex: 'FEMALE' };
  const further = { personalNumber: `P${words.passport}`, lines: `P<BLR${words.family.toUpperCase()}` };
  await make.paperProposal({ ...read, ...zone, ...further }, maker.who.organizationId);
  await maker.ask(TRANSFER, { input: { caseId: openCase.id, toTeamId: wantedBy, reason: 'They know the language.' } });
  await maker.ask(ADD, { input: { caseId: openCase.id, userId: maker.who.userId, role: 'CO_WORKER' } });
  return openCase.number as string;
}

async function registered(maker: Actor, { family, phone, passport }: Words, teamId: string): Promise<string> {
  const input = {
    teamId,
    names: [{ kind: 'LEGAL', family, given: 'Olena', patronymic: 'Petrivna' }],
    birthDate: '1987-05-12',
    country: 'LT',
    locality: 'Vilnius',
    locationDisclosure: 'LOCALITY',
    nationalities: ['BY'],
    contactPoints: [
      { system: 'PHONE', value: phone, safeHours: 'Evenings', timeZone: 'Europe/Vilnius', codePhrase: 'Linden' },
    ],
    needs: [{ sector: 'SHELTER', code: 'SC-UC', remark: 'Soon' }],
    residenceStatuses: [{ basis: 'TEMPORARY_PROTECTION', country: 'LT', reference: `R-${passport}` }],
  };
  const { registerApplicant } = await maker.ask(REGISTER, { input });
  const paper = { applicantId: registerApplicant.id, kind: 'BY_PASSPORT', number: passport };
  await maker.ask(PAPER, { input: paper });
  // A stay that goes on has a last lawful day, and so there is a deadline.
  const stay = {
    country: 'LT',
    basis: 'TOURIST_VISA',
    enteredOn: '2026-01-02',
    crossing: 'Medininkai',
    note: 'By bus',
  };
  await maker.ask(STAY, { input: { applicantId: registerApplicant.id, ...stay } });
  return registerApplicant.id as string;
}

async function idsOf(scene: Stage, organizationId: string): Promise<Pick<Twin, 'ids' | 'all'>> {
  const ids: Record<string, string> = {};
  const all = new Set<string>();
  for (const { name, table } of records()) {
    const rows = await sqlRows(scene, `select id from "${table}" where organization_id = $1 order by id`, [
      organizationId,
    ]);
    if (rows.length === 0) throw new Error(`No ${name} in the organisation: let a twin have one`);
    ids[name] = String(rows[0]!['id']);
    for (const { id } of rows) all.add(String(id));
  }
  for (const { id } of await sqlRows(scene, 'select id from audit_event where organization_id = $1', [organizationId]))
    all.add(String(id));
  return { ids, all };
}

/** A fingerprint of all that an organisation has, table by table. */
export async function fingerprint(scene: Stage, organizationId: string): Promise<Record<string, unknown>> {
  const tables = await sqlRows(
    scene,
    `select quote_ident(table_name) as name from information_schema.columns where table_schema = 'public' and column_name = 'organization_id' order by 1`,
  );
  const prints = tables.map(
    ({ name }) =>
      `select '${String(name)}' as name, md5(string_agg(t::text, '' order by t::text)) as print from ${String(name)} t where organization_id = $1`,
  );
  const rows = await sqlRows(scene, prints.join(' union all '), [organizationId]);
  return Object.fromEntries(rows.map(({ name, print }) => [String(name), print]));
}
