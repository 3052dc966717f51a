// The chunked cipher: encrypts a file as a stream and opens any part of it without reading the rest.
//
// It is Cobblestone-256 of the C2SP specification "chunked-encryption", version 1: docs/decisions/files.md says which constants.
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  randomBytes,
  timingSafeEqual,
  type KeyObject,
} from 'node:crypto';
import { CiphertextError, KEY_BYTES } from '../crypto/cipher.js';
import { Pieces } from './pieces.js';

/** Some bytes out of many: from `start` up to, and without, `end`. */
export interface ByteRange {
  start: number;
  end: number;
}

/** Bytes of plaintext in a chunk. The last chunk has fewer, be it none: that is how the end is known. */
export const CHUNK_BYTES = 16_384;

const SALT_BYTES = 24;
const NONCE_BYTES = 12;
const COMMITMENT_BYTES = 32;
const TAG_BYTES = 16;
const HEADER_BYTES = SALT_BYTES + COMMITMENT_BYTES;
const SEALED_BYTES = CHUNK_BYTES + TAG_BYTES;
const MOST_CHUNKS = 2 ** 38;
const ALGORITHM = 'aes-256-gcm';
const INFO = Buffer.from('c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0');
/** So many bytes are handed on at a time: passing on every chunk alone would cost more than the encryption. */
const AT_ONCE_BYTES = 262_144;

/** How many bytes the ciphertext of so many bytes has. */
export const sealedBytes = (bytes: number): number => HEADER_BYTES + bytes + TAG_BYTES * (chunkOf(bytes) + 1);

/** How many bytes were encrypted into a ciphertext of this size. @throws CiphertextError when no plaintext is that long */
export function openedBytes(sealed: number): number {
  const chunks = sealed - HEADER_BYTES;
  const last = chunks % SEALED_BYTES;
  if (chunks < TAG_BYTES || last < TAG_BYTES) throw damaged();
  return chunks - TAG_BYTES * (Math.floor(chunks / SEALED_BYTES) + 1);
}

/**
 * Encrypts a stream of bytes, once, under a key of its own and whatever else it is to be bound to. Several buffers come at
 * a time, as the cipher made them: putting them together would copy every byte once more.
 */
export async function* seal(
  key: Buffer,
  context: Buffer,
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer[], void> {
  const message = new Message(key, randomBytes(SALT_BYTES), context);
  let ready: Buffer[] = [message.salt, message.commitment];
  let size = HEADER_BYTES;
  let chunk = 0;
  let room = CHUNK_BYTES;
  let cipher = message.cipher(chunk);
  const close = (): void => {
    cipher.final(); // empty in GCM, but it makes the tag
    ready.push(cipher.getAuthTag());
  };
  for await (const piece of source) {
    for (let from = 0; from < piece.length;) {
      const part = piece.subarray(from, from + room);
      ready.push(cipher.update(part));
      from += part.length;
      size += part.length;
      room -= part.length;
      if (room > 0) continue;
      close();
      cipher = message.cipher(++chunk);
      room = CHUNK_BYTES;
    }
    if (size < AT_ONCE_BYTES) continue;
    yield ready;
    ready = [];
    size = 0;
  }
  close();
  yield ready;
}

/**
 * Opens a file, or a range of it for which only the chunks that hold it are fetched. Nothing of a chunk is handed out
 * before the whole chunk was found to be as it was written.
 *
 * @param bytes how many bytes were encrypted; one more or one less in the store is found out.
 * @param fetch reads the ciphertext, or a range of it.
 * @throws CiphertextError
 */
export async function* open(
  key: Buffer,
  context: Buffer,
  bytes: number,
  fetch: (range?: ByteRange) => AsyncIterable<Buffer>,
  range?: ByteRange,
): AsyncGenerator<Buffer, void> {
  const { start, end } = range ?? { start: 0, end: bytes };
  const first = chunkOf(start);
  // Whoever reads all reads the last chunk too, even an empty one: otherwise nobody would miss what was cut off.
  const last = chunkOf(range ? end - 1 : bytes);
  const chunks = {
    start: HEADER_BYTES + first * SEALED_BYTES,
    end: Math.min(HEADER_BYTES + (last + 1) * SEALED_BYTES, sealedBytes(bytes)),
  };
  const pieces = new Pieces(range ? behindHeader(fetch, chunks) : fetch());
  try {
    const header = await pieces.take(HEADER_BYTES);
    const message = new Message(key, header.subarray(0, SALT_BYTES), context);
    const commitment = header.subarray(SALT_BYTES);
    if (commitment.length < COMMITMENT_BYTES || !timingSafeEqual(message.commitment, commitment)) throw damaged();
    for (let chunk = first; chunk <= last; chunk++) {
      const from = chunk * CHUNK_BYTES;
      const length = Math.min(CHUNK_BYTES, bytes - from) + TAG_BYTES;
      const sealed = await pieces.take(length);
      if (sealed.length < length) throw damaged();
      const plain = message.open(chunk, sealed);
      const wanted = plain.subarray(Math.max(0, start - from), end - from);
      if (wanted.length > 0) yield wanted;
    }
    if ((await pieces.take(1)).length > 0) throw damaged();
  } finally {
    await pieces.close();
  }
}

/** The header and some chunks; in one go where nothing lies between them. */
async function* behindHeader(
  fetch: (range: ByteRange) => AsyncIterable<Buffer>,
  { start, end }: ByteRange,
): AsyncGenerator<Buffer, void> {
  if (start > HEADER_BYTES) yield* fetch({ start: 0, end: HEADER_BYTES });
  yield* fetch({ start: start > HEADER_BYTES ? start : 0, end });
}

const damaged = (): CiphertextError => new CiphertextError('a file');
const chunkOf = (byte: number): number => Math.floor(byte / CHUNK_BYTES);

/** What one ciphertext is encrypted under; derived from its key, its salt and what it is bound to. */
class Message {
  readonly commitment: Buffer;
  private readonly key: KeyObject;
  private readonly nonce: Buffer;

  constructor(
    key: Buffer,
    readonly salt: Buffer,
    context: Buffer,
  ) {
    if (key.length !== KEY_BYTES) throw new RangeError(`The key of a file has ${KEY_BYTES} bytes.`);
    const secret = createSecretKey(key);
    const info = Buffer.concat([INFO, salt, context]);
    // HKDF-Expand with SHA-512; node:crypto has it only behind an extraction, which the specification leaves out.
    const head = createHmac('sha512', secret).update(info).update(Buffer.of(1)).digest();
    const tail = createHmac('sha512', secret).update(head).update(info).update(Buffer.of(2)).digest();
    const material = Buffer.concat([head, tail]);
    const commitmentAt = KEY_BYTES + NONCE_BYTES;
    this.key = createSecretKey(material.subarray(0, KEY_BYTES));
    this.nonce = material.subarray(KEY_BYTES, commitmentAt);
    this.commitment = material.subarray(commitmentAt, commitmentAt + COMMITMENT_BYTES);
  }

  cipher(chunk: number) {
    return createCipheriv(ALGORITHM, this.key, this.nonceOf(chunk), { authTagLength: TAG_BYTES });
  }

  open(chunk: number, sealed: Buffer): Buffer {
    const end = sealed.length - TAG_BYTES;
    const decipher = createDecipheriv(ALGORITHM, this.key, this.nonceOf(chunk), { authTagLength: TAG_BYTES });
    decipher.setAuthTag(sealed.subarray(end));
    const plain = decipher.update(sealed.subarray(0, end));
    try {
      decipher.final();
    } catch {
      throw damaged();
    }
    return plain;
  }

  /** The base nonce with the chunk's number, of 38 bits, laid over its end. */
  private nonceOf(chunk: number): Buffer {
    if (chunk >= MOST_CHUNKS) throw new RangeError('A file has at most 4 PiB.');
    const nonce = Buffer.from(this.nonce);
    nonce.writeUInt8(nonce.readUInt8(7) ^ Math.floor(chunk / 2 ** 32), 7);
    nonce.writeUInt32BE((nonce.readUInt32BE(8) ^ chunk) >>> 0, 8);
    return nonce;
  }
}
