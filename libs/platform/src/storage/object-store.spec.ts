// What must hold of any object store: tried with a folder and with a bucket alike.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@haven/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBucket } from '../../../../test/stage/bucket.js';
import { DiskStore } from './disk-store.js';
import { FileMissing, pathOf, type ObjectStore } from './object-store.js';
import { S3Store } from './s3-store.js';

interface Place {
  store: ObjectStore;
  /** Where an object's bytes lie, for harming them. */
  fileOf: (path: string) => string;
  /** What lies there of objects that never became whole. */
  halves: () => string[];
  clear: () => void;
}

const places: Record<string, () => Promise<Place>> = {
  folder: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'haven-files-'));
    const clear = (): void => rmSync(folder, { recursive: true });
    const halves = (): string[] => readdirSync(join(folder, 'incoming'));
    return { store: await DiskStore.open(folder), fileOf: (path) => join(folder, path), halves, clear };
  },
  bucket: async () => {
    const { address, fileOf, halves, end } = await startBucket();
    return { store: new S3Store(address), fileOf, halves, clear: end };
  },
};

async function* inPieces(bytes: Buffer, size = 65_536): AsyncGenerator<Buffer[], void> {
  for (let from = 0; from < bytes.length; from += size) yield [bytes.subarray(from, from + size)];
}

async function all(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const found: Buffer[] = [];
  for await (const piece of pieces) found.push(piece);
  return Buffer.concat(found);
}

/** More than one part of an upload. */
const LARGE = 20 * 1024 ** 2;

describe.each(Object.keys(places))('a %s', (kind) => {
  let store: ObjectStore;
  let fileOf: Place['fileOf'];
  let halves: Place['halves'];
  let clear: Place['clear'];

  beforeAll(async () => {
    ({ store, fileOf, halves, clear } = await places[kind]!());
  });
  afterAll(() => {
    store.close();
    clear();
  });

  const stored = async (bytes: Buffer): Promise<string> => {
    const name = newId();
    await store.put(name, inPieces(bytes));
    return name;
  };

  it.each([0, 1, 70_000, LARGE])('gives back %i bytes as they were, and their number', async (size) => {
    const bytes = randomBytes(size);
    const name = await stored(bytes);
    expect((await all(store.get(name))).equals(bytes)).toBe(true);
    expect(await store.size(name)).toBe(size);
  });

  it('takes buffers of any size, and any number of them at a time', async () => {
    const bytes = randomBytes(5_000);
    const name = newId();
    async function* source(): AsyncGenerator<Buffer[], void> {
      yield Array.from({ length: 3_000 }, (_, at) => bytes.subarray(at, at + 1));
      yield [];
      yield [bytes.subarray(0, 0), bytes.subarray(3_000)];
    }
    await store.put(name, source());
    expect((await all(store.get(name))).equals(bytes)).toBe(true);
  });

  it('gives back any range', async () => {
    const bytes = randomBytes(300_000);
    const name = await stored(bytes);
    for (const [start, end] of [
      [0, 2],
      [0, 56],
      [150_000, 290_000],
      [299_999, 300_000],
    ] as const)
      expect((await all(store.get(name, { start, end }))).equals(bytes.subarray(start, end))).toBe(true);
  });

  it('forgets what is removed, and does not mind what is not there', async () => {
    const name = await stored(randomBytes(10));
    await store.remove(name);
    await store.remove(name);
    await expect(all(store.get(name))).rejects.toThrow(FileMissing);
    await expect(store.size(name)).rejects.toThrow(FileMissing);
    expect(existsSync(fileOf(pathOf(name)))).toBe(false);
  });

  it.each([0, 100_000, LARGE])('keeps nothing of a file whose sender fails after %i bytes', async (size) => {
    const name = newId();
    const gone = new Error('The sender has gone.');
    async function* failing(): AsyncGenerator<Buffer[], void> {
      yield* inPieces(randomBytes(size));
      throw gone;
    }
    await expect(store.put(name, failing())).rejects.toBe(gone);
    await expect(store.size(name)).rejects.toThrow(FileMissing);
    expect(existsSync(fileOf(pathOf(name)))).toBe(false);
    expect(halves()).toEqual([]);
  });

  it('shows nothing of a file before all of it has come', async () => {
    const name = newId();
    async function* looking(): AsyncGenerator<Buffer[], void> {
      for await (const piece of inPieces(randomBytes(LARGE), 4 * 1024 ** 2)) {
        await expect(store.size(name)).rejects.toThrow(FileMissing);
        yield piece;
      }
    }
    await store.put(name, looking());
    expect(await store.size(name)).toBe(LARGE);
  });

  it('waits for who reads, and closes when they stop', async () => {
    const name = await stored(randomBytes(LARGE));
    let pieces = 0;
    for await (const piece of store.get(name)) if (piece.length > 0 && ++pieces === 2) break;
    expect(pieces).toBe(2);
    await store.remove(name);
  });

  it('answers shortly, and not for ever, when an object was cut', async () => {
    const name = await stored(randomBytes(1_000));
    truncateSync(fileOf(pathOf(name)), 400);
    const read = all(store.get(name, { start: 300, end: 900 })).then(
      (bytes) => bytes.length,
      () => 0,
    );
    expect(await read).toBeLessThanOrEqual(100);
  });

  it.each(['', '..', '../../etc/passwd', 'x', '/', `${'a'.repeat(36)}`, `../${newId()}`, `${newId()}\0`])(
    'is not led astray by the name %j',
    async (name) => {
      await expect(store.put(name, inPieces(randomBytes(5)))).rejects.toThrow(TypeError);
      await expect(all(store.get(name))).rejects.toThrow(TypeError);
      await expect(store.size(name)).rejects.toThrow(TypeError);
      await expect(store.remove(name)).rejects.toThrow(TypeError);
    },
  );

  it('can be asked whether it is there', async () => {
    await expect(store.ping()).resolves.toBeUndefined();
  });
});
