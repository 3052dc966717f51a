// The pieces: a stream whose bytes come in pieces of any size, taken in the sizes that are wanted.

const NOTHING: Buffer = Buffer.alloc(0);

export class Pieces {
  private readonly source: AsyncIterator<Buffer>;
  private piece = NOTHING;

  constructor(source: AsyncIterable<Buffer>) {
    this.source = source[Symbol.asyncIterator]();
  }

  /** The next so many bytes, or fewer where the stream ends before. */
  async take(bytes: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for (let missing = bytes; missing > 0;) {
      if (this.piece.length === 0 && !(await this.next())) break;
      const part = this.piece.subarray(0, missing);
      this.piece = this.piece.subarray(part.length);
      missing -= part.length;
      parts.push(part);
    }
    return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
  }

  async close(): Promise<void> {
    await this.source.return?.();
  }

  private async next(): Promise<boolean> {
    const next = await this.source.next();
    if (!next.done) this.piece = next.value;
    return !next.done;
  }
}
