// The disk store: objects as files of a folder that nobody else may open.
import { constants, createReadStream, createWriteStream } from 'node:fs';
import { access, chmod, mkdir, open, readdir, rename, rm, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { newId, now } from '@haven/kernel';
import type { ByteRange } from './chunked-cipher.js';
import {
  FileMissing,
  nameAt,
  pathOf,
  StoreFull,
  StoreUnavailable,
  watched,
  type ObjectStore,
  type StoredObject,
} from './object-store.js';

/** Beside the folders of whole objects: what is still coming in. */
const INCOMING = 'incoming';
const LEFT_BEHIND_MS = 24 * 3_600_000;
const READ_BYTES = 262_144;
const AHEAD_BYTES = 524_288;
const OURS_ALONE = 0o700;
const NO_ROOM = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

export class DiskStore implements ObjectStore {
  private constructor(private readonly folder: string) {}

  /**
   * Makes the folder where it is missing, closes it to others, and clears away what a crash left half written.
   * @throws StoreUnavailable
   */
  static async open(folder: string): Promise<DiskStore> {
    const incoming = join(folder, INCOMING);
    try {
      await makeFolder(folder);
      // A mount that belongs to somebody else keeps its mode; the folders inside are ours, and closed.
      await chmod(folder, OURS_ALONE).catch(() => undefined);
      await makeFolder(incoming);
      for (const name of await readdir(incoming)) {
        const half = await stat(join(incoming, name)).catch(() => undefined); // whole by now
        if (half && now().getTime() - half.mtimeMs > LEFT_BEHIND_MS) await rm(join(incoming, name), { force: true });
      }
    } catch (error) {
      throw new StoreUnavailable(`The folder of files ${folder} cannot be used: ${(error as Error).message}`, {
        cause: error,
      });
    }
    return new DiskStore(folder);
  }

  async put(name: string, source: AsyncIterable<Buffer>): Promise<void> {
    const path = this.at(name);
    const half = join(this.folder, INCOMING, newId());
    let senders: { fault: unknown } | undefined;
    const sent = watched(source, (fault) => (senders = { fault }).fault);
    try {
      // While one piece is written the next is made.
      const file = createWriteStream(half, { flags: 'wx', mode: 0o600, flush: true, highWaterMark: AHEAD_BYTES });
      await pipeline(sent, file);
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
      await unlink(path);
      await settle(dirname(path));
    } catch (error) {
      if (!isMissing(error)) throw faultOf(error);
    }
  }

  async *list(after?: string): AsyncGenerator<StoredObject, void> {
    const behind = after === undefined ? '' : pathOf(after);
    try {
      for (const shard of (await readdir(this.folder)).sort()) {
        if (shard < behind.slice(0, 2) || shard === INCOMING) continue;
        for (const file of (await readdir(join(this.folder, shard))).sort()) {
          const name = nameAt(`${shard}/${file}`);
          if (name === undefined || `${shard}/${file}` <= behind) continue;
          const found = await stat(this.at(name)).catch((error: unknown) => {
            if (!isMissing(error)) throw error;
          });
          if (found) yield { name, storedAt: found.mtime };
        }
      }
    } catch (error) {
      throw faultOf(error);
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

  /** A file that is not there is missing only while its folder is: a volume may not be mounted. */
  private async faultAt(error: unknown): Promise<Error> {
    if (!isMissing(error)) return faultOf(error);
    await this.ping();
    return new FileMissing('The file is not in its folder.', { cause: error });
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
