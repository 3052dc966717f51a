// A tus upload: what the tus server asks and tells of the one upload that a request is about.
import { createHash, timingSafeEqual, type Hash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { DataStore, Upload } from '@tus/server';
import type { DocumentVersion } from '../documents/document-version.entity.js';
import type { Receiver } from './receiver.js';

/** An answer of the protocol that the tus server leaves to its store. */
class TusRefusal extends Error {
  constructor(
    readonly status_code: number,
    readonly body: string,
  ) {
    super(body);
  }
}

/** Algorithms of Upload-Checksum; a checksum keeps accidents out, not enemies. */
export const CHECKSUMS = ['sha256', 'sha1', 'md5'];

export class TusUpload extends DataStore {
  override extensions = ['creation', 'checksum', 'termination'];

  constructor(
    private readonly versionId: string,
    private readonly receiver: Receiver,
    private readonly giveUp: () => Promise<unknown>,
    private readonly checksum?: string,
  ) {
    super();
  }

  /** The upload is there since its ticket was given; creating it only asks where it stands. */
  override async create(upload: Upload): Promise<Upload> {
    const expected = await this.receiver.expected(this.versionId);
    if (upload.size !== undefined && upload.size > expected.bytes)
      throw new TusRefusal(413, 'Upload-Length is more than was announced\n');
    if (upload.size !== expected.bytes) throw new TusRefusal(400, 'Upload-Length is not what was announced\n');
    return told(expected);
  }

  override async getUpload(): Promise<Upload> {
    return told(await this.receiver.expected(this.versionId));
  }

  override async write(source: Readable, _id: string, offset: number): Promise<number> {
    const expected = await this.receiver.expected(this.versionId);
    if (expected.receivedBytes !== offset) return expected.receivedBytes;
    if (this.checksum === undefined) return this.receiver.receive(expected, source);
    const { hash, digest } = checksumOf(this.checksum);
    let found: Buffer | undefined;
    return this.receiver.receive(expected, hashed(source, hash), () => {
      found ??= hash.digest();
      if (found.length !== digest.length || !timingSafeEqual(found, digest))
        throw new TusRefusal(460, 'Checksum mismatch\n');
    });
  }

  override async remove(): Promise<void> {
    await this.giveUp();
  }
}

const told = ({ id, bytes, receivedBytes }: DocumentVersion): Upload =>
  new Upload({ id, size: bytes, offset: receivedBytes });

function checksumOf(header: string): { hash: Hash; digest: Buffer } {
  const [algorithm, digest] = header.split(' ');
  if (!algorithm || !digest || !CHECKSUMS.includes(algorithm))
    throw new TusRefusal(400, 'Upload-Checksum takes sha256, sha1 or md5\n');
  return { hash: createHash(algorithm), digest: Buffer.from(digest, 'base64') };
}

async function* hashed(source: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array, void> {
  for await (const piece of source) {
    hash.update(piece);
    yield piece;
  }
}
