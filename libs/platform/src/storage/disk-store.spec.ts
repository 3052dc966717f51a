// What must hold of the disk store: closed to others, and honest when the disk is full or taken away.
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, lstatSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@haven/kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiskStore } from './disk-store.js';
import { FileMissing, pathOf, StoreFull, StoreUnavailable } from './object-store.js';

const AS_ROOT = process.getuid?.() === 0;
const NOBODY = 65_534;
const MEBIBYTE = 1024 ** 2;

let folder: string;
let store: DiskStore;

beforeEach(async () => {
  folder = join(mkdtempSync(join(tmpdir(), 'haven-disk-')), 'files');
  store = await DiskStore.open(folder);
});

afterEach(() => {
  rmSync(join(folder, '..'), { recursive: true, force: true });
});

async function* bytes(size: number, pieces = 1): AsyncGenerator<Buffer[], void> {
  for (let piece = 0; piece < pieces; piece++) yield [randomBytes(size)];
}

async function read(name: string): Promise<number> {
  let size = 0;
  for await (const piece of store.get(name)) size += piece.length;
  return size;
}

const incoming = (): string[] => readdirSync(join(folder, 'incoming'));
const modeOf = (path: string): string => (lstatSync(join(folder, path)).mode & 0o777).toString(8);

describe('the folder', () => {
  it('is closed to others, and so is all that lies in it', async () => {
    const name = newId();
    await store.put(name, bytes(10));
    expect([modeOf(''), modeOf('incoming'), modeOf(pathOf(name).slice(0, 2)), modeOf(pathOf(name))]).toEqual([
      '700',
      '700',
      '700',
      '600',
    ]);
  });

  it('that was left open to others is closed', async () => {
    chmodSync(folder, 0o755);
    await DiskStore.open(folder);
    expect(modeOf('')).toBe('700');
  });

  it('that cannot be made stops the start, in words', async () => {
    const opening = DiskStore.open('/proc/haven/files');
    await expect(opening).rejects.toThrow(StoreUnavailable);
    await expect(opening).rejects.toThrow('/proc/haven/files');
  });
});

describe('a disk', () => {
  it('that is taken away is unavailable, and its files are not called missing', async () => {
    const name = newId();
    await store.put(name, bytes(10));
    renameSync(folder, `${folder}-gone`);
    await expect(store.ping()).rejects.toThrow(StoreUnavailable);
    await expect(read(name)).rejects.toThrow(StoreUnavailable);
    await expect(store.size(name)).rejects.toThrow(StoreUnavailable);
    await expect(store.put(newId(), bytes(10))).rejects.toThrow(StoreUnavailable);
    // Whoever took it for removed would forget where it lies.
    await expect(store.remove(name)).rejects.toThrow(StoreUnavailable);
    renameSync(`${folder}-gone`, folder);
    expect(await read(name)).toBe(10);
  });

  it('that may no longer be written to is unavailable, and keeps what it has', async () => {
    const name = newId();
    await store.put(name, bytes(10));
    // Root may do everything, so root becomes somebody else for a while.
    chmodSync(join(folder, 'incoming'), 0o500);
    if (AS_ROOT) process.seteuid!(NOBODY);
    try {
      await expect(store.put(newId(), bytes(10))).rejects.toThrow(StoreUnavailable);
    } finally {
      if (AS_ROOT) process.seteuid!(0);
    }
    expect(await read(name)).toBe(10);
  });

  it('that is full says so, keeps nothing of the file, and takes a smaller one', async (context) => {
    const small = mkdtempSync(join(tmpdir(), 'haven-small-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', small], { stdio: 'pipe' });
    } catch {
      rmSync(small, { recursive: true });
      return context.skip('a small disk can be mounted by root only; the next test fills one by another limit');
    }
    try {
      const full = await DiskStore.open(join(small, 'files'));
      const name = newId();
      await expect(full.put(name, bytes(MEBIBYTE, 8))).rejects.toThrow(StoreFull);
      await expect(full.size(name)).rejects.toThrow(FileMissing);
      expect(readdirSync(join(small, 'files', 'incoming'))).toEqual([]);
      await full.put(name, bytes(MEBIBYTE, 2));
      expect(await full.size(name)).toBe(2 * MEBIBYTE);
    } finally {
      execFileSync('umount', [small]);
      rmSync(small, { recursive: true });
    }
  });

  it('that has no room for a file of this size says so', async () => {
    const script = `
      const { DiskStore } = await import('./libs/platform/src/storage/disk-store.ts');
      const store = await DiskStore.open(process.argv[1]);
      async function* bytes() { for (let i = 0; i < 8; i++) yield [Buffer.alloc(1024 ** 2)]; }
      const error = await store.put(process.argv[2], bytes()).catch((error) => error);
      console.log(error.name, error.cause.code);`;
    // 2,048 blocks of 512 or 1,024 bytes; without the trap, the limit would kill the process and not tell it.
    const limited = `trap '' XFSZ; ulimit -f 2048; exec "$0" "$@"`;
    const node = [process.execPath, '--import', './test/stage/run-typescript.mjs', '--input-type=module', '-e', script];
    const child = spawn('sh', ['-c', limited, ...node, folder, newId()], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (chunk) => (said += String(chunk)));
    await once(child, 'close');
    expect(said.trim()).toBe('StoreFull EFBIG');
    expect(incoming()).toEqual([]);
  });
});

describe('a writer', () => {
  it('that is killed leaves nothing that anybody sees, and its half goes with the object', async () => {
    const name = newId();
    const script = `
      const { DiskStore } = await import('./libs/platform/src/storage/disk-store.ts');
      const store = await DiskStore.open(process.argv[1]);
      async function* bytes() {
        yield [Buffer.alloc(1024 ** 2)];
        console.log('midway');
        await new Promise((resolve) => setTimeout(resolve, 60_000));
      }
      await store.put(process.argv[2], bytes());`;
    const node = ['--import', './test/stage/run-typescript.mjs', '--input-type=module', '-e', script, folder, name];
    const child = spawn(process.execPath, node, { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    const half = join(folder, 'incoming', name);
    await expect.poll(() => existsSync(half) && statSync(half).size, { timeout: 10_000 }).toBe(MEBIBYTE);
    child.kill('SIGKILL');
    await once(child, 'close');
    await expect(store.size(name)).rejects.toThrow(FileMissing);
    expect(existsSync(join(folder, pathOf(name)))).toBe(false);
    expect(incoming()).toEqual([name]);
    await store.remove(name);
    expect(incoming()).toEqual([]);
  });

  it('whose object is removed meanwhile fails, and leaves nothing', async () => {
    const name = newId();
    async function* removing(): AsyncGenerator<Buffer[], void> {
      yield* bytes(MEBIBYTE, 2);
      await store.remove(name);
    }
    await expect(store.put(name, removing())).rejects.toThrow(StoreUnavailable);
    await expect(store.size(name)).rejects.toThrow(FileMissing);
    expect(incoming()).toEqual([]);
  });
});
