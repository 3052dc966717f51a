// The files: what people hand in, encrypted under a key of its own that only the keys of its subject open.
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { newId } from '@haven/kernel';
import { CiphertextError, KEY_BYTES } from '../crypto/cipher.js';
import type { Place } from '../crypto/key-request.js';
import type { Keyring } from '../crypto/keyring.js';
import { open, seal, type ByteRange } from './chunked-cipher.js';
import { FileDamaged, watched, type ObjectStore } from './object-store.js';

/** What must be kept of a file in order to read it again. */
export interface WrittenFile {
  /** Name of its object in the store. */
  object: string;
  /** Its key, encrypted; opens for this organisation, subject and object only. */
  wrappedKey: Buffer;
  /** How long it is, before encryption. */
  bytes: number;
}

/** A file, and whose it is. */
export interface StoredFile extends WrittenFile {
  organizationId: string;
  subjectId: string;
}

/** The content is bound by its key, and that to its place; so a file can get another subject without being written anew. */
const CONTEXT = Buffer.from('haven file');

export class Files {
  constructor(
    private readonly store: ObjectStore,
    private readonly keyring: Keyring,
  ) {}

  /**
   * Encrypts a stream and stores it, whole or not at all.
   *
   * @param subjectId whose file it is: an applicant, or the organisation itself
   * @param before is told what is about to be stored, so that it can be written down before there is anything
   * @throws SubjectKeyError when the subject was erased or has no key yet; the source is then not touched
   * @throws StoreUnavailable, StoreFull, and what the source throws
   */
  async write(
    organizationId: string,
    subjectId: string,
    source: AsyncIterable<Uint8Array>,
    before?: (file: Omit<WrittenFile, 'bytes'>) => Promise<void>,
  ): Promise<WrittenFile> {
    const object = newId();
    const key = randomBytes(KEY_BYTES);
    const keys = await this.keyring.load(organizationId, [subjectId]);
    const wrappedKey = keys.wrapFileKey(placeOf(object, subjectId), key);
    await before?.({ object, wrappedKey });
    let bytes = 0;
    async function* counted(): AsyncGenerator<Uint8Array, void> {
      for await (const piece of source) {
        bytes += piece.length;
        yield piece;
      }
    }
    await this.store.put(object, seal(key, CONTEXT, counted()));
    return { object, wrappedKey, bytes };
  }

  /**
   * Opens a file, or a range of it. The first bytes are there when this answers, so that a fault is known before anything
   * is said to whoever asked; a later one ends the stream with an error. Read it to its end, or destroy it.
   *
   * @returns null when the subject was erased
   * @throws RangeError when the range does not lie in the file
   * @throws FileDamaged, FileMissing, StoreUnavailable
   * @throws CiphertextError when the wrapped key is another file's
   */
  async read(file: StoredFile, range?: ByteRange): Promise<Readable | null> {
    if (range) mustLieIn(file, range);
    const { object, organizationId, subjectId, wrappedKey, bytes } = file;
    const keys = await this.keyring.load(organizationId, [subjectId]);
    const key = keys.unwrapFileKey(placeOf(object, subjectId), wrappedKey);
    if (key === null) return null;
    const pieces = open(key, CONTEXT, bytes, (part) => this.store.get(object, part), range);
    const begun = await begin(named(object, pieces));
    return Readable.from(begun, { objectMode: false });
  }

  /** Forgets the content; one that is not there is fine. */
  remove(object: string): Promise<void> {
    return this.store.remove(object);
  }

  /** @throws StoreUnavailable */
  ping(): Promise<void> {
    return this.store.ping();
  }

  close(): void {
    this.store.close();
  }
}

const placeOf = (object: string, subjectId: string): Place => ({
  table: 'file',
  column: 'key',
  rowId: object,
  subjectId,
});

function mustLieIn({ bytes }: StoredFile, { start, end }: ByteRange): void {
  const whole = Number.isSafeInteger(start) && Number.isSafeInteger(end);
  if (!whole || start < 0 || start >= end || end > bytes)
    throw new RangeError(`Bytes ${start} to ${end} do not lie in a file of ${bytes}.`);
}

/** A fault of the content, told by the name of its object. */
const named = (object: string, pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> =>
  watched(pieces, (error) =>
    error instanceof CiphertextError
      ? new FileDamaged(`The file ${object} is not what was written.`, { cause: error })
      : error,
  );

/**
 * Waits for the first piece, and then answers all of them. By hand, because a generator that was never begun does not
 * clear up when it is ended: whoever leaves before the first piece would leave the file open.
 */
async function begin(pieces: AsyncGenerator<Buffer, void>): Promise<AsyncIterable<Buffer>> {
  let first: IteratorResult<Buffer, void> | undefined = await pieces.next();
  const all: AsyncIterator<Buffer, void> = {
    next: async () => {
      const piece = first ?? (await pieces.next());
      first = undefined;
      return piece;
    },
    return: async () => {
      await pieces.return();
      return { done: true, value: undefined };
    },
  };
  return { [Symbol.asyncIterator]: () => all };
}
