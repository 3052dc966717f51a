// What must hold of root key.
import { createSecretKey, randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CiphertextError } from './cipher.js';
import { RootKey, RootKeyError, RootKeyFile } from './root-key.js';

const of = (bytes: Buffer) => RootKey.load({ load: async () => bytes });

describe('the root key file', () => {
  let folder: string;
  let path: string;
  let count = 0;
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'root-key-'))));
  beforeEach(() => void (path = join(folder, `${count++}`, 'root.key')));
  afterAll(() => rm(folder, { recursive: true }));

  it('is made on first start, for its owner alone, and stays', async () => {
    const key = await new RootKeyFile(path).load();
    expect(key).toHaveLength(32);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readFile(path, 'utf8')).toBe(key.toString('base64url') + '\n');
    expect(await new RootKeyFile(path).load()).toEqual(key);
  });

  it('is one, when several processes start for the first time at once', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => new RootKeyFile(path).load()));
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
  });

  it('is refused while others can read it; a group may, as with mounted secrets', async () => {
    await new RootKeyFile(path).load();
    await chmod(path, 0o644);
    await expect(new RootKeyFile(path).load()).rejects.toThrow(RootKeyError);
    await chmod(path, 0o440);
    await expect(new RootKeyFile(path).load()).resolves.toHaveLength(32);
  });

  it.each(['AAAA', 'A'.repeat(44), `${'A'.repeat(42)}B`, `${'A'.repeat(20)} ${'A'.repeat(23)}`, ''])(
    'is refused when it holds %j, which the message does not repeat',
    async (content) => {
      await new RootKeyFile(path).load();
      await writeFile(path, content);
      const error = await new RootKeyFile(path).load().catch((thrown: Error) => thrown);
      expect(error).toBeInstanceOf(RootKeyError);
      if (content) expect(String(error)).not.toContain(content);
    },
  );
});

describe('the root key', () => {
  it('has 32 bytes', async () => {
    await expect(of(randomBytes(31))).rejects.toThrow(RootKeyError);
  });

  it('derives the same for the same purpose, and something else for every other', async () => {
    const [one, same, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 1), Buffer.alloc(32, 2)].map(of);
    const secret = (await one!).derive('cursor seal');
    expect(secret).toHaveLength(32);
    expect((await same!).derive('cursor seal')).toEqual(secret);
    expect((await one!).derive('token signing')).not.toEqual(secret);
    expect((await other!).derive('cursor seal')).not.toEqual(secret);
  });

  it('derives the same from release to release', async () => {
    const root = await of(Buffer.alloc(32, 1));
    expect(root.derive('cursor seal').toString('hex')).toBe(
      '5bc8af57531bc2666257cdee067e2c9626ce754f63e5b14bb60de17b89ad1256',
    );
  });

  it('unwraps a key for its own organisation and version only', async () => {
    const root = await of(randomBytes(32));
    const key = randomBytes(32);
    const wrapped = root.wrap('a', 1, key);
    expect(root.unwrap('a', 1, wrapped).equals(createSecretKey(key))).toBe(true);
    expect(() => root.unwrap('b', 1, wrapped)).toThrow(CiphertextError);
    expect(() => root.unwrap('a', 2, wrapped)).toThrow(CiphertextError);
    expect(() => root.unwrap('a', 1, wrapped.subarray(1))).toThrow(CiphertextError);
    expect(() => root.unwrap('a', 1, Buffer.alloc(0))).toThrow(CiphertextError);
    for (let bit = 0; bit < wrapped.length * 8; bit++) {
      const flipped = Buffer.from(wrapped);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => root.unwrap('a', 1, flipped)).toThrow(CiphertextError);
    }
    const another = await of(randomBytes(32));
    expect(() => another.unwrap('a', 1, wrapped)).toThrow(CiphertextError);
  });

  it('does not show when printed, logged or sent', async () => {
    const bytes = Buffer.alloc(32, 0x41);
    const root = await of(bytes);
    const shown = inspect(root, { depth: 9, showHidden: true }) + JSON.stringify(root) + String(root);
    for (const form of [bytes.toString(), bytes.toString('hex'), bytes.toString('base64url'), '41 41', '65,65']) {
      expect(shown).not.toContain(form);
    }
  });
});
