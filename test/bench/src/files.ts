// What encryption costs a file: the same stream to and from the disk store, as it is and encrypted, by turns.
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { newId } from '@haven/kernel';
import { open, seal } from '../../../libs/platform/src/storage/chunked-cipher.js';
import { DiskStore } from '../../../libs/platform/src/storage/disk-store.js';
import { FILES_FOLDER, FOLDER } from './place.js';

const MEBIBYTE = 1024 ** 2;
const BYTES = 256 * MEBIBYTE;
const ROUNDS = Number(process.env.HAVEN_BENCH_ROUNDS ?? 7);
const PIECE = randomBytes(65_536);
const KEY = randomBytes(32);
const CONTEXT = Buffer.from('bench');

mkdirSync(FOLDER, { recursive: true });
const store = await DiskStore.open(FILES_FOLDER);

/** As a socket gives it: every piece is a buffer of its own. */
async function* stream(): AsyncGenerator<Buffer, void> {
  for (let sent = 0; sent < BYTES; sent += PIECE.length) yield Buffer.from(PIECE);
}

async function* oneByOne(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer[], void> {
  for await (const piece of source) yield [piece];
}

async function drain(pieces: AsyncIterable<Buffer>): Promise<void> {
  let read = 0;
  for await (const piece of pieces) read += piece.length;
  if (read !== BYTES) throw new Error(`${read} bytes came back.`);
}

interface Sample {
  /** MiB a second. */
  speed: number;
  /** Milliseconds of processor for each MiB, all threads together. */
  processor: number;
}

async function timed(deed: () => Promise<void>): Promise<Sample> {
  const used = process.cpuUsage();
  const begun = performance.now();
  await deed();
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(used);
  return { speed: BYTES / MEBIBYTE / seconds, processor: (user + system) / 1000 / (BYTES / MEBIBYTE) };
}

const median = (figures: number[]): number => figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)]!;
const KINDS = ['writePlain', 'writeSealed', 'readPlain', 'readSealed'] as const;
const samples: Record<(typeof KINDS)[number], Sample>[] = [];
for (let round = 0; round <= ROUNDS; round++) {
  const [plain, sealed] = [newId(), newId()];
  const seen = {
    writePlain: await timed(() => store.put(plain, oneByOne(stream()))),
    writeSealed: await timed(() => store.put(sealed, seal(KEY, CONTEXT, stream()))),
    readPlain: await timed(() => drain(store.get(plain))),
    readSealed: await timed(() => drain(open(KEY, CONTEXT, BYTES, (range) => store.get(sealed, range)))),
  };
  await store.remove(plain);
  await store.remove(sealed);
  if (round > 0) samples.push(seen); // the first compiles and loads
}

const of = (kind: (typeof KINDS)[number], figure: keyof Sample): number =>
  median(samples.map((sample) => sample[kind][figure]));
for (const deed of ['write', 'read'] as const) {
  const [plain, sealed] = [`${deed}Plain`, `${deed}Sealed`] as const;
  const ratio = of(sealed, 'speed') / of(plain, 'speed');
  console.log(
    `${deed}: ${of(plain, 'speed').toFixed(0)} MiB/s as it is, ${of(sealed, 'speed').toFixed(0)} encrypted, ` +
      `${ratio.toFixed(2)}; processor ${of(plain, 'processor').toFixed(2)} and ${of(sealed, 'processor').toFixed(2)} ms for each MiB`,
  );
}
