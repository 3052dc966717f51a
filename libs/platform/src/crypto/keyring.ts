// The keyring: makes, hands out and destroys the keys of organisations and of the people they look after.
import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Pool } from 'pg';
import { CiphertextError, KEY_BYTES } from './cipher.js';
import { KeyRequest, subjectOf, type OrganizationKey, type Subject } from './key-request.js';
import * as sql from './keyring.schema.js';
import { RootKeyError, type RootKey } from './root-key.js';

/** One entry of the ledger of erasures. */
export interface Erasure {
  organizationId: string;
  subjectId: string;
  erasedAt: Date;
}

interface WrappedKey {
  version: number;
  wrapped: Buffer;
  settled: boolean;
}

type Subjects = ReadonlyMap<string, Subject>;

interface Organization {
  keys: readonly OrganizationKey[];
  /** Version that encrypts. */
  writing: number;
}

/** A minute at most, with the second that the clock of the cache may be behind. */
const CACHED_FOR_MS = 59_000;
const CACHED_SUBJECTS = 50_000;
const CACHED_ORGANIZATIONS = 10_000;
const START_TRIES = 5;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Works on its own database. Keys of organisations and people stay in memory for a minute: the root key, which opens
 * all of them, is there the whole time.
 *
 * Ids are UUIDs in lower case, as the app makes them; others throw a TypeError, because Postgres would answer to
 * another spelling and the subject would look erased.
 */
export class Keyring {
  readonly #subjects = new LRUCache<string, Subject>({
    max: CACHED_SUBJECTS,
    ttl: CACHED_FOR_MS,
    ttlResolution: 1_000,
  });
  readonly #organizations = new LRUCache<string, Organization>({
    max: CACHED_ORGANIZATIONS,
    ttl: CACHED_FOR_MS,
    ttlResolution: 1_000,
  });
  /** What is being read right now. */
  readonly #reading = new Map<string, Promise<Subjects>>();
  #erasures = 0;

  constructor(
    private readonly pool: Pool,
    private readonly rootKey: RootKey,
  ) {}

  /** Whether the keyring's database answers. @throws when it does not */
  async ping(): Promise<void> {
    await this.pool.query('select 1');
  }

  /**
   * Makes the tables that are missing; several processes may do so at once. Then tries the root key on a key that
   * is already there.
   *
   * @throws RootKeyError when this keyring was made under another root key.
   */
  async migrate(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.pool.query(sql.keyringSchema);
        break;
      } catch (error) {
        if (attempt === START_TRIES || !sql.CREATED_MEANWHILE.has((error as { code?: unknown }).code)) throw error;
      }
    }
    const { rows } = await this.pool.query<{ organization_id: string; version: number; wrapped: Buffer }>(
      'select organization_id, version, wrapped from organization_key limit 1',
    );
    try {
      for (const row of rows) this.rootKey.unwrap(row.organization_id, row.version, row.wrapped);
    } catch (error) {
      if (!(error instanceof CiphertextError)) throw error;
      throw new RootKeyError('The keyring was made under another root key. Put the right root key file in its place.');
    }
  }

  /** Gives an organisation its first key, and a seed of its own for what is about its staff. Twice does no harm. */
  async createOrganization(organizationId: string): Promise<void> {
    mustBeIds([organizationId]);
    const wrapped = this.rootKey.wrap(organizationId, 1, randomBytes(KEY_BYTES));
    await this.pool.query(`${sql.INSERT_ORGANIZATION_KEY} on conflict do nothing`, [organizationId, 1, wrapped]);
    await this.createSubjects(organizationId, [organizationId]);
  }

  /**
   * Adds a version to an organisation's key. It encrypts once it is two minutes old, when every process has heard of
   * it; older versions still decrypt, and search tokens stay as they are.
   *
   * @returns the new version.
   * @throws Error when the organisation has no key, or two callers renewed it in the same moment (SQLSTATE 23505).
   */
  async renewOrganizationKey(organizationId: string): Promise<number> {
    const version = Math.max(...(await this.#readWrapped(organizationId)).map((key) => key.version)) + 1;
    const wrapped = this.rootKey.wrap(organizationId, version, randomBytes(KEY_BYTES));
    await this.pool.query(sql.INSERT_ORGANIZATION_KEY, [organizationId, version, wrapped]);
    this.#organizations.delete(organizationId);
    return version;
  }

  /**
   * Gives seeds to the subjects that have none, in one statement. To be called before the row that they are for is
   * committed in the data's database: a seed without a row is harmless, a row without a seed cannot be read. Subjects
   * that were erased get none.
   */
  async createSubjects(organizationId: string, subjectIds: readonly string[]): Promise<void> {
    mustBeIds([organizationId]);
    mustBeIds(subjectIds);
    if (subjectIds.length === 0) return;
    const ids = [...subjectIds].sort(); // two callers lock the same rows in the same order
    const seeds = ids.map(() => randomBytes(KEY_BYTES));
    await this.pool.query(sql.INSERT_SEEDS, [organizationId, ids, seeds]);
  }

  /**
   * Destroys a subject's seed and writes the erasure into the ledger, in one statement; cannot be undone. From now on
   * the subject reads as null here; processes that held the key forget it within 60 seconds.
   */
  async erase(organizationId: string, subjectId: string): Promise<void> {
    mustBeIds([organizationId, subjectId]);
    await this.pool.query(sql.ERASE_SUBJECT, [organizationId, subjectId]);
    this.#erasures++;
    this.#reading.clear(); // whoever asks from now on must not be told what was read before
    this.#subjects.delete(`${organizationId}/${subjectId}`);
  }

  /**
   * Destroys again what the ledger says was destroyed. To be run before a system serves that was restored from a
   * backup, after the newest copy of the ledger was put in place.
   *
   * @returns the whole ledger, oldest first, by which the caller deletes what came back into the data's database.
   */
  async replayErasures(): Promise<Erasure[]> {
    await this.pool.query(sql.REPLAY_ERASURES);
    this.#erasures++;
    this.#reading.clear(); // whoever asks from now on must not be told what was read before
    this.#subjects.clear();
    return (await this.pool.query<Erasure>(sql.SELECT_ERASURES)).rows;
  }

  /**
   * The keys for one request: the organisation's, and those of the subjects named. At most two statements, none when
   * all was asked for within the last minute. Subjects without a seed are admitted as such, and read as null.
   *
   * @throws Error when the organisation has no key.
   * @throws CiphertextError when its key was wrapped by another root key.
   */
  async load(organizationId: string, subjectIds: readonly string[]): Promise<KeyRequest> {
    const { keys, writing } = this.#organizations.get(organizationId) ?? (await this.#readOrganization(organizationId));
    const request = new KeyRequest(organizationId, keys, writing);
    await this.loadMore(request, subjectIds);
    return request;
  }

  /** Loads further subjects into a request that goes on, as nested lists do; those it knows are not asked for again. */
  async loadMore(request: KeyRequest, subjectIds: readonly string[]): Promise<void> {
    mustBeIds(subjectIds);
    const { organizationId } = request;
    const missing: string[] = [];
    const awaited: { id: string; read: Promise<Subjects> }[] = [];
    for (const id of subjectIds) {
      if (request.knows(id)) continue;
      const name = `${organizationId}/${id}`;
      const subject = this.#subjects.get(name);
      const read = this.#reading.get(name);
      if (subject) request.admit(id, subject);
      else if (read) awaited.push({ id, read });
      else missing.push(id);
    }
    if (missing.length > 0) {
      const read = this.#readSubjects(organizationId, missing);
      for (const id of missing) awaited.push({ id, read });
    }
    // All together: one that fails must not leave another without anyone who hears of it.
    const found = await Promise.all(awaited.map(({ read }) => read));
    awaited.forEach(({ id }, index) => request.admit(id, found[index]!.get(id) ?? null));
  }

  async #readOrganization(organizationId: string): Promise<Organization> {
    const wrapped = await this.#readWrapped(organizationId);
    const organization = {
      keys: wrapped.map((each) => ({
        version: each.version,
        key: this.rootKey.unwrap(organizationId, each.version, each.wrapped),
      })),
      writing: Math.max(...wrapped.filter((key) => key.settled).map((key) => key.version)),
    };
    this.#organizations.set(organizationId, organization);
    return organization;
  }

  async #readWrapped(organizationId: string): Promise<WrappedKey[]> {
    mustBeIds([organizationId]);
    const { rows } = await this.pool.query<WrappedKey>(sql.SELECT_ORGANIZATION_KEYS, [organizationId]);
    if (rows.length === 0) throw new Error(`Organisation ${organizationId} has no key.`);
    return rows;
  }

  /** Many who ask for the same person at once, such as a team that has just been told of a case, cost one statement. */
  #readSubjects(organizationId: string, ids: readonly string[]): Promise<Subjects> {
    mustBeIds([organizationId]);
    const read = this.#select(organizationId, ids).finally(() => {
      for (const id of ids)
        if (this.#reading.get(`${organizationId}/${id}`) === read) this.#reading.delete(`${organizationId}/${id}`);
    });
    for (const id of ids) this.#reading.set(`${organizationId}/${id}`, read);
    return read;
  }

  async #select(organizationId: string, ids: readonly string[]): Promise<Subjects> {
    const before = this.#erasures;
    const { rows } = await this.pool.query<{ subject_id: string; seed: Buffer }>(sql.SELECT_SEEDS, [
      organizationId,
      ids,
    ]);
    const subjects = new Map<string, Subject>();
    for (const row of rows) {
      // A copy of its own: pg's buffer is a slice that would keep 8 KB alive for each seed.
      const subject = subjectOf(Buffer.alloc(KEY_BYTES, row.seed));
      subjects.set(row.subject_id, subject);
      // A seed read while somebody was erased here may be the one that was destroyed.
      if (before === this.#erasures) this.#subjects.set(`${organizationId}/${row.subject_id}`, subject);
    }
    return subjects;
  }
}

function mustBeIds(ids: readonly string[]): void {
  for (const id of ids) if (!UUID.test(id)) throw new TypeError('An id in the keyring is a UUID in lower case.');
}
