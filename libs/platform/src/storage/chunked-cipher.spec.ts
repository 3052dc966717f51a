// What must hold of the chunked cipher: it is the published one, and nothing but the whole truth comes out of it.
import { createHash, randomBytes } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CiphertextError } from '../crypto/cipher.js';
import { CHUNK_BYTES, open, openedBytes, seal, sealedBytes, type ByteRange } from './chunked-cipher.js';
import VECTORS from './chunked-cipher.vectors.json' with { type: 'json' };

const HEADER = 56;
const SEALED = CHUNK_BYTES + 16;
const NONE = Buffer.alloc(0);

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer, void> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function all(pieces: AsyncIterable<Buffer | Buffer[]>): Promise<Buffer> {
  const found: Buffer[] = [];
  for await (const piece of pieces) found.push(...[piece].flat());
  return Buffer.concat(found);
}

const sealed = (key: Buffer, plain: Buffer, { size = 65_536, context = NONE } = {}): Promise<Buffer> =>
  all(seal(key, context, inPieces(plain, size)));

/** Reads from bytes in memory, in pieces of a size, and notes which were asked for. */
function stored(bytes: Buffer, size = 65_536, asked: (ByteRange | undefined)[] = []) {
  return (range?: ByteRange) => {
    asked.push(range);
    return inPieces(bytes.subarray(range?.start ?? 0, range?.end ?? bytes.length), size);
  };
}

const opened = (key: Buffer, bytes: number, from: Buffer, range?: ByteRange): Promise<Buffer> =>
  all(open(key, NONE, bytes, stored(from), range));

const borders = [0, 1, 15, 16, 17, 4_095];
const sizes = [
  ...borders,
  ...[1, 2, 5].flatMap((chunks) => [-17, -16, -1, 0, 1, 16].map((more) => chunks * CHUNK_BYTES + more)),
];
const anySize = fc.oneof(fc.constantFrom(...sizes), fc.nat(70_000));
const anyPiece = fc.oneof(fc.constantFrom(1_000, CHUNK_BYTES, SEALED, 65_536), fc.integer({ min: 200, max: 70_000 }));

// From the C2SP's own collection (Wycheproof, c2sp_chunked_encryption_aes_256_gcm); ciphertexts in zlib's format.
describe('the published vectors of Cobblestone-256', () => {
  it.each(VECTORS.filter(({ valid }) => valid))('open: $is', async ({ key, ciphertext, bytes, sha512 }) => {
    const bytesOf = inflateSync(Buffer.from(ciphertext, 'hex'));
    const plain = await opened(Buffer.from(key, 'hex'), bytes, bytesOf);
    expect(plain).toHaveLength(bytes);
    expect(createHash('sha512').update(plain).digest('hex')).toBe(sha512);
    expect(openedBytes(bytesOf.length)).toBe(bytes);
  });

  it.each(VECTORS.filter(({ valid }) => !valid))('do not open: $is', async ({ key, context, ciphertext, bytes }) => {
    const bytesOf = inflateSync(Buffer.from(ciphertext, 'hex'));
    const reading = all(open(Buffer.from(key, 'hex'), Buffer.from(context ?? '', 'hex'), bytes, stored(bytesOf)));
    await expect(reading).rejects.toThrow(CiphertextError);
  });
});

describe('a file', () => {
  it('comes back as it was, in whatever pieces it came and went, and has the size that was foretold', async () => {
    await fc.assert(
      fc.asyncProperty(anySize, anyPiece, anyPiece, async (bytes, coming, going) => {
        const [key, plain] = [randomBytes(32), randomBytes(bytes)];
        const ciphertext = await sealed(key, plain, { size: coming });
        expect(ciphertext).toHaveLength(sealedBytes(bytes));
        expect(openedBytes(ciphertext.length)).toBe(bytes);
        expect((await all(open(key, NONE, bytes, stored(ciphertext, going)))).equals(plain)).toBe(true);
      }),
    );
  });

  it('is never twice the same, and shows nothing of itself', async () => {
    const [key, plain] = [randomBytes(32), Buffer.alloc(40_000, 'Petrova')];
    const [once, again] = [await sealed(key, plain), await sealed(key, plain)];
    expect(once.equals(again)).toBe(false);
    expect(once.includes('Petrova')).toBe(false);
  });

  it('opens with its own key, its own context and its own length only', async () => {
    const [key, plain] = [randomBytes(32), randomBytes(CHUNK_BYTES + 5)];
    const ciphertext = await sealed(key, plain, { context: Buffer.from('mine') });
    const read = (by: Buffer, context: string, bytes: number) =>
      all(open(by, Buffer.from(context), bytes, stored(ciphertext)));
    expect((await read(key, 'mine', plain.length)).equals(plain)).toBe(true);
    await expect(read(randomBytes(32), 'mine', plain.length)).rejects.toThrow(CiphertextError);
    await expect(read(key, 'yours', plain.length)).rejects.toThrow(CiphertextError);
    for (const bytes of [0, 4, plain.length - 1, plain.length + 1, CHUNK_BYTES])
      await expect(read(key, 'mine', bytes), `${bytes}`).rejects.toThrow(CiphertextError);
    await expect(read(key.subarray(1), 'mine', plain.length)).rejects.toThrow(RangeError);
  });
});

describe('a size that no file has', () => {
  it.each([0, 55, 56, 71, HEADER + SEALED, HEADER + SEALED + 15, HEADER + 3 * SEALED])('is refused: %i', (size) => {
    expect(() => openedBytes(size)).toThrow(CiphertextError);
  });
});

describe('a range', () => {
  it('is what stands there, and only the chunks that hold it are fetched', async () => {
    const anyRange = anySize
      .filter((bytes) => bytes > 0)
      .chain((bytes) =>
        fc.tuple(fc.constant(bytes), fc.nat(bytes - 1), fc.nat(bytes - 1)).map(([total, one, other]) => {
          return { total, start: Math.min(one, other), end: Math.max(one, other) + 1 };
        }),
      );
    await fc.assert(
      fc.asyncProperty(anyRange, anyPiece, async ({ total, start, end }, size) => {
        const [key, plain] = [randomBytes(32), randomBytes(total)];
        const ciphertext = await sealed(key, plain);
        const asked: (ByteRange | undefined)[] = [];
        const found = await all(open(key, NONE, total, stored(ciphertext, size, asked), { start, end }));
        expect(found.equals(plain.subarray(start, end))).toBe(true);
        const fetched = asked.reduce((sum, range) => sum + range!.end - range!.start, 0);
        const chunks = Math.floor((end - 1) / CHUNK_BYTES) - Math.floor(start / CHUNK_BYTES) + 1;
        expect(fetched).toBeLessThanOrEqual(HEADER + chunks * SEALED);
        expect(Math.max(...asked.map((range) => range!.end))).toBeLessThanOrEqual(ciphertext.length);
      }),
    );
  });

  it('of a chunk that was altered is refused, and the others are still read', async () => {
    const [key, plain] = [randomBytes(32), randomBytes(4 * CHUNK_BYTES)];
    const ciphertext = await sealed(key, plain);
    ciphertext[HEADER + SEALED + 100]! ^= 1;
    const range = (start: number, end: number) => opened(key, plain.length, ciphertext, { start, end });
    expect((await range(0, CHUNK_BYTES)).equals(plain.subarray(0, CHUNK_BYTES))).toBe(true);
    expect((await range(2 * CHUNK_BYTES, plain.length)).equals(plain.subarray(2 * CHUNK_BYTES))).toBe(true);
    await expect(range(CHUNK_BYTES, CHUNK_BYTES + 1)).rejects.toThrow(CiphertextError);
  });
});

/** What somebody who holds the store, and no key, may do to a file; the other is under the same key, the foreign one is not. */
const attacks: Record<string, fc.Arbitrary<(mine: Buffer, other: Buffer, foreign: Buffer) => Buffer>> = {
  'with a bit flipped': fc.nat().map((at) => (mine) => {
    const bit = at % (mine.length * 8);
    const altered = Buffer.from(mine);
    altered[bit >> 3]! ^= 1 << (bit & 7);
    return altered;
  }),
  'cut short': fc.nat().map((at) => (mine) => mine.subarray(0, at % mine.length)),
  'cut at the border of a chunk': fc.nat().map((at) => (mine) => {
    const chunks = Math.floor((mine.length - HEADER) / SEALED);
    return mine.subarray(0, HEADER + (at % (chunks + 1)) * SEALED);
  }),
  'without its beginning': fc.nat().map((at) => (mine) => mine.subarray((at % mine.length) + 1)),
  lengthened: fc.uint8Array({ minLength: 1, maxLength: 40 }).map((more) => (mine) => Buffer.concat([mine, more])),
  'lengthened by a chunk of its own': fc.constant((mine) =>
    Buffer.concat([mine, mine.subarray(HEADER, HEADER + SEALED)]),
  ),
  "that is another's": fc.constant((_mine, _other, foreign) => foreign),
  'with the header of another': fc.constant((mine, other) =>
    Buffer.concat([other.subarray(0, HEADER), mine.subarray(HEADER)]),
  ),
  'with the salt of another': fc.constant((mine, other) => Buffer.concat([other.subarray(0, 24), mine.subarray(24)])),
  'with the end of another': fc.constant((mine, other) =>
    Buffer.concat([mine.subarray(0, HEADER + SEALED), other.subarray(HEADER + SEALED)]),
  ),
};

describe('a file is refused', () => {
  const rich = fc.constantFrom(...sizes.filter((bytes) => bytes >= CHUNK_BYTES));

  it.each(Object.entries(attacks))('%s', async (_is, attack) => {
    await fc.assert(
      fc.asyncProperty(rich, attack, async (bytes, alter) => {
        const [key, plain] = [randomBytes(32), randomBytes(bytes)];
        const [mine, other] = [await sealed(key, plain), await sealed(key, randomBytes(bytes))];
        const altered = alter(mine, other, await sealed(randomBytes(32), plain));
        fc.pre(!altered.equals(mine));
        const seen: Buffer[] = [];
        const reading = (async () => {
          for await (const piece of open(key, NONE, bytes, stored(altered))) seen.push(piece);
        })();
        await expect(reading).rejects.toThrow(CiphertextError);
        // What came out before the fault was met is what was written, whole chunks of it.
        const before = Buffer.concat(seen);
        expect(before.equals(plain.subarray(0, before.length))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['reordered', [1, 0, 2]],
    ['one twice', [0, 0, 2]],
    ['one left out', [0, 2]],
    ['the last one first', [2, 0, 1]],
  ])('with chunks %s', async (_is, order) => {
    const [key, plain] = [randomBytes(32), randomBytes(3 * CHUNK_BYTES)];
    const mine = await sealed(key, plain);
    const chunks = [0, 1, 2].map((n) => mine.subarray(HEADER + n * SEALED, HEADER + (n + 1) * SEALED));
    const end = mine.subarray(HEADER + 3 * SEALED);
    const altered = Buffer.concat([mine.subarray(0, HEADER), ...order.map((n) => chunks[n]!), end]);
    await expect(opened(key, plain.length, altered)).rejects.toThrow(CiphertextError);
    const shorter = opened(key, order.length * CHUNK_BYTES, altered);
    await expect(shorter).rejects.toThrow(CiphertextError);
  });
});

describe('a stream', () => {
  it('that is stopped stops its source, when it is written and when it is read', async () => {
    const [key, plain] = [randomBytes(32), randomBytes(10 * CHUNK_BYTES)];
    let closed = 0;
    async function* endless(bytes: Buffer): AsyncGenerator<Buffer, void> {
      try {
        for (;;) yield bytes;
      } finally {
        closed++;
      }
    }
    for await (const piece of seal(key, NONE, endless(plain))) if (piece.length > 0) break;
    expect(closed).toBe(1);
    const ciphertext = await sealed(key, plain);
    const reading = open(key, NONE, plain.length, () => endless(ciphertext));
    for await (const piece of reading) if (piece.length > 0) break;
    expect(closed).toBe(2);
  });
});
