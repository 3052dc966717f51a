// The generator: twenty organisations from a seed, names encrypted as in life.
import { newId } from '@haven/kernel';
import { AccessTokens } from '@haven/identity';
import {
  connected,
  ensureDatabase,
  Keyring,
  prepareKeyring,
  prepareServer,
  Settings,
  withDatabase,
} from '@haven/platform';
import type { Client } from 'pg';
import { Pool } from 'pg';
import { MIGRATIONS } from '../../../apps/cli/src/migrations.js';
import { Bench1900000000000 } from './bench-records.js';
import { DATABASE, FILES_FOLDER, ROOT_KEY_FILE, rootKey, SIZES, urls } from './place.js';

const GIVEN = ['Alena', 'Юлія', 'Dzmitry', 'Сергей', 'Oksana', 'Леся', 'Ivan', 'Наталля', 'Mikalai', 'Тарас'];
const FAMILY = [
  'Kavaliova',
  'Щербакова',
  'Novik',
  'Орлов',
  'Bondar',
  'Шевчук',
  'Sidarenka',
  'Мельник',
  'Hrynkevich',
  'Лисенко',
];
const STATUSES = ['INTAKE', 'ASSESSMENT', 'ACTIVE', 'ACTIVE', 'ON_HOLD', 'CLOSED'];

/** A small generator with a seed, so that every run has the same people. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return Math.floor((state / 4_294_967_296) * below);
  };
}

type Column = [name: string, type: string, values: unknown[]];

async function insert(client: Client, table: string, columns: Column[]): Promise<void> {
  const size = columns[0]![2].length;
  for (let from = 0; from < size; from += 5_000) {
    const arrays = columns.map(([, , values]) => values.slice(from, from + 5_000));
    const casts = columns.map(([, type], index) => `$${index + 1}::${type}[]`);
    await client.query(
      `insert into "${table}" (${columns.map(([name]) => `"${name}"`).join(', ')}) select * from unnest(${casts.join(', ')})`,
      arrays,
    );
  }
}

const repeated = <T>(size: number, value: T): T[] => Array.from({ length: size }, () => value);
const made = <T>(size: number, make: (index: number) => T): T[] =>
  Array.from({ length: size }, (_, index) => make(index));

/** Makes the database unless it is there. */
export async function generate(server: string): Promise<void> {
  const { admin, keyring } = await urls(server);
  const there = await connected(
    server,
    async (client) => (await client.query('select 1 from pg_database where datname = $1', [DATABASE])).rowCount,
  );
  if (there) return;
  const key = await rootKey();
  await connected(
    server,
    async (client) => void (await client.query('create role haven_owner nologin').catch(() => undefined)),
  );
  await ensureDatabase(server, DATABASE);
  await ensureDatabase(server, `${DATABASE}_keyring`);
  await prepareServer(admin, key, [...MIGRATIONS, Bench1900000000000]);
  await prepareKeyring(keyring, key);
  const pool = new Pool({ connectionString: keyring });
  try {
    await connected(admin, async (client) => {
      await client.query('set session_replication_role = replica');
      for (let index = 0; index < SIZES.organizations; index++)
        await organization(client, new Keyring(pool, key), index);
      await client.query('analyze');
    });
  } finally {
    await pool.end();
  }
  await connected(withDatabase(server, 'postgres'), async (client) => void (await client.query('checkpoint')));
}

async function organization(client: Client, keyring: Keyring, index: number): Promise<void> {
  const random = seeded(index + 1);
  const org = newId();
  const base = (size: number, at: (row: number) => Date = () => new Date()): Column[] => {
    const moments = made(size, at);
    return [
      ['organization_id', 'uuid', repeated(size, org)],
      ['created_at', 'timestamptz', moments],
      ['updated_at', 'timestamptz', moments],
      ['created_by_id', 'uuid', repeated(size, org)],
      ['version', 'integer', repeated(size, 1)],
    ];
  };
  await keyring.createOrganization(org);
  await keyring.createSubjects(org, [org]);
  await client.query('insert into tenant values ($1)', [org]);
  await insert(client, 'organization', [
    ...base(1),
    ['id', 'uuid', [org]],
    ['name', 'text', [`Organisation ${index}`]],
    ['time_zone', 'text', ['UTC']],
    ['default_language', 'text', ['EN']],
    ['keeps_originals', 'boolean', [false]],
  ]);
  const teams = made(SIZES.teams, newId);
  await insert(client, 'team', [
    ...base(teams.length),
    ['id', 'uuid', teams],
    ['name', 'text', made(teams.length, (row) => `Team ${row}`)],
  ]);
  const users = made(SIZES.caseworkers + 1, newId);
  const userNames = users.map(() => `${GIVEN[random(10)]} ${FAMILY[random(10)]}`);
  const staff = await keyring.load(org, [org]);
  const hidden = (
    table: string,
    column: string,
    rowId: string,
    subjectId: string,
    text: string,
    keys = staff,
  ): string => `\\x${keys.encrypt({ table, column, rowId, subjectId }, text).toString('hex')}`;
  await insert(client, 'user', [
    ...base(users.length),
    ['id', 'uuid', users],
    ['name', 'bytea', users.map((id, row) => hidden('user', 'name', id, org, userNames[row]!))],
    ['email', 'bytea', users.map((id) => hidden('user', 'email', id, org, `${id}@example.org`))],
    ['email_index', 'text', users],
    ['invitation', 'integer', repeated(users.length, 0)],
    ['plain_name', 'text', userNames],
    ['kind', 'text', repeated(users.length, 'STAFF')],
    ['active', 'boolean', repeated(users.length, true)],
    ['access_stamp', 'integer', repeated(users.length, 1)],
  ]);
  // Every caseworker works for two teams; the last user leads the whole organisation.
  const members = users.slice(0, -1).flatMap((user, row) => [
    { user, team: teams[row % SIZES.teams]! },
    { user, team: teams[(row + 1) % SIZES.teams]! },
  ]);
  await insert(client, 'membership', [
    ...base(members.length),
    ['id', 'uuid', made(members.length, newId)],
    ['user_id', 'uuid', members.map(({ user }) => user)],
    ['team_id', 'uuid', members.map(({ team }) => team)],
    ['role', 'text', repeated(members.length, 'caseworker')],
    ['valid_from', 'date', repeated(members.length, '2020-01-01')],
  ]);
  await insert(client, 'membership', [
    ...base(1),
    ['id', 'uuid', [newId()]],
    ['user_id', 'uuid', [users.at(-1)]],
    ['role', 'text', ['supervisor']],
    ['valid_from', 'date', ['2020-01-01']],
  ]);
  await insert(client, 'session', [
    ...base(users.length),
    ['id', 'uuid', made(users.length, newId)],
    ['user_id', 'uuid', users],
    ['last_used_at', 'timestamptz', repeated(users.length, new Date())],
    ['expires_at', 'timestamptz', repeated(users.length, new Date(Date.now() + 365 * 86_400_000))],
    ['refresh_count', 'integer', repeated(users.length, 0)],
  ]);
  const size = SIZES.applicants;
  const applicants = made(size, newId);
  const names = applicants.map(() => `${GIVEN[random(10)]} ${FAMILY[random(10)]}`);
  await keyring.createSubjects(org, applicants);
  const ciphertexts: string[] = [];
  for (let from = 0; from < size; from += 1_000) {
    const slice = applicants.slice(from, from + 1_000);
    const keys = await keyring.load(org, slice);
    slice.forEach((id, row) => ciphertexts.push(hidden('applicant', 'display_name', id, id, names[from + row]!, keys)));
  }
  const teamOf = made(size, () => teams[random(SIZES.teams)]!);
  await insert(client, 'applicant', [
    ...base(size),
    ['id', 'uuid', applicants],
    ['display_name', 'bytea', ciphertexts],
    ['plain_name', 'text', names],
    ['birth_date_estimated', 'boolean', repeated(size, false)],
    ['birth_year', 'integer', made(size, () => 1940 + random(80))],
    ['gender', 'text', made(size, () => ['FEMALE', 'MALE'][random(2)])],
    ['team_id', 'uuid', teamOf],
    ['location_disclosure', 'text', repeated(size, 'COUNTRY')],
    ['country', 'text', repeated(size, 'LT')],
  ]);
  const cases = made(size, newId);
  const opened = (): Date => new Date(Date.UTC(2024, 0, 1) + random(90_000_000) * 1_000);
  await insert(client, 'case', [
    ...base(size, opened),
    ['id', 'uuid', cases],
    ['number', 'text', made(size, (row) => `2026-${String(row).padStart(6, '0')}-X`)],
    ['applicant_id', 'uuid', applicants],
    ['for_household', 'boolean', repeated(size, false)],
    ['programme', 'text', repeated(size, 'Humanitarian visas')],
    ['status', 'text', made(size, () => STATUSES[random(6)])],
    ['priority', 'text', made(size, () => ['LOW', 'NORMAL', 'HIGH', 'URGENT'][random(4)])],
    ['risk_level', 'text', made(size, () => ['NONE', 'LOW', 'MEDIUM', 'HIGH'][random(4)])],
    ['team_id', 'uuid', teamOf],
    ['assignee_id', 'uuid', made(size, () => users[random(SIZES.caseworkers)])],
    ['opened_at', 'timestamptz', made(size, opened)],
    ['due_on', 'date', repeated(size, '2027-01-31')],
  ]);
  const children = (per: number): string[] => cases.flatMap((id) => repeated(per, id));
  const ofDocuments = children(SIZES.documentsPerCase);
  await insert(client, 'bench_document', [
    ...base(ofDocuments.length),
    ['id', 'uuid', made(ofDocuments.length, newId)],
    ['case_id', 'uuid', ofDocuments],
    ['title', 'text', made(ofDocuments.length, (row) => `Certificate of registration ${row}`)],
    ['kind', 'text', repeated(ofDocuments.length, 'RESIDENCE_PERMIT')],
    ['status', 'text', repeated(ofDocuments.length, 'AVAILABLE')],
    ['expires_on', 'date', repeated(ofDocuments.length, '2027-06-30')],
  ]);
  const ofReferrals = children(SIZES.referralsPerCase);
  await insert(client, 'bench_referral', [
    ...base(ofReferrals.length),
    ['id', 'uuid', made(ofReferrals.length, newId)],
    ['case_id', 'uuid', ofReferrals],
    ['sector', 'text', repeated(ofReferrals.length, 'LEGAL_ADVICE')],
    ['status', 'text', repeated(ofReferrals.length, 'SENT')],
    ['provider', 'text', repeated(ofReferrals.length, 'Legal clinic of the city')],
    ['sent_at', 'timestamptz', repeated(ofReferrals.length, new Date('2026-10-01T08:00:00Z'))],
  ]);
}

export interface Signed {
  organizationId: string;
  token: string;
  /** Ids of cases that this user may read. */
  cases: string[];
}

/** Access tokens of users of a role, one an organisation, with some cases within their reach. */
export async function signed(server: string, role: 'caseworker' | 'supervisor'): Promise<Signed[]> {
  const { admin, app, keyring } = await urls(server);
  const settings = Settings.from({ DATABASE_URL: app, KEYRING_URL: keyring, ROOT_KEY_FILE, FILES_FOLDER });
  const tokens = new AccessTokens(await rootKey(), settings);
  return connected(admin, async (client) => {
    const { rows } = await client.query<{ org: string; usr: string; ses: string; cases: string[] }>(
      `select distinct on (m.organization_id) m.organization_id as org, m.user_id as usr, s.id as ses,
         (select array_agg(id) from (select id from "case" c where c.organization_id = m.organization_id and (m.team_id is null or c.team_id = m.team_id) limit 200) c) as cases
       from membership m join session s on s.organization_id = m.organization_id and s.user_id = m.user_id
       where m.role = $1 order by m.organization_id, m.id`,
      [role],
    );
    const results: Signed[] = [];
    for (const { org, usr, ses, cases } of rows) {
      const { token } = await tokens.issue(org, usr, ses);
      results.push({ organizationId: org, token, cases });
    }
    return results;
  });
}
