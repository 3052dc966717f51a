// Incoming bytes: a stream cut into pieces, each of which is whole even if the line breaks within it.
import { documentErrors } from '../documents/document.rules.js';

/** A piece: small enough that little is lost with the process, large enough that its row costs nothing. */
const PIECE_BYTES = 8 * 1_048_576;

export class Incoming {
  private readonly source: AsyncIterator<Uint8Array>;
  private rest: Uint8Array = Buffer.alloc(0);
  private over = false;

  /** @param pieceBytes of the largest piece */
  constructor(
    source: AsyncIterable<Uint8Array>,
    private readonly pieceBytes = PIECE_BYTES,
  ) {
    this.source = source[Symbol.asyncIterator]();
  }

  /**
   * The next piece; undefined when nothing comes any more. Each piece is read to its end before the next.
   * @param room bytes that are still missing; a piece that fills it fails with FILE_TOO_LARGE when anything comes behind it
   */
  async next(room: number): Promise<AsyncIterable<Uint8Array> | undefined> {
    return (await this.hasMore()) ? this.piece(Math.min(room, this.pieceBytes), room) : undefined;
  }

  private async *piece(bytes: number, room: number): AsyncGenerator<Uint8Array, void> {
    for (let left = bytes; left > 0 && (await this.hasMore());) {
      const part = this.rest.subarray(0, left);
      this.rest = this.rest.subarray(part.length);
      left -= part.length;
      room -= part.length;
      yield part;
    }
    if (room === 0 && (await this.hasMore()))
      throw documentErrors.FILE_TOO_LARGE('More bytes came than were announced.');
  }

  /** A line that breaks ends the stream as a proper end does: what came stays, and the sender asks how far it got. */
  private async hasMore(): Promise<boolean> {
    while (!this.over && this.rest.length === 0) {
      const next = await this.source.next().catch(() => undefined);
      if (!next || next.done) this.over = true;
      else this.rest = next.value;
    }
    return this.rest.length > 0;
  }
}
