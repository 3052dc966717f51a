// The disk store: objects as files of a folder that nobody else may open.
import { constants, createReadStream } from 'node:fs';
import { access, chmod, mkdir, open, rename, rm, stat, unlink, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ByteRange } from './chunked-cipher.js';
import { FileMissing, pathOf, StoreFull, StoreUnavailable, watched, type ObjectStore } from './object-store.js';

/** Beside the folders of whole objects: what is still coming in. */
const INCOMING = 'incoming';
const READ_BYTES = 262_144;
const AHEAD_BYTES = 262_144;
const OURS_ALONE = 0o700;
const NO_ROOM = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

export class DiskStore implements ObjectStore {
  private constructor(private readonly folder: string) {}

  /**
   * Makes the folder where it is missing, and closes it to others.
   * @throws StoreUnavailable
   */
  static async open(folder: string): Promise<DiskStore> {
    try {
      await makeFolder(folder);
      // A mount that belongs to somebody else keeps its mode; the folders inside are ours, and closed.
      await chmod(folder, OURS_ALONE).catch(() => undefined);
      await makeFolder(join(folder, INCOMING));
    } catch (error) {
      throw new StoreUnavailable(`The folder of files ${folder} cannot be used: ${(error as Error).message}`, {
        cause: error,
      });
    }
    return new DiskStore(folder);
  }

  async put(name: string, source: AsyncIterable<readonly Buffer[]>): Promise<void> {
    const path = this.at(name);
    const half = this.halfOf(name);
    let senders: { fault: unknown } | undefined;
    const sent = watched(source, (fault) => (senders = { fault }).fault);
    try {
      const file = await open(half, 'wx', 0o600);
      try {
        await pour(sent, file);
        await file.sync();
      } finally {
        await file.close();
      }
      if (await makeFolder(dirname(path))) await settle(this.folder);
      await rename(half, path);
      await settle(dirname(path));
    } catch (error) {
      await rm(half, { force: true }).catch(() => undefined); // the first error tells more
      throw senders ? senders.fault : faultOf(error);
    }
  }

  async *get(name: string, range?: ByteRange): AsyncGenerator<Buffer, void> {
    const part = range && { start: range.start, end: range.end - 1 };
    const stream: AsyncIterable<Buffer> = createReadStream(this.at(name), { highWaterMark: READ_BYTES, ...part });
    yield* watched(stream, (error) => this.faultAt(error));
  }

  async size(name: string): Promise<number> {
    const path = this.at(name);
    try {
      return (await stat(path)).size;
    } catch (error) {
      throw await this.faultAt(error);
    }
  }

  async remove(name: string): Promise<void> {
    const path = this.at(name);
    try {
      // The half first: whoever still writes it can then no longer make it whole.
      await rm(this.halfOf(name), { force: true });
      await unlink(path);
      await settle(dirname(path));
    } catch (error) {
      if (!isMissing(error)) throw faultOf(error);
      await this.ping(); // what lies in a folder that is away is not gone
    }
  }

  async ping(): Promise<void> {
    try {
      await access(join(this.folder, INCOMING), constants.R_OK | constants.W_OK);
    } catch (error) {
      throw faultOf(error);
    }
  }

  close(): void {
    // Nothing is held open between calls.
  }

  private at(name: string): string {
    return join(this.folder, pathOf(name));
  }

  /** Where an object is until all of it has come. */
  private halfOf(name: string): string {
    return join(this.folder, INCOMING, name);
  }

  /** A file that is not there is missing only while its folder is: a volume may not be mounted. */
  private async faultAt(error: unknown): Promise<Error> {
    if (!isMissing(error)) return faultOf(error);
    await this.ping();
    return new FileMissing('The file is not in its folder.', { cause: error });
  }
}

/** Writes what comes. While some of it is written the next is made, and gathered up to a bound. */
async function pour(source: AsyncIterable<readonly Buffer[]>, file: FileHandle): Promise<void> {
  let gathered: Buffer[] = [];
  let bytes = 0;
  let idle = true;
  let writing = Promise.resolve();
  for await (const buffers of source) {
    gathered.push(...buffers);
    for (const { length } of buffers) bytes += length;
    if (!idle && bytes < AHEAD_BYTES) continue;
    await writing;
    idle = false;
    writing = writeAll(file, gathered).finally(() => (idle = true));
    writing.catch(() => undefined); // who awaits it hears of it
    gathered = [];
    bytes = 0;
  }
  await writing;
  await writeAll(file, gathered);
}

/** A disk may take fewer bytes than it was given, and say only at the next ones that it is full. */
async function writeAll(file: FileHandle, buffers: Buffer[]): Promise<void> {
  let rest = buffers.filter(({ length }) => length > 0);
  while (rest.length > 0) {
    let { bytesWritten } = await file.writev(rest);
    const whole = rest.findIndex(({ length }) => (bytesWritten -= length) < 0);
    if (whole < 0) return;
    const broken = rest[whole]!;
    rest = [broken.subarray(broken.length + bytesWritten), ...rest.slice(whole + 1)];
  }
}

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException).code);
const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT';

function faultOf(error: unknown): Error {
  const code = codeOf(error);
  if (NO_ROOM.has(code)) return new StoreFull(`There is no room for files (${code}).`, { cause: error });
  return new StoreUnavailable(`The folder of files cannot be used (${code}).`, { cause: error });
}

/** @returns whether it was not there before */
async function makeFolder(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { mode: OURS_ALONE });
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    return false;
  }
}

/** Writes down what a folder holds: until then a crash can take a new name back. Windows has no such thing. */
async function settle(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const opened = await open(folder, 'r');
  try {
    await opened.sync();
  } finally {
    await opened.close();
  }
}
