// File shelf: puts files of versions into the store and takes them out again, never an object without its row.
import { now } from '@haven/kernel';
import { Files, FileMissing, Transactions, who, type ByteRange } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { expectFile, forgetFiles, keepFile, leftOver, type Rendition, type StoredFile } from './stored-files.js';

export interface Place {
  versionId: string;
  /** Whose key closes it. */
  applicantId: string;
  rendition: Rendition;
  atByte?: number;
  mediaType: string;
}

/** Longer than the largest file takes to be written. */
const LOST_AFTER_MS = 2 * 3_600_000;
const SWEPT_AT_ONCE = 100;

@Injectable()
export class FileShelf {
  constructor(
    private readonly files: Files,
    private readonly transactions: Transactions,
  ) {}

  /**
   * Writes an object, outside any transaction, and then keeps it together with what `then` changes, in one.
   * Whatever fails leaves a row that {@link sweep} finds.
   */
  async put<T>(
    { versionId, applicantId, rendition, atByte = 0, mediaType }: Place,
    source: AsyncIterable<Uint8Array>,
    then: (file: StoredFile) => Promise<T>,
  ): Promise<T> {
    const place = { versionId, rendition, atByte, mediaType };
    const { object, wrappedKey, bytes } = await this.files.write(
      who().organizationId,
      applicantId,
      source,
      ({ object, wrappedKey }) =>
        this.transactions.run(() => expectFile({ ...place, objectId: object, wrappedKey, bytes: 0 })),
    );
    return this.transactions.run(async () => {
      await keepFile(object, bytes);
      return then({ ...place, objectId: object, wrappedKey, bytes });
    });
  }

  /**
   * The bytes of a file, or a range of it; the first are there when this answers.
   * @throws FileMissing, FileDamaged, StoreUnavailable
   */
  async read({ objectId, wrappedKey, bytes }: StoredFile, applicantId: string, range?: ByteRange) {
    const { organizationId } = who();
    const file = { object: objectId, wrappedKey, bytes, organizationId, subjectId: applicantId };
    const stream = await this.files.read(file, range);
    // An erased person's files are as good as gone.
    if (!stream) throw new FileMissing('The person was erased.');
    return stream;
  }

  /** The bytes of several files, one after the other. */
  async *readAll(files: readonly StoredFile[], applicantId: string): AsyncGenerator<Buffer, void> {
    for (const file of files) yield* (await this.read(file, applicantId)) as AsyncIterable<Buffer>;
  }

  /** Removes objects that nothing needs, with their rows. @returns whether there may be more */
  async sweep(): Promise<boolean> {
    const before = new Date(now().getTime() - LOST_AFTER_MS);
    const objects = await this.transactions.run(() => leftOver(before, SWEPT_AT_ONCE));
    for (const objectId of objects) await this.files.remove(objectId);
    if (objects.length > 0) await this.transactions.run(() => forgetFiles(objects));
    return objects.length === SWEPT_AT_ONCE;
  }
}
