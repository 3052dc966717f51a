// What must hold of the S3 store when the other side is slow, full, dead or not who it should be.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newId } from '@haven/kernel';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBucket, type BucketServer } from '../../../../test/stage/bucket.js';
import { FileDamaged, FileMissing, StoreFull, StoreUnavailable } from './object-store.js';
import { S3Store, type S3Address } from './s3-store.js';

const IMPATIENT_MS = 700;
const LARGE = 30 * 1024 ** 2;

let bucket: BucketServer;
let store: S3Store;

beforeEach(async () => {
  bucket = await startBucket();
  store = new S3Store(bucket.address);
});

afterEach(() => {
  store.close();
  bucket.end();
});

async function* bytes(size: number, midway?: () => void): AsyncGenerator<Buffer[], void> {
  for (let sent = 0; sent < size; sent += 1024 ** 2) {
    if (sent > size / 2) midway?.();
    yield [randomBytes(Math.min(1024 ** 2, size - sent))];
  }
}

async function read(name: string, midway?: () => void, from = store): Promise<number> {
  let size = 0;
  for await (const piece of from.get(name)) {
    size += piece.length;
    midway?.();
  }
  return size;
}

/** Connections that are still open, which would keep what they hold. */
const connections = (): number =>
  process.getActiveResourcesInfo().filter((resource) => resource === 'TCPSocketWrap').length;

describe('a bucket', () => {
  it('that dies while a file is sent is unavailable, and has none of it when it is back', async () => {
    const sending = store.put(
      newId(),
      bytes(LARGE, () => bucket.signal('SIGKILL')),
    );
    await expect(sending).rejects.toThrow(StoreUnavailable);
    await expect(store.ping()).rejects.toThrow(StoreUnavailable);
  });

  it('that dies while a file is read is unavailable', async () => {
    const name = newId();
    await store.put(name, bytes(LARGE));
    await expect(read(name, () => bucket.signal('SIGKILL'))).rejects.toThrow(StoreUnavailable);
  });

  it('that falls silent is unavailable, and nobody waits for it for ever', async () => {
    const name = newId();
    await store.put(name, bytes(LARGE));
    const impatient = new S3Store(bucket.address, IMPATIENT_MS);
    const reading = read(name, () => bucket.signal('SIGSTOP'), impatient);
    await expect(reading).rejects.toThrow(StoreUnavailable);
    await expect(impatient.put(newId(), bytes(10))).rejects.toThrow(StoreUnavailable);
    await expect(impatient.size(name)).rejects.toThrow(StoreUnavailable);
    impatient.close();
    bucket.signal('SIGCONT');
    expect(await read(name)).toBe(LARGE);
  });

  it('keeps no part of an upload whose sender failed', async () => {
    async function* failing(): AsyncGenerator<Buffer[], void> {
      yield* bytes(LARGE);
      throw new Error('gone');
    }
    await expect(store.put(newId(), failing())).rejects.toThrow('gone');
    expect(bucket.halves()).toEqual([]);
  });

  it('to which nobody has access, or that does not exist, is unavailable', async () => {
    for (const wrong of [{ accessKeyId: 'STRANGER' }, { bucket: 'another' }]) {
      const stranger = new S3Store({ ...bucket.address, ...wrong }, IMPATIENT_MS);
      const name = newId();
      await expect(stranger.ping()).rejects.toThrow(StoreUnavailable);
      await expect(stranger.put(name, bytes(10))).rejects.toThrow(StoreUnavailable);
      await expect(stranger.size(name)).rejects.toThrow(StoreUnavailable);
      stranger.close();
    }
  });

  it('holds no connection for who has stopped reading', async () => {
    const name = newId();
    await store.put(name, bytes(LARGE));
    const before = connections();
    for (let reader = 0; reader < 20; reader++) for await (const piece of store.get(name)) if (piece.length > 0) break;
    expect(connections()).toBeLessThanOrEqual(before + 2);
  });

  it('answers a range behind the end as damage, and a missing object as missing', async () => {
    const name = newId();
    await store.put(name, bytes(100));
    const behind = async (): Promise<void> => {
      for await (const piece of store.get(name, { start: 200, end: 300 })) expect(piece).toHaveLength(0);
    };
    await expect(behind()).rejects.toThrow(FileDamaged);
    await expect(read(newId())).rejects.toThrow(FileMissing);
  });
});

describe('a service that answers', () => {
  const refusing = async (status: number, code: string): Promise<S3Address> => {
    const answer: RequestListener = (request, response) => {
      request.resume();
      response.writeHead(status, { 'content-type': 'application/xml' });
      response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>No.</Message></Error>`);
    };
    const server = createServer(answer).listen(0, '127.0.0.1');
    await once(server, 'listening');
    afterAll(() => void server.close());
    const { port } = server.address() as AddressInfo;
    return { ...bucket.address, endpoint: `http://127.0.0.1:${port}` };
  };

  it.each([
    [507, 'XMinioStorageFull', StoreFull],
    [403, 'QuotaExceeded', StoreFull],
    [507, 'InsufficientStorage', StoreFull],
    [403, 'AccessDenied', StoreUnavailable],
    [503, 'SlowDown', StoreUnavailable],
    [500, 'InternalError', StoreUnavailable],
  ])('%i %s is told apart', async (status, code, error) => {
    const refused = new S3Store(await refusing(status, code), IMPATIENT_MS);
    await expect(refused.put(newId(), bytes(10))).rejects.toThrow(error);
    refused.close();
  });
});
