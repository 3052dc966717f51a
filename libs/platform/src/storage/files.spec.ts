// What must hold of files: they open for whom they were written, as they were written, and for nobody once the person is erased.
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyringUrl, rootKey } from '../../../../test/stage/servers.js';
import { CiphertextError } from '../crypto/cipher.js';
import { SubjectKeyError } from '../crypto/key-request.js';
import { Keyring } from '../crypto/keyring.js';
import { DiskStore } from './disk-store.js';
import { Files, type StoredFile } from './files.js';
import { FileDamaged, FileMissing, pathOf } from './object-store.js';

const folder = mkdtempSync(join(tmpdir(), 'haven-kept-'));
const organizationId = randomUUID();
const pool = new Pool({ connectionString: keyringUrl(), max: 2 });
let keyring: Keyring;
let files: Files;

beforeAll(async () => {
  keyring = new Keyring(pool, await rootKey());
  await keyring.createOrganization(organizationId);
  files = new Files(await DiskStore.open(folder), keyring);
});

afterAll(async () => {
  files.close();
  await pool.end();
  rmSync(folder, { recursive: true });
});

const subject = async (): Promise<string> => {
  const id = randomUUID();
  await keyring.createSubjects(organizationId, [id]);
  return id;
};

const write = async (content: Buffer, subjectId: string): Promise<StoredFile> => ({
  ...(await files.write(organizationId, subjectId, Readable.from([content], { objectMode: false }))),
  organizationId,
  subjectId,
});

async function read(file: StoredFile, range?: { start: number; end: number }): Promise<Buffer | null> {
  const stream = await files.read(file, range);
  return stream && Buffer.concat(await stream.toArray());
}

const pathIn = ({ object }: StoredFile): string => join(folder, pathOf(object));

describe('a file', () => {
  it.each([0, 1, 16_384, 300_000])('of %i bytes comes back as it was, whole and in part', async (size) => {
    const content = randomBytes(size);
    const file = await write(content, await subject());
    expect(file.bytes).toBe(size);
    expect((await read(file))!.equals(content)).toBe(true);
    const range = { start: Math.floor(size / 3), end: size };
    if (size > 0) expect((await read(file, range))!.equals(content.subarray(range.start))).toBe(true);
  });

  it('shows nothing of itself in the store', async () => {
    const file = await write(Buffer.alloc(50_000, 'Petrova'), await subject());
    const stored = readFileSync(pathIn(file));
    expect(stored.includes('Petrova')).toBe(false);
    expect(readdirSync(folder, { recursive: true }).some((name) => String(name).includes('Petrova'))).toBe(false);
  });

  it('may be put together from others, as an upload in parts is', async () => {
    const subjectId = await subject();
    const content = randomBytes(100_000);
    const parts = await Promise.all(
      [0, 1, 2].map((part) => write(content.subarray(part * 40_000, (part + 1) * 40_000), subjectId)),
    );
    async function* together(): AsyncGenerator<Buffer, void> {
      for (const part of parts) yield* (await files.read(part))!;
    }
    const whole = await files.write(organizationId, subjectId, together());
    expect((await read({ ...whole, organizationId, subjectId }))!.equals(content)).toBe(true);
  });

  it('is gone once it is removed', async () => {
    const file = await write(randomBytes(100), await subject());
    await files.remove(file.object);
    await files.remove(file.object);
    await expect(files.read(file)).rejects.toThrow(FileMissing);
  });

  it('is not begun for a range that does not lie in it', async () => {
    const file = await write(randomBytes(100), await subject());
    for (const [start, end] of [
      [0, 0],
      [0, 101],
      [-1, 5],
      [5, 3],
      [0.5, 2],
      [Number.NaN, 2],
    ] as const)
      await expect(files.read(file, { start, end }), `${start} to ${end}`).rejects.toThrow(RangeError);
  });
});

describe('a file does not open', () => {
  it('for another person, another organisation or with the key of another file', async () => {
    const [mine, yours] = [await subject(), await subject()];
    const other = randomUUID();
    await keyring.createOrganization(other);
    await keyring.createSubjects(other, [mine]);
    const [file, another] = [await write(randomBytes(100), mine), await write(randomBytes(100), mine)];
    await expect(files.read({ ...file, subjectId: yours })).rejects.toThrow(CiphertextError);
    await expect(files.read({ ...file, organizationId: other })).rejects.toThrow(CiphertextError);
    await expect(files.read({ ...file, wrappedKey: another.wrappedKey })).rejects.toThrow(CiphertextError);
    await expect(files.read({ ...file, object: another.object })).rejects.toThrow(CiphertextError);
  });

  it('when another lies in its place, or it was altered, cut or lengthened: before the first byte where that shows there', async () => {
    const subjectId = await subject();
    const [file, another] = [await write(randomBytes(100), subjectId), await write(randomBytes(100), subjectId)];
    const good = readFileSync(pathIn(file));
    cpSync(pathIn(another), pathIn(file));
    await expect(files.read(file)).rejects.toThrow(FileDamaged);
    for (const bad of [
      good.subarray(0, 90),
      Buffer.alloc(0),
      Buffer.concat([good.subarray(0, 60), Buffer.alloc(112)]),
    ]) {
      writeFileSync(pathIn(file), bad);
      await expect(files.read(file)).rejects.toThrow(FileDamaged);
    }
    writeFileSync(pathIn(file), Buffer.concat([good, Buffer.of(0)]));
    await expect(read(file)).rejects.toThrow(FileDamaged);
    writeFileSync(pathIn(file), good);
    expect(await read(file)).toHaveLength(100);
  });

  it('to its end when that was altered: the stream fails, and does not merely stop', async () => {
    const file = await write(randomBytes(100_000), await subject());
    const bytes = readFileSync(pathIn(file));
    bytes[bytes.length - 1]! ^= 1;
    writeFileSync(pathIn(file), bytes);
    await expect(read(file)).rejects.toThrow(FileDamaged);
  });
});

describe('once a person is erased', () => {
  it('none of their files is read or written, and those of others are', async () => {
    const [gone, stays] = [await subject(), await subject()];
    const [lost, kept] = [await write(randomBytes(100), gone), await write(randomBytes(100), stays)];
    await keyring.erase(organizationId, gone);
    expect(await files.read(lost)).toBeNull();
    expect(await read(kept)).toHaveLength(100);
    let touched = false;
    async function* source(): AsyncGenerator<Buffer, void> {
      touched = true;
      yield randomBytes(5);
    }
    await expect(files.write(organizationId, gone, source())).rejects.toThrow(SubjectKeyError);
    expect(touched).toBe(false);
  });
});

/** Files of the store that this process has open. */
const opened = (): string[] =>
  readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${fd}`);
      return path.startsWith(folder) ? [path] : [];
    } catch {
      return []; // the one that reads the list
    }
  });

describe('a stream', () => {
  it('that is destroyed before anything was read, or in the middle, or was read to its end, holds nothing open', async () => {
    const file = await write(randomBytes(3_000_000), await subject());
    for (let reader = 0; reader < 30; reader++) {
      const stream = (await files.read(file))!;
      if (reader % 3 === 1) stream.read();
      if (reader % 3 === 2) await stream.toArray();
      stream.destroy();
      if (!stream.closed) await once(stream, 'close');
    }
    expect(opened()).toEqual([]);
  });

  it('that its reader leaves is no fault of the store', async () => {
    const file = await write(randomBytes(1_000_000), await subject());
    const stream = (await files.read(file))!;
    const left = new Error('The reader has left.');
    const reading = pipeline(stream, async function (pieces: AsyncIterable<Buffer>) {
      for await (const piece of pieces) if (piece.length > 0) throw left;
    });
    await expect(reading).rejects.toBe(left);
    expect(stream.destroyed).toBe(true);
  });
});
