// Canaries put everywhere they can be put: told to a running API, shown, searched for, corrected and refused.
import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '@haven/kernel';
import { expect } from 'vitest';
import type { BuiltApp } from '../house/built-app.js';
import type { Actor, Anything } from '../stage/actor.js';
import type { Stage } from '../stage/stage.js';

/** Fields whose text never leaves the process readable. */
export const CANARY = {
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
  fileName: 'Schnurrbarttasse',
  fileText: 'Обворожительнейший',
  zone: 'P<BLRZBRINSKAYAK<<',
  remark: 'pterodactylish',
  reason: 'xylophonically',
  colleague: 'Фламандская',
  address: 'gondolier.zephyr',
  device: 'Wurlitzerette',
  password: 'Kohlrabi-Polka-1834',
  refused: 'Невпихуемович',
};
export const HIDDEN = Object.values(CANARY);
let scene: Stage;
let api: BuiltApp;

/** Where the deeds of this file are done. */
export const plantIn = (stage: Stage, running: BuiltApp): void => {
  scene = stage;
  api = running;
};

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
export async function everything(): Promise<void> {
  const caseworker = (await scene.as('caseworker')).token!;
  HIDDEN.push(caseworker);
  await people(caseworker);
  await work(caseworker, await scene.as('caseworker'));
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

async function work(token: string, colleague: Actor): Promise<void> {
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
  const handOver = { caseId, toAssigneeId: colleague.who.userId, reason: CANARY.reason };
  const asked = await tell(token, 'requestCaseTransfer', 'RequestCaseTransferInput', handOver);
  await alter(colleague.token!, 'refuseCaseTransfer', asked, `input: { reason: ${quoted(CANARY.remark)} }`);
  await alter(token, 'moveCase', open, `input: { to: ASSESSMENT, remark: ${quoted(CANARY.remark)} }`);
}

/** A file with canaries in its name and text, which is sent, examined, found wanting and fetched. */
export async function papers(sender: Actor, second: Actor): Promise<void> {
  const token = sender.token!;
  const find = await send('{ applicants { nodes { id } } }', {}, token);
  const text = Buffer.from(`${CANARY.fileText} `.repeat(1_000));
  const input = {
    ...{ id: newId(), applicantId: find.data.applicants.nodes[0].id, kind: 'OTHER' },
    ...{ title: CANARY.title, number: CANARY.paper, holder: CANARY.family },
    file: { fileName: `${CANARY.fileName}.txt`, bytes: text.length },
  };
  const ticket = await tell(token, 'addDocument', 'AddDocumentInput', input, 'url token document { id } file { id }');
  HIDDEN.push(ticket.token);
  const form = new FormData();
  form.set('file', new Blob([text]), `${CANARY.fileName}.txt`);
  const authorization = `Bearer ${ticket.token}`;
  await fetch(api.url + ticket.url, { method: 'POST', headers: { authorization }, body: form });
  const { id } = ticket.document;
  const state = async (): Promise<Anything> =>
    (await send('query ($id: ID!) { document(id: $id) { id version status } }', { id }, token)).data.document;
  while ((await state()).status === 'QUARANTINED') await sleep(200);
  await alter(second.token!, 'disputeDocument', await state(), `input: { disputeReason: ${quoted(CANARY.reason)} }`);
  await scene.make.paperProposal({
    ...{ documentId: id, applicantId: input.applicantId, fileId: ticket.file.id, birthDate: CANARY.born },
    ...{ family: CANARY.family, given: CANARY.given, patronymic: CANARY.patronymic, number: CANARY.paper },
    ...{ personalNumber: CANARY.reference, sex: 'FEMALE', lines: CANARY.zone },
  });
  await send('query ($id: ID!) { document(id: $id) { proposals { nodes { family lines } } } }', { id }, token);
  const open = 'mutation ($id: ID!) { openDocument(documentId: $id) { url } }';
  const { url } = (await send(open, { id }, token)).data.openDocument;
  HIDDEN.push(String(url).split('=')[1]!);
  expect(await (await fetch(api.url + url)).text()).toContain(CANARY.fileText);
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
