// Canaries: texts that nobody may see outside are put everywhere they can be put, and looked for in everything that is kept or said.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { newId } from '@haven/kernel';
import { connected, records } from '@haven/platform';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBuilt, type BuiltApp } from '../house/built-app.js';
import { givenAway } from '../house/disguises.js';
import type { Anything } from '../stage/actor.js';
import { dump, filesOf } from '../stage/kept.js';
import { keyringUrl } from '../stage/servers.js';
import { stage, type Stage } from '../stage/stage.js';

/** Fields whose text never leaves the process readable. */
const CANARY = {
  family: 'Мирославцева',
  given: 'Клементина',
  patronymic: 'Аристарховна',
  latin: 'Zbigniewicz',
  corrected: 'Теплоозёрская',
  born: '1961-07-23',
  locality: 'Трескавица',
  phone: '4915123412987',
  mail: 'quagmire.lantern',
  codePhrase: 'velvetomnibus',
  safeHours: 'afterthunderclap',
  paper: 'QZ7741953',
  reference: 'VXTREMOLO99',
  need: 'hydrangeabrittle',
  crossing: 'Zwergobirdonka',
  travel: 'Мандариновка',
  subject: 'Перевалочная',
  text: 'Тарантиновича',
  amended: 'Бергамотовому',
  title: 'Kaleidoskopisch',
  description: 'Schmetterlinge',
  remark: 'pterodactylish',
  reason: 'xylophonically',
  colleague: 'Фламандская',
  address: 'gondolier.zephyr',
  device: 'Wurlitzerette',
  password: 'Kohlrabi-Polka-1834',
  refused: 'Невпихуемович',
};
const HIDDEN = Object.values(CANARY);
/** What the control plants in the clear, to prove that the search finds. */
const PLANTED = 'Ungeheuerlichst';

let scene: Stage;
let api: BuiltApp;
let worker: BuiltApp;
beforeAll(async () => {
  scene = await stage();
  api = await startBuilt(scene.adminUrl, { LOG_LEVEL: 'debug' });
  await everything();
  worker = await startBuilt(scene.adminUrl, { LOG_LEVEL: 'debug' }, 'worker');
});
afterAll(async () => {
  await api?.stop();
  await worker?.stop();
});

async function send(query: string, variables: Anything = {}, token?: string, key = newId()): Promise<Anything> {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      // So that what was said and answered is kept for a retry.
      'idempotency-key': key,
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
}

/** Runs a mutation with one input, and answers the record. */
async function tell(
  token: string,
  name: string,
  type: string,
  input: Anything,
  back = 'id version',
): Promise<Anything> {
  const query = `mutation ($input: ${type}!) { done: ${name}(input: $input) { ${back} } }`;
  const { data, errors } = await send(query, { input }, token);
  if (errors) throw new Error(`${name}: ${JSON.stringify(errors)}`);
  return data.done;
}

/** Runs a mutation on a record that is there already. */
async function alter(token: string, name: string, { id, version }: Anything, args: string): Promise<Anything> {
  const query = `mutation ($id: ID!, $version: Int!) { done: ${name}(id: $id, version: $version, ${args}) { id version } }`;
  const { data, errors } = await send(query, { id, version }, token);
  if (errors) throw new Error(`${name}: ${JSON.stringify(errors)}`);
  return data.done;
}

const quoted = (text: string): string => JSON.stringify(text);

/** Puts every canary where somebody would put such a thing, has it shown, searched for, corrected and refused. */
async function everything(): Promise<void> {
  const caseworker = (await scene.as('caseworker')).token!;
  HIDDEN.push(caseworker);
  await people(caseworker);
  await work(caseworker);
  await colleagues((await scene.as('organisation-admin')).token!);
  await mistakes(caseworker);
}

async function people(token: string): Promise<void> {
  const { family, given, patronymic, latin } = CANARY;
  const person = await tell(
    token,
    'registerApplicant',
    'RegisterApplicantInput',
    {
      id: newId(),
      names: [
        { kind: 'LEGAL', family, given, patronymic },
        { kind: 'TRANSLITERATED', family: latin, full: latin },
      ],
      birthDate: CANARY.born,
      locality: CANARY.locality,
      country: 'LT',
      locationDisclosure: 'LOCALITY',
      contactPoints: [
        {
          system: 'PHONE',
          value: `+${CANARY.phone}`,
          codePhrase: CANARY.codePhrase,
          safeHours: CANARY.safeHours,
          timeZone: 'Asia/Tokyo',
        },
        { system: 'EMAIL', value: `${CANARY.mail}@example.org` },
      ],
      residenceStatuses: [{ country: 'LT', basis: 'VISA_FREE_STAY', status: 'APPLIED', reference: CANARY.reference }],
      needs: [{ sector: 'LEGAL_ADVICE', remark: CANARY.need }],
    },
    'id version names { nodes { id version } } contactPoints { nodes { id version } } residenceStatuses { nodes { id version } }',
  );
  const applicantId: string = person.id;
  await tell(token, 'addIdentityDocument', 'AddIdentityDocumentInput', {
    ...{ id: newId(), applicantId, kind: 'BY_PASSPORT', number: CANARY.paper },
  });
  await tell(token, 'addStay', 'AddStayInput', {
    ...{ id: newId(), applicantId, country: 'LT', basis: 'TOURIST_VISA', enteredOn: '2026-02-03' },
    ...{ crossing: CANARY.crossing, note: CANARY.travel },
  });
  await alter(token, 'correctName', person.names.nodes[1], `input: { family: ${quoted(CANARY.corrected)} }`);
  await alter(token, 'markContactPointUnsafe', person.contactPoints.nodes[0], `reason: ${quoted(CANARY.reason)}`);
  const move = `input: { status: REFUSED }, reason: ${quoted(CANARY.reason)}`;
  await alter(token, 'moveResidenceStatus', person.residenceStatuses.nodes[0], move);
  const find = 'query ($filter: ApplicantFilter) { applicants(filter: $filter) { nodes { displayName birthDate } } }';
  for (const filter of [{ name: family }, { contact: `+${CANARY.phone}` }, { documentNumber: CANARY.paper }]) {
    const { data } = await send(find, { filter }, token);
    expect(data.applicants.nodes).toMatchObject([{ birthDate: CANARY.born }]);
  }
}

async function work(token: string): Promise<void> {
  const find = await send('{ applicants { nodes { id } } }', {}, token);
  const applicantId: string = find.data.applicants.nodes[0].id;
  const open = await tell(token, 'openCase', 'OpenCaseInput', { id: newId(), applicantId });
  const caseId: string = open.id;
  const note = { caseId, kind: 'MEETING', visibility: 'TEAM', subject: CANARY.subject, text: CANARY.text };
  const written = await tell(token, 'writeNote', 'WriteNoteInput', note);
  await alter(token, 'correctNote', written, `input: { text: ${quoted(CANARY.amended)} }`);
  const errand = { caseId, title: CANARY.title, description: CANARY.description, dueInWorkingDays: 3 };
  const task = await tell(token, 'createTask', 'CreateTaskInput', errand);
  await alter(token, 'completeTask', task, `input: { remark: ${quoted(CANARY.remark)} }`);
  await alter(token, 'moveCase', open, `input: { to: ASSESSMENT, remark: ${quoted(CANARY.remark)} }`);
}

async function colleagues(token: string): Promise<void> {
  const email = `${CANARY.address}@example.org`;
  const invited = { email, kind: 'STAFF', name: CANARY.colleague };
  const { token: invitation } = await tell(token, 'inviteUser', 'InviteUserInput', invited, 'token');
  const password = CANARY.password;
  await send('mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) }', {
    input: { token: invitation, password },
  });
  const input = { email, password, device: CANARY.device };
  const back = 'accessToken refreshToken';
  const tokens = await tell('', 'signIn', 'SignInInput', input, back);
  HIDDEN.push(tokens.accessToken, tokens.refreshToken, invitation);
  await send(`mutation ($input: SignInInput!) { signIn(input: $input) { sessionId } }`, {
    input: { ...input, password: CANARY.refused },
  });
}

/** What is refused must leave no more behind than what is taken. */
async function mistakes(token: string): Promise<void> {
  const name = CANARY.refused;
  const register = 'mutation ($input: RegisterApplicantInput!) { registerApplicant(input: $input) { id } }';
  const refused: [string, Anything][] = [
    [register, { input: { names: [{ kind: name, full: name }] } }],
    [register, { input: { names: [{ kind: 'LEGAL', full: `${name}\u0000` }], locality: name, country: name } }],
    [register, { input: { id: name, names: [{ kind: 'LEGAL', full: name }], birthDate: name } }],
    [`{ applicants(filter: { name: ${quoted(name)}, ${name}: 1 }) { nodes { id } } }`, {}],
    [`{ applicant(id: ${quoted(name)}) { ${name} } }`, {}],
    [`{ applicants(after: ${quoted(name)}) { nodes { id } } }`, {}],
    [`query { applicants(filter: { name: ${quoted(name)} `, {}],
  ];
  for (const [query, variables] of refused) expect((await send(query, variables, token)).errors).toBeDefined();
  await fetch(`${api.url}/graphql?query=${encodeURIComponent(name)}`);
  await fetch(`${api.url}/graphql?access_token=${token}`);
  await fetch(`${api.url}/${encodeURIComponent(name)}`, { headers: { authorization: `Bearer ${name}` } }).catch(
    () => 0,
  );
}

describe('what nobody may see', () => {
  it('was put into every encrypted field that there is', async () => {
    const empty = await connected(scene.adminUrl, async (client) => {
      const untouched: string[] = [];
      for (const { table, name, fields } of records())
        for (const { column, property } of fields.filter(({ encrypted }) => encrypted)) {
          const { rowCount } = await client.query(`select from "${table}" where "${column}" is not null limit 1`);
          if (rowCount === 0) untouched.push(`${name}.${property}`);
        }
      return untouched;
    });
    expect(empty).toEqual([]);
  });

  it('B494: stands in no row of the database, the audit trail among them', async () => {
    const tables = await dump(scene.adminUrl);
    expect([...tables.keys()]).toEqual(
      expect.arrayContaining(['public.applicant', 'public.audit_event', 'public.outbox']),
    );
    for (const name of ['applicant', 'audit_event', 'outbox', 'idempotency_key', 'search_token'])
      expect({ name, rows: tables.get(`public.${name}`) }).not.toEqual({ name, rows: '' });
    expect(givenAway(HIDDEN, tables)).toEqual([]);
  });

  it('stands in no file of the database, nor in what was written ahead', async () => {
    const files = await filesOf(scene.adminUrl);
    const found = [...files].flatMap(([path, bytes]) =>
      HIDDEN.filter((canary) => bytes.includes(canary)).map((canary) => `${path}: ${canary}`),
    );
    expect(found).toEqual([]);
  });

  it('stands in no row of the keyring', async () => {
    const tables = await dump(keyringUrl());
    expect(tables.get('public.subject_key')).not.toBe('');
    expect(givenAway(HIDDEN, tables)).toEqual([]);
  });

  it('B120: was written into no log, ours at its most talkative or that of Postgres', async () => {
    const [folder] = await connected(scene.adminUrl, async (client) =>
      (await client.query<{ data_directory: string }>('show data_directory')).rows.map((row) => row.data_directory),
    );
    const said = api.said();
    expect(said).toContain('"msg":"operation"');
    const waiting = 'select from outbox where done_at is null and parked_at is null and due_at < now()';
    const facts = (): Promise<unknown> =>
      connected(scene.adminUrl, async (client) => (await client.query(waiting)).rowCount);
    await expect.poll(facts, { timeout: 10_000 }).toBe(0);
    const logs = new Map([
      ['what the API said', said],
      ['what the worker said', worker.said()],
      ['what Postgres said', readFileSync(join(dirname(dirname(folder!)), 'server.log'), 'utf8')],
    ]);
    expect(givenAway(HIDDEN, logs)).toEqual([]);
  });

  it('stands in no figure that the API gives away', async () => {
    const figures = await (await fetch(`${api.url}/metrics`)).text();
    expect(figures).toContain('haven_operation_seconds');
    const jobs = await (await fetch(`${worker.url}/metrics`)).text();
    expect(jobs).toContain('haven_');
    expect(givenAway(HIDDEN, new Map([['the metrics', figures + jobs]]))).toEqual([]);
  });

  it('would be found, were it there', async () => {
    await connected(scene.adminUrl, (client) => client.query('update organization set name = $1', [PLANTED]));
    const tables = await dump(scene.adminUrl);
    expect(givenAway([PLANTED], tables)).toContain(`public.organization: ${PLANTED}, as it is`);
    expect([...(await filesOf(scene.adminUrl)).values()].some((bytes) => bytes.includes(PLANTED))).toBe(true);
    expect(givenAway([PLANTED], new Map([['log', Buffer.from(PLANTED).toString('base64')]]))).not.toEqual([]);
  });
});
