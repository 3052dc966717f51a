// Canaries: texts that nobody may see outside are put everywhere they can be put, and looked for in everything that is kept or said.
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { connected, records } from '@haven/platform';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBuilt, type BuiltApp } from '../house/built-app.js';
import { givenAway } from '../house/disguises.js';
import { dump, filesOf } from '../stage/kept.js';
import { everything, HIDDEN, papers, plantIn } from './canary-deeds.js';
import { startScanner } from '../stage/scanner.js';
import { keyringUrl } from '../stage/servers.js';
import { stage, type Stage } from '../stage/stage.js';

/** What the control plants in the clear, to prove that the search finds. */
const PLANTED = 'Ungeheuerlichst';

let scene: Stage;
let api: BuiltApp;
let worker: BuiltApp;
beforeAll(async () => {
  scene = await stage();
  const { address } = await startScanner();
  const settings = { LOG_LEVEL: 'debug', FILES_FOLDER: scene.filesFolder, CLAMD: address };
  api = await startBuilt(scene.adminUrl, settings);
  plantIn(scene, api);
  await everything();
  worker = await startBuilt(scene.adminUrl, settings, 'worker');
  await papers(await scene.as('caseworker'), await scene.as('caseworker'));
});
afterAll(async () => {
  await api?.stop();
  await worker?.stop();
});

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

  it('stands in no file that was sent to us', async () => {
    const names = (await readdir(scene.filesFolder, { recursive: true, withFileTypes: true })).filter((each) =>
      each.isFile(),
    );
    expect(names.length).toBeGreaterThan(0);
    for (const { parentPath, name } of names) {
      const bytes = readFileSync(join(parentPath, name));
      expect(HIDDEN.filter((canary) => bytes.includes(canary))).toEqual([]);
    }
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
