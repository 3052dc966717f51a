// The walls: without an organisation the app's own login sees nothing and writes nothing, also on a connection that an error left behind.
import { newId } from '@haven/kernel';
import { stranger } from '@haven/identity';
import { Database, unitOfWork, withLogin, type Login } from '@haven/platform';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stage, type Stage } from '../stage/stage.js';
import { rootKey } from '../stage/servers.js';
import { asker, type Ask } from './asker.js';
import { TENANT_TABLES } from './table-rules.js';

const LOGINS: readonly Login[] = ['haven_app', 'haven_worker', 'haven_reporting'];
const ENTER = `set local app.organization_id = '%'`;

let scene: Stage;
let admin: Ask;
let tables: string[];
const open: (() => Promise<void>)[] = [];

async function as(url: string): Promise<Ask> {
  const { ask, end } = await asker(url);
  open.push(end);
  return ask;
}

beforeAll(async () => {
  scene = await stage({ DATABASE_POOL: '1' });
  await scene.make.case();
  await scene.make.case({}, await scene.make.organization());
  admin = await as(scene.adminUrl);
  tables = (await admin(`${TENANT_TABLES} select quote_ident(name) as name from t order by name`)).map(({ name }) =>
    String(name),
  );
});
afterAll(async () => {
  for (const end of open) await end();
});

const counts = async (ask: Ask): Promise<Record<string, unknown>> => {
  const sql = tables
    .map((table) => `select '${table}' as name, count(*)::int as rows from ${table}`)
    .join(' union all ');
  const found = (await ask(sql)).filter(({ rows }) => rows !== 0).map(({ name, rows }) => [name, rows]);
  return Object.fromEntries(found) as Record<string, unknown>;
};

/** Why each table refuses a row of an organisation; tables that take it answer 'taken'. */
async function refusals(ask: Ask, organizationId: string, entered?: string): Promise<Record<string, string>> {
  const reasons: Record<string, string> = {};
  for (const table of tables) {
    await ask('begin');
    if (entered) await ask(ENTER.replace('%', entered));
    const reason = await ask(`insert into ${table} (organization_id) values ($1)`, [organizationId]).then(
      () => 'taken',
      (error: Error & { code: string }) => (error.code === '42501' ? 'refused' : error.message),
    );
    reasons[table] = reason;
    await ask('rollback');
  }
  return reasons;
}

const allRefused = (): Record<string, string> => Object.fromEntries(tables.map((table) => [table, 'refused']));

describe.each(LOGINS)('%s', (login) => {
  let ask: Ask;
  beforeAll(async () => {
    ask = await as(withLogin(scene.adminUrl, login, await rootKey()));
  });

  it('B265, B266: sees no row of any table without an organisation, though there are rows', async () => {
    expect(Object.keys(await counts(admin))).toEqual(expect.arrayContaining(['applicant', 'audit_event', '"case"']));
    expect(await counts(ask)).toEqual({});
  });

  it('B265: sees none after a transaction with one, when the setting is empty and no longer absent', async () => {
    await ask('begin');
    await ask(ENTER.replace('%', scene.make.home));
    expect(Object.keys(await counts(ask))).toContain('applicant');
    await ask('commit');
    expect(await ask(`select current_setting('app.organization_id', true) as left_over`)).toEqual([{ left_over: '' }]);
    expect(await counts(ask)).toEqual({});
  });

  it('writes no row without an organisation', async () => {
    expect(await refusals(ask, scene.make.home)).toEqual(allRefused());
  });

  it('writes no row of another organisation', async () => {
    expect(await refusals(ask, newId(), scene.make.home)).toEqual(allRefused());
  });

  it('moves no row into another organisation', async () => {
    await ask('begin');
    await ask(ENTER.replace('%', scene.make.home));
    await expect(ask('update applicant set organization_id = $1', [newId()])).rejects.toMatchObject({ code: '42501' });
    await ask('rollback');
  });
});

describe('the next operation has no organisation left over', () => {
  const deeds: [string, (database: Database, organizationId: string) => Promise<unknown>][] = [
    ['a statement that failed', (database, id) => within(database, id, () => unitOfWork().run('select 1 / 0'))],
    [
      'an error between entry and commit',
      (database, id) =>
        within(database, id, async () => {
          await unitOfWork().run('select 1');
          throw new Error('on the way');
        }),
    ],
    [
      'an operation of one statement that failed',
      (database, id) => database.once(stranger(id, id), { readOnly: true }, 'select 1 / 0', []),
    ],
    [
      'a statement that Postgres cut short',
      (database, id) =>
        within(database, id, async () => {
          await unitOfWork().run('set local statement_timeout = 20');
          await unitOfWork().run('select pg_sleep(5)');
        }),
    ],
    [
      'a connection that was lost',
      (database, id) => within(database, id, () => unitOfWork().run('select pg_terminate_backend(pg_backend_pid())')),
    ],
    ['an operation that went well', (database, id) => within(database, id, () => unitOfWork().run('select 1'))],
  ];
  const within = (database: Database, id: string, deed: () => Promise<unknown>): Promise<unknown> =>
    database.within(stranger(id, id), { readOnly: false }, deed);

  it.each(deeds)('B264: after %s', async (_what, deed) => {
    const database = scene.app.get(Database);
    await deed(database, scene.make.home).catch(() => undefined);
    const { rows } = await database.outside(
      `select nullif(current_setting('app.organization_id', true), ''), (select count(*) from applicant),
        current_setting('transaction_read_only')`,
    );
    expect(rows).toEqual([[null, '0', 'off']]);
  });
});
