// The parser's answer, read with mistrust: a line that must have the shape of an answer, then exactly as many bytes as it says.
import { Readable } from 'node:stream';
import { z } from 'zod';
import { ALLOWED_TYPES } from './allowed-types.ts';
import { RejectionReason } from './rejection-reason.ts';

/** Longer than any answer. */
const LONGEST_LINE = 1_024;

const count = z.number().int().nonnegative();

const shape = z.discriminatedUnion('accepted', [
  z.strictObject({
    accepted: z.literal(true),
    mediaType: z.enum(ALLOWED_TYPES.map(({ mediaType }) => mediaType)),
    pages: count.optional(),
    width: count.optional(),
    height: count.optional(),
    follows: count,
  }),
  z.strictObject({
    accepted: z.literal(false),
    reason: z.enum(RejectionReason),
    detail: z
      .string()
      .regex(/^[\w -]{1,40}$/)
      .optional(),
    follows: z.literal(0),
  }),
]);

export type Said = z.infer<typeof shape>;

export class AnswerReader {
  private readonly chunks: AsyncIterator<Buffer, undefined>;
  private rest: Buffer = Buffer.alloc(0);

  constructor(stdout: Readable) {
    this.chunks = stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
  }

  /** The next line; undefined when the process ended before one, or says more than that. */
  async line(): Promise<string | undefined> {
    let end = this.rest.indexOf('\n');
    while (end < 0) {
      const { value } = await this.chunks.next();
      if (!value || this.rest.length > LONGEST_LINE) return undefined;
      this.rest = Buffer.concat([this.rest, value]);
      end = this.rest.indexOf('\n');
    }
    const line = this.rest.toString('utf8', 0, end);
    this.rest = this.rest.subarray(end + 1);
    return line;
  }

  /** What the next line says; undefined when that is no answer. */
  async said(): Promise<Said | undefined> {
    const line = await this.line();
    if (line === undefined) return undefined;
    try {
      return shape.safeParse(JSON.parse(line)).data;
    } catch {
      return undefined;
    }
  }

  /** The bytes that follow. It fails when there are fewer, so that nothing cut short passes for whole. */
  bytes(follows: number, after: () => void): Readable {
    return Readable.from(this.pieces(follows, after), { objectMode: false });
  }

  private async *pieces(follows: number, after: () => void): AsyncGenerator<Buffer> {
    try {
      let left = follows;
      while (left > 0) {
        const piece = this.rest.length > 0 ? this.rest : await this.next();
        this.rest = Buffer.alloc(0);
        if (piece.length > left) throw new Error('The parser process said more than it announced.');
        left -= piece.length;
        yield piece;
      }
    } finally {
      after();
    }
  }

  private async next(): Promise<Buffer> {
    const { value } = await this.chunks.next();
    if (!value) throw new Error('The parser process ended before it had said everything.');
    return value;
  }
}
