// The object store: where bytes lie under names, be it a folder or a bucket, and what can go wrong with it.
import { isId } from '@haven/kernel';
import type { ByteRange } from './chunked-cipher.js';

/** Names are ids that we make, each for one object that never changes. Whatever fails throws one of the errors below. */
export interface ObjectStore {
  /**
   * Stores what comes, some buffers at a time, whole or not at all: nobody sees a part of it.
   * @throws what the source throws, too
   */
  put(name: string, source: AsyncIterable<readonly Buffer[]>): Promise<void>;
  /** Reads at the pace at which it is asked for; whoever stops early closes what was opened. */
  get(name: string, range?: ByteRange): AsyncIterable<Buffer>;
  /** Bytes of an object. */
  size(name: string): Promise<number>;
  /** Removes an object, and what came of one that never became whole. One that is not there is fine. */
  remove(name: string): Promise<void>;
  /** @throws StoreUnavailable when it cannot be reached */
  ping(): Promise<void>;
  /** Lets go of what is held open between calls. */
  close(): void;
}

/** The store does not answer, or may not be used. Nothing was changed; later it may go. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** There is no room for what was to be stored. Nothing of it was kept. */
export class StoreFull extends Error {
  override readonly name = 'StoreFull';
}

/** The store does not have the object. */
export class FileMissing extends Error {
  override readonly name = 'FileMissing';
}

/** What the store answers is not what was stored: altered, cut short, lengthened, or another object's. */
export class FileDamaged extends Error {
  override readonly name = 'FileDamaged';
}

/**
 * Where an object lies: the same in a folder and in a bucket, so that one can be copied into the other. Ids begin with
 * the time, so the last digits spread them over 256 folders.
 *
 * @throws TypeError for anything but an id: no name leads elsewhere.
 */
export function pathOf(name: string): string {
  if (!isId(name)) throw new TypeError('The name of an object is an id.');
  return `${name.slice(-2)}/${name}`;
}

/**
 * Passes on what a source gives. Its faults go through `fault` first; those of whoever takes do not.
 * @param fault what is thrown instead of what the source threw
 */
export async function* watched<T>(
  source: AsyncIterable<T>,
  fault: (error: unknown) => unknown,
): AsyncGenerator<T, void> {
  const pieces = source[Symbol.asyncIterator]();
  const next = async (): Promise<IteratorResult<T>> => {
    try {
      return await pieces.next();
    } catch (error) {
      throw await fault(error);
    }
  };
  try {
    for (let piece = await next(); !piece.done; piece = await next()) yield piece.value;
  } finally {
    await pieces.return?.();
  }
}
