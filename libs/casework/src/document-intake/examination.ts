// The examination: what has arrived is scanned, inspected and put away, or refused. Until then nobody can open it.
import { createHash, type Hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { NotYet, Transactions, Undertakes } from '@haven/platform';
import { Injectable, Optional } from '@nestjs/common';
import { FileShelf } from '../document-files/file-shelf.js';
import { Rendition } from '../document-files/stored-files.js';
import { FileArrived } from '../documents/document.events.js';
import { allowedType } from '../file-inspection/allowed-types.js';
import { inspect, preview, reencode } from '../file-inspection/inspection.js';
import { RejectionReason } from '../file-inspection/rejection-reason.js';
import type { Accepted, Verdict } from '../file-inspection/verdict.js';
import { ScannerUnavailable } from '../malware-scan/clamd-connection.js';
import { Scanner, type ScanResult } from '../malware-scan/scanner.js';
import { Judgement, type Arrived } from './judgement.js';

const PREVIEW_TYPE = 'image/jpeg';
/** How long a file waits before the scanner is asked again. */
const SCANNER_AGAIN_MS = 60_000;

@Injectable()
export class Examination {
  constructor(
    private readonly shelf: FileShelf,
    private readonly judgement: Judgement,
    private readonly transactions: Transactions,
    @Optional() private readonly scanner?: Scanner,
  ) {}

  /**
   * Begun anew from its start when a worker dies, or something it needs is away: nothing is changed before its last step, which is
   * one transaction, and what it wrote until then is found by its row and removed.
   */
  @Undertakes(FileArrived)
  async examine({ versionId }: { versionId: string }): Promise<void> {
    const arrived = await this.transactions.run(() => this.judgement.arrived(versionId));
    if (!arrived) return;
    const verdict = await this.verdictOn(arrived);
    if (!verdict.accepted) return this.reject(arrived, verdict.reason);
    await this.putAway(arrived, verdict);
  }

  private async verdictOn(arrived: Arrived): Promise<Verdict> {
    const { found } = await this.scanned(arrived);
    if (found !== 'CLEAN') return { accepted: false, reason: RejectionReason[found] };
    const { fileName, mediaType } = arrived.version;
    return inspect(this.bytesOf(arrived), { fileName, mediaType });
  }

  /** @throws NotYet while there is no scanner that answers: the file waits in quarantine, however long that is */
  private async scanned(arrived: Arrived): Promise<ScanResult> {
    if (!this.scanner) throw new NotYet(SCANNER_AGAIN_MS);
    try {
      return await this.scanner.scan(this.bytesOf(arrived));
    } catch (error) {
      if (error instanceof ScannerUnavailable) throw new NotYet(SCANNER_AGAIN_MS);
      throw error;
    }
  }

  /** Preview and original come first: with the content, the file is there. */
  private async putAway(arrived: Arrived, found: Accepted): Promise<void> {
    const { version, keepsOriginals } = arrived;
    const { id: versionId, applicantId } = version;
    const { mediaType } = found;
    const picture = await preview(this.bytesOf(arrived), mediaType);
    if (picture) {
      const place = { versionId, applicantId, rendition: Rendition.PREVIEW, mediaType: PREVIEW_TYPE };
      await this.shelf.put(place, Readable.from([picture]), nothing);
    }
    const isImage = allowedType(mediaType)?.family === 'IMAGE';
    if (isImage && keepsOriginals) {
      const place = { versionId, applicantId, rendition: Rendition.ORIGINAL, mediaType };
      await this.shelf.put(place, this.bytesOf(arrived), nothing);
    }
    const digest = createHash('sha256');
    const source = Readable.from(hashed(this.bytesOf(arrived), digest), { objectMode: false });
    const made = isImage ? await reencode(source, mediaType) : { ...found, content: source };
    if (!made.accepted) return this.reject(arrived, made.reason);
    const place = { versionId, applicantId, rendition: Rendition.CONTENT, mediaType: made.mediaType };
    const settle = (): string => (sum ??= digest.digest('hex'));
    let sum: string | undefined;
    await this.shelf.put(place, made.content, (file) => this.judgement.accept(version, file, found, settle()));
  }

  private reject({ version }: Arrived, reason: RejectionReason): Promise<void> {
    return this.transactions.run(() => this.judgement.reject(version, reason));
  }

  private bytesOf({ version, parts }: Arrived): Readable {
    return Readable.from(this.shelf.readAll(parts, version.applicantId), { objectMode: false });
  }
}

const nothing = async (): Promise<void> => undefined;

async function* hashed(source: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer, void> {
  for await (const piece of source) {
    hash.update(piece);
    yield piece;
  }
}
