// What must hold of keyring.
import { randomBytes, randomUUID } from 'node:crypto';
import { Client, Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Place } from './key-request.js';
import { SubjectKeyError } from './key-request.js';
import { Keyring } from './keyring.js';
import { RootKey, RootKeyError } from './root-key.js';

const server = process.env['HAVEN_TEST_SERVER'];
const database = `keyring_${randomBytes(6).toString('hex')}`;
const rootKey = () => RootKey.load({ load: async () => randomBytes(32) });
const place = (subjectId: string): Place => ({ table: 'applicant', column: 'family_name', rowId: 'r1', subjectId });

let pool: Pool;
let root: RootKey;
let keyring: Keyring;
let organization: string;
let statements: string[];

async function asSuperuser(statement: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

/** What the pool sends, so that a test can count it. */
function listened(to: Pool): Pool {
  to.on('connect', (client) => {
    const send = client.query.bind(client) as (...args: unknown[]) => unknown;
    client.query = ((...args: unknown[]) => {
      statements.push(String(args[0]));
      return send(...args);
    }) as typeof client.query;
  });
  return to;
}

beforeAll(async () => {
  if (!server) throw new Error('HAVEN_TEST_SERVER must name a Postgres server, as the test run does.');
  statements = [];
  await asSuperuser(`create database ${database}`);
  const address = new URL(server);
  address.pathname = database;
  pool = listened(new Pool({ connectionString: address.href, max: 6 }));
  root = await rootKey();
});

afterAll(async () => {
  await pool?.end();
  if (server) await asSuperuser(`drop database if exists ${database}`);
});

beforeEach(async () => {
  keyring = new Keyring(pool, root);
  await keyring.migrate();
  organization = randomUUID();
  await keyring.createOrganization(organization);
  statements.length = 0;
});

async function subject(): Promise<string> {
  const id = randomUUID();
  await keyring.createSubjects(organization, [id]);
  return id;
}

describe('the tables', () => {
  it('are made once, by however many processes start at the same time', async () => {
    for (let round = 0; round < 5; round++) {
      await pool.query('drop table organization_key, subject_key, erasure');
      await Promise.all(Array.from({ length: 6 }, () => new Keyring(pool, root).migrate()));
    }
  });

  it('hold no key that opens anything by itself', async () => {
    const id = await subject();
    const bytes = (await keyring.load(organization, [id])).encrypt(place(id), 'secret');
    const stranger = new Keyring(pool, await rootKey());
    await expect(stranger.load(organization, [id])).rejects.toThrow('does not open');
    expect((await keyring.load(organization, [id])).decrypt(place(id), bytes)).toBe('secret');
  });

  it('are not used under another root key', async () => {
    await expect(new Keyring(pool, await rootKey()).migrate()).rejects.toThrow(RootKeyError);
  });
});

describe('an organisation', () => {
  it('keeps its first key when it is created again', async () => {
    const bytes = (await keyring.load(organization, [organization])).encrypt(place(organization), 'staff');
    await keyring.createOrganization(organization);
    const again = await new Keyring(pool, root).load(organization, [organization]);
    expect(again.decrypt(place(organization), bytes)).toBe('staff');
  });

  it('without a key is an error', async () => {
    await expect(keyring.load(randomUUID(), [])).rejects.toThrow('has no key');
  });

  it('writes with a renewed key only when every process knows it, and reads both', async () => {
    const id = await subject();
    const old = (await keyring.load(organization, [id])).encrypt(place(id), 'old');
    expect(await keyring.renewOrganizationKey(organization)).toBe(2);
    expect((await keyring.load(organization, [id])).encrypt(place(id), 'soon').readUInt16BE(1)).toBe(1);

    await pool.query("update organization_key set created_at = created_at - interval '3 minutes'");
    const later = await new Keyring(pool, root).load(organization, [id]);
    const renewed = later.encrypt(place(id), 'new');
    expect(renewed.readUInt16BE(1)).toBe(2);
    expect(later.decrypt(place(id), old)).toBe('old');
    expect((await keyring.load(organization, [id])).decrypt(place(id), renewed)).toBe('new');
  });

  it('cannot read a subject of another one, even if that one has its id', async () => {
    const other = randomUUID();
    const id = await subject();
    const bytes = (await keyring.load(organization, [id])).encrypt(place(id), 'secret');
    await keyring.createOrganization(other);
    expect((await keyring.load(other, [id])).decrypt(place(id), bytes)).toBeNull();
    await keyring.createSubjects(other, [id]);
    const request = await keyring.load(other, [id]);
    expect(() => request.decrypt(place(id), bytes)).toThrow('does not open');
  });
});

describe('subjects', () => {
  it('are created in one statement, and keep their seed when created again', async () => {
    const ids = Array.from({ length: 60 }, () => randomUUID());
    await keyring.createSubjects(organization, ids);
    expect(statements).toHaveLength(1);
    const bytes = (await keyring.load(organization, ids)).encrypt(place(ids[7]!), 'secret');
    await Promise.all(
      [ids, [...ids].reverse(), [ids[7]!, ids[7]!]].map((all) => keyring.createSubjects(organization, all)),
    );
    const again = await new Keyring(pool, root).load(organization, ids);
    expect(again.decrypt(place(ids[7]!), bytes)).toBe('secret');
  });

  it('are loaded in one statement beside the one for the organisation, and then not again', async () => {
    const ids = await Promise.all(Array.from({ length: 50 }, subject));
    statements.length = 0;
    await keyring.load(organization, ids);
    expect(statements).toHaveLength(2);
    await keyring.load(organization, ids);
    expect(statements).toHaveLength(2);
    const more = await subject();
    statements.length = 0;
    const request = await keyring.load(organization, ids.slice(0, 3));
    await keyring.loadMore(request, [...ids, more]);
    expect(statements).toHaveLength(1);
    expect(request.decrypt(place(more), request.encrypt(place(more), 'x'))).toBe('x');
  });

  it('are named by UUIDs in lower case, so that no spelling looks like an erasure', async () => {
    const id = await subject();
    await expect(keyring.load(organization, [id.toUpperCase()])).rejects.toThrow(TypeError);
    await expect(keyring.createSubjects(organization, ["'; drop table erasure"])).rejects.toThrow(TypeError);
  });
});

describe('an erasure', () => {
  it('makes one person read as null at once, and nobody else', async () => {
    const [gone, stays] = [await subject(), await subject()];
    const request = await keyring.load(organization, [gone, stays]);
    const [lost, kept] = [gone, stays].map((id) => request.encrypt(place(id), 'secret'));
    await keyring.erase(organization, gone);
    const after = await keyring.load(organization, [gone, stays]);
    expect(after.decrypt(place(gone), lost!)).toBeNull();
    expect(after.decrypt(place(stays), kept!)).toBe('secret');
    expect(() => after.encrypt(place(gone), 'x')).toThrow(SubjectKeyError);
    const { rows } = await pool.query('select 1 from subject_key where subject_id = $1', [gone]);
    expect(rows).toEqual([]);
  });

  it('is not undone by a load that was under way', async () => {
    const id = await subject();
    await Promise.all([
      ...Array.from({ length: 8 }, () => keyring.load(organization, [id])),
      keyring.erase(organization, id),
    ]);
    const after = await keyring.load(organization, [id]);
    expect(() => after.encrypt(place(id), 'x')).toThrow(SubjectKeyError);
  });

  it('is for good: the person gets no new key, and a second erasure changes nothing', async () => {
    const id = await subject();
    await keyring.erase(organization, id);
    await keyring.createSubjects(organization, [id]);
    await keyring.erase(organization, id);
    const { rows } = await pool.query('select 1 from subject_key where subject_id = $1', [id]);
    expect(rows).toEqual([]);
    expect((await keyring.replayErasures()).filter((entry) => entry.subjectId === id)).toHaveLength(1);
  });

  it('rules over a restored backup, before the replay and after it', async () => {
    const id = await subject();
    const bytes = (await keyring.load(organization, [id])).encrypt(place(id), 'secret');
    const { rows: backup } = await pool.query('select * from subject_key where subject_id = $1', [id]);
    await keyring.erase(organization, id);
    await pool.query('insert into subject_key values ($1, $2, $3)', [organization, id, backup[0].seed]);

    const restored = new Keyring(pool, root);
    expect((await restored.load(organization, [id])).decrypt(place(id), bytes)).toBeNull();
    const ledger = await restored.replayErasures();
    expect(ledger).toContainEqual({ organizationId: organization, subjectId: id, erasedAt: expect.any(Date) });
    expect((await pool.query('select 1 from subject_key where subject_id = $1', [id])).rows).toEqual([]);
  });
});
