// The S3 store: objects in a bucket of any service that speaks S3's language.
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { ByteRange } from './chunked-cipher.js';
import {
  FileDamaged,
  FileMissing,
  pathOf,
  StoreFull,
  StoreUnavailable,
  watched,
  type ObjectStore,
} from './object-store.js';

export interface S3Address {
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** Other than AWS's own. */
  endpoint?: string;
  /** Whether the bucket is named in the path and not in the host. */
  pathStyle: boolean;
}

/** Two parts of a file are in memory at a time. 10,000 parts, the most there may be, make 48 GiB. */
const PART_BYTES = 5 * 1024 ** 2;
const PARTS_AT_ONCE = 2;
const CONNECTS_WITHIN_MS = 5_000;
/** How long the bucket may be silent; a reader who takes nothing for so long loses the rest, too. */
const PATIENCE_MS = 60_000;
/** Whoever asks whether we are ready does not wait longer. */
const ANSWERS_WITHIN_MS = 2_000;
const MISSING = new Set(['NoSuchKey', 'NotFound']);
const NO_ROOM = new Set(['QuotaExceeded', 'QuotaExceededException', 'StorageFull', 'XMinioStorageFull']);
const INSUFFICIENT_STORAGE = 507;

export class S3Store implements ObjectStore {
  private readonly client: S3Client;
  private readonly bucket: string;

  constructor({ bucket, pathStyle, accessKeyId, secretAccessKey, ...place }: S3Address, patienceMs = PATIENCE_MS) {
    this.bucket = bucket;
    this.client = new S3Client({
      ...place,
      forcePathStyle: pathStyle,
      credentials: { accessKeyId, secretAccessKey },
      requestHandler: {
        connectionTimeout: CONNECTS_WITHIN_MS,
        requestTimeout: patienceMs,
        throwOnRequestTimeout: true,
        socketTimeout: patienceMs,
      },
      // Every chunk carries a tag of its own that says more, and not every service knows these.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
  }

  async put(name: string, source: AsyncIterable<readonly Buffer[]>): Promise<void> {
    let senders: { fault: unknown } | undefined;
    const sent = watched(source, (fault) => (senders = { fault }).fault);
    const upload = new Upload({
      client: this.client,
      params: { ...this.at(name), Body: Readable.from(oneByOne(sent), { objectMode: false }) },
      partSize: PART_BYTES,
      queueSize: PARTS_AT_ONCE,
    });
    try {
      await upload.done();
    } catch (error) {
      throw senders ? senders.fault : faultOf(error);
    }
  }

  async *get(name: string, range?: ByteRange): AsyncGenerator<Buffer, void> {
    const part = range && { Range: `bytes=${range.start}-${range.end - 1}` };
    const question = new GetObjectCommand({ ...this.at(name), ...part });
    const client = this.client;
    async function* answer(): AsyncGenerator<Buffer, void> {
      const { Body } = await client.send(question);
      yield* Body as AsyncIterable<Buffer>;
    }
    yield* watched(answer(), (error) => this.faultAt(error));
  }

  async size(name: string): Promise<number> {
    const question = new HeadObjectCommand(this.at(name));
    try {
      const { ContentLength } = await this.client.send(question);
      return ContentLength!;
    } catch (error) {
      throw await this.faultAt(error);
    }
  }

  async remove(name: string): Promise<void> {
    const question = new DeleteObjectCommand(this.at(name));
    try {
      await this.client.send(question);
    } catch (error) {
      if (!MISSING.has(nameOf(error))) throw faultOf(error);
    }
  }

  async ping(): Promise<void> {
    try {
      const abortSignal = AbortSignal.timeout(ANSWERS_WITHIN_MS);
      await this.client.send(new HeadBucketCommand({ Bucket: this.bucket }), { abortSignal });
    } catch (error) {
      throw faultOf(error);
    }
  }

  close(): void {
    this.client.destroy();
  }

  private at(name: string): { Bucket: string; Key: string } {
    return { Bucket: this.bucket, Key: pathOf(name) };
  }

  /** An object that is not there is missing only while its bucket is there. */
  private async faultAt(error: unknown): Promise<Error> {
    if (!MISSING.has(nameOf(error))) return faultOf(error);
    await this.ping();
    return new FileMissing('The file is not in its bucket.', { cause: error });
  }
}

async function* oneByOne(source: AsyncIterable<readonly Buffer[]>): AsyncGenerator<Buffer, void> {
  for await (const buffers of source) yield* buffers;
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

function faultOf(error: unknown): Error {
  const name = nameOf(error);
  const { httpStatusCode } = (error as { $metadata?: { httpStatusCode?: number } }).$metadata ?? {};
  if (NO_ROOM.has(name) || httpStatusCode === INSUFFICIENT_STORAGE)
    return new StoreFull(`There is no room for files (${name}).`, { cause: error });
  if (name === 'InvalidRange') return new FileDamaged('The file is shorter than it was.', { cause: error });
  return new StoreUnavailable(`The bucket of files cannot be used (${name}).`, { cause: error });
}
