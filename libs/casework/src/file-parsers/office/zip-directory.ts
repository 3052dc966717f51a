// The zip directory: what an Office file says it holds, believed only after everything in it agrees with everything else.
import { crc32, inflateRawSync } from 'node:zlib';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { RejectionReason } from '../../file-inspection/rejection-reason.ts';
import type { InspectionLimits } from '../../file-inspection/verdict.ts';
import { refuse } from '../refusal.ts';

const STORED = 0;
const DEFLATED = 8;
const FOLDER = /\/$/;
/** What may stand behind the last entry of a directory: its end, in the short or the long form. */
const ENDS: ReadonlySet<number> = new Set([0x06054b50, 0x06064b50]);
/** In the upper half of the attributes, where Unix keeps the kind of a file. */
const KIND_OF_FILE = 0o170000;
const SYMBOLIC_LINK = 0o120000;

/** A file inside. */
export interface Part {
  name: string;
  /** Unpacks it, held to the size that the directory declares. @throws Refusal when the two differ */
  content: () => Buffer;
}

interface Placed {
  entry: Entry;
  name: string;
  from: number;
  dataFrom: number;
  to: number;
}

/** Every file inside, without unpacking any. @throws Refusal when the directory cannot be believed */
export async function partsOf(file: Buffer, limits: InspectionLimits): Promise<Part[]> {
  const zip = await yauzl.fromBufferPromise(file, { lazyEntries: true, decodeStrings: false, autoClose: false });
  // The number stands at the end of the file: a directory of a million entries is not even begun.
  if (zip.entryCount > limits.entries) refuse(RejectionReason.UNPACKS_TOO_LARGE, 'entries');
  const placed: Placed[] = [];
  let unpacked = 0;
  for await (const entry of zip.eachEntry()) {
    unpacked += entry.uncompressedSize;
    // The malware scanner looks at so much of a part and calls it clean without the rest.
    if (entry.uncompressedSize > limits.bytes) refuse(RejectionReason.UNPACKS_TOO_LARGE, 'part');
    if (unpacked > limits.unpackedBytes) refuse(RejectionReason.UNPACKS_TOO_LARGE, 'declared size');
    placed.push(await placeOf(zip, entry));
  }
  mustBeWhole(file, zip);
  mustLieApart(placed, file.length);
  return placed
    .filter(({ name }) => !FOLDER.test(name))
    .map((place) => ({ name: place.name, content: () => unpack(file, place) }));
}

async function placeOf(zip: ZipFile, entry: Entry): Promise<Placed> {
  const raw = entry.fileNameRaw;
  const name = yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, raw, entry.extraFields, true);
  if (yauzl.validateFileName(name) !== null || name.includes('\0')) refuse(RejectionReason.DECEPTIVE, 'name');
  if (((entry.externalFileAttributes >>> 16) & KIND_OF_FILE) === SYMBOLIC_LINK)
    refuse(RejectionReason.DECEPTIVE, 'link');
  if (entry.isEncrypted()) refuse(RejectionReason.ENCRYPTED);
  if (![STORED, DEFLATED].includes(entry.compressionMethod)) refuse(RejectionReason.UNSCANNABLE, 'compression');
  const header = await zip.readLocalFileHeaderPromise(entry);
  // One reader goes by the directory, another by what stands before each file: both must read the same.
  if (!header.fileName.equals(raw) || header.compressionMethod !== entry.compressionMethod) {
    refuse(RejectionReason.DECEPTIVE, 'two names');
  }
  const from = entry.relativeOffsetOfLocalHeader;
  return { entry, name, from, dataFrom: header.fileDataStart, to: header.fileDataStart + entry.compressedSize };
}

/** The directory ends where it says, so it holds no entries that are not counted. */
function mustBeWhole(file: Buffer, { readEntryCursor }: ZipFile): void {
  const cursor = Number(readEntryCursor);
  if (cursor + 4 > file.length || !ENDS.has(file.readUInt32LE(cursor))) refuse(RejectionReason.DECEPTIVE, 'directory');
}

/** No byte belongs to two files, as in bombs that unpack the same bytes a thousand times; no name stands for two. */
function mustLieApart(placed: readonly Placed[], size: number): void {
  const names = new Set(placed.map(({ name }) => name.toLowerCase()));
  if (names.size !== placed.length) refuse(RejectionReason.DECEPTIVE, 'same name');
  let free = 0;
  for (const { from, to } of [...placed].sort((a, b) => a.from - b.from)) {
    if (from < free || to > size) refuse(RejectionReason.DECEPTIVE, 'overlap');
    free = to;
  }
}

function unpack(file: Buffer, { entry, dataFrom, to }: Placed): Buffer {
  const packed = file.subarray(dataFrom, to);
  const content = entry.compressionMethod === STORED ? packed : inflated(packed, entry.uncompressedSize);
  if (content.length !== entry.uncompressedSize || crc32(content) !== entry.crc32) refuse(RejectionReason.DAMAGED);
  return content;
}

function inflated(packed: Buffer, declared: number): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(declared, 1) });
  } catch (error) {
    const tooLong = error instanceof RangeError;
    return refuse(
      tooLong ? RejectionReason.UNPACKS_TOO_LARGE : RejectionReason.DAMAGED,
      tooLong ? 'true size' : undefined,
    );
  }
}
