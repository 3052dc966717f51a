// Zips: written byte by byte, so that they can also lie, overlap, and lead where they should not.
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  name: string;
  content?: Buffer | string;
  /** Written as it is, instead of packed. */
  stored?: boolean;
  /** The size that the directory declares, where it is not the true one. */
  declaredSize?: number;
  /** Bit 0 says that it is encrypted. */
  flags?: number;
  /** Kind and rights of a file on Unix, such as 0o120777 for a symbolic link. */
  mode?: number;
  /** The name that stands before the file, where it is not that of the directory. */
  localName?: string;
  /** Points at the bytes of an earlier entry, by its place in the list, and has none of its own. */
  sameBytesAs?: number;
}

interface Written {
  entry: ZipEntry;
  offset: number;
  packed: Buffer;
  size: number;
  crc: number;
}

const UTF8 = 0x0800;
const DEFLATED = 8;
const MOST_IN_SHORT_FORM = 0xffff;

export function zip(entries: readonly ZipEntry[]): Buffer {
  const pieces: Buffer[] = [];
  const written: Written[] = [];
  let offset = 0;
  for (const entry of entries) {
    const earlier = entry.sameBytesAs === undefined ? undefined : written[entry.sameBytesAs];
    if (earlier) {
      written.push({ ...earlier, entry });
      continue;
    }
    const content = Buffer.from(entry.content ?? '');
    const packed = entry.stored ? content : deflateRawSync(content);
    const one = { entry, offset, packed, size: entry.declaredSize ?? content.length, crc: crc32(content) };
    const head = Buffer.concat([localHeader(one), packed]);
    pieces.push(head);
    offset += head.length;
    written.push(one);
  }
  const directory = Buffer.concat(written.map(directoryEntry));
  return Buffer.concat([...pieces, directory, ending(written.length, directory.length, offset)]);
}

/** What both places say of a file. */
function facts({ entry, packed, size, crc }: Written, name: Buffer): Buffer {
  const bytes = Buffer.alloc(26);
  bytes.writeUInt16LE(20, 0);
  bytes.writeUInt16LE((entry.flags ?? 0) | UTF8, 2);
  bytes.writeUInt16LE(entry.stored ? 0 : DEFLATED, 4);
  bytes.writeUInt32LE(crc, 10);
  bytes.writeUInt32LE(packed.length, 14);
  bytes.writeUInt32LE(size, 18);
  bytes.writeUInt16LE(name.length, 22);
  return bytes;
}

function localHeader(one: Written): Buffer {
  const name = Buffer.from(one.entry.localName ?? one.entry.name);
  return Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), facts(one, name), name]);
}

function directoryEntry(one: Written): Buffer {
  const name = Buffer.from(one.entry.name);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(((one.entry.mode ?? 0) << 16) >>> 0, 6);
  rest.writeUInt32LE(one.offset, 10);
  // Made on Unix, so that the mode counts.
  return Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0003', 'latin1'), facts(one, name), rest, name]);
}

function ending(entries: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  if (entries <= MOST_IN_SHORT_FORM) {
    end.writeUInt16LE(entries, 8);
    end.writeUInt16LE(entries, 10);
    end.writeUInt32LE(size, 12);
    end.writeUInt32LE(offset, 16);
    return end;
  }
  end.fill(0xff, 8, 20);
  const long = Buffer.alloc(56);
  long.write('PK\u0006\u0006', 'latin1');
  long.writeBigUInt64LE(44n, 4);
  long.writeBigUInt64LE(BigInt(entries), 24);
  long.writeBigUInt64LE(BigInt(entries), 32);
  long.writeBigUInt64LE(BigInt(size), 40);
  long.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.write('PK\u0006\u0007', 'latin1');
  locator.writeBigUInt64LE(BigInt(offset + size), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([long, locator, end]);
}
