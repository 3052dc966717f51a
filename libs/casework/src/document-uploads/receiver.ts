// The receiver: takes in the bytes of an upload piece by piece. What has arrived stays, however the line breaks.
import { commonErrors, now } from '@haven/kernel';
import { Events, Repo, Transactions, unitOfWork, type Repository } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { DocumentVersion } from '../documents/document-version.entity.js';
import { Document } from '../documents/document.entity.js';
import { FileArrived, FilesLeftOver } from '../documents/document.events.js';
import { DocumentPermission } from '../documents/document.permissions.js';
import { fileStates, follow } from '../documents/document.rules.js';
import { DocumentStatus } from '../documents/document.status.js';
import { FileShelf } from '../document-files/file-shelf.js';
import { Incoming } from './incoming.js';
import { letGo, Rendition } from '../document-files/stored-files.js';

@Injectable()
export class Receiver {
  /** What this process is taking in: who asks how far an upload got waits until the last piece of it is put away. */
  private readonly underWay = new Map<string, Promise<unknown>>();

  constructor(
    private readonly shelf: FileShelf,
    private readonly events: Events,
    private readonly transactions: Transactions,
    @Repo(Document) private readonly documents: Repository<Document>,
    @Repo(DocumentVersion) private readonly versions: Repository<DocumentVersion>,
  ) {}

  /** The upload and how far it got. @throws NOT_FOUND for one that is out of reach, or no upload any more */
  async expected(versionId: string): Promise<DocumentVersion> {
    await this.underWay.get(versionId)?.catch(() => undefined);
    return this.transactions.run(() => this.reached(versionId));
  }

  /**
   * Takes in what comes from `version.receivedBytes` on, until it ends or breaks off; the last piece moves the file into quarantine.
   * @param check of the whole; then it comes as one piece, and throws when it is not what it should be
   * @returns how many bytes have arrived in all
   * @throws FILE_TOO_LARGE for more than was announced: nothing of the surplus is kept
   * @throws CONFLICT when another request sends the same upload
   */
  async receive(version: DocumentVersion, source: AsyncIterable<Uint8Array>, check?: () => void): Promise<number> {
    const taken = this.take(version, source, check);
    this.underWay.set(version.id, taken);
    return taken.finally(() => {
      if (this.underWay.get(version.id) === taken) this.underWay.delete(version.id);
    });
  }

  /** Begins an upload anew, for clients that cannot go on in the middle. */
  async restart(versionId: string): Promise<DocumentVersion> {
    const version = await this.expected(versionId);
    if (version.receivedBytes === 0) return version;
    return this.transactions.run(async () => {
      await this.advance(versionId, version.receivedBytes, 0);
      await letGo(versionId, [Rendition.PART]);
      await this.events.tell(FilesLeftOver({}));
      return this.reached(versionId);
    });
  }

  private async take(
    { id: versionId, applicantId, mediaType, bytes, receivedBytes }: DocumentVersion,
    source: AsyncIterable<Uint8Array>,
    check?: () => void,
  ): Promise<number> {
    const incoming = new Incoming(source, check ? bytes : undefined);
    let at = receivedBytes;
    for (let piece = await incoming.next(bytes - at); piece; piece = await incoming.next(bytes - at)) {
      const place = { versionId, applicantId, rendition: Rendition.PART, atByte: at, mediaType };
      at = await this.shelf.put(place, piece, async (file) => {
        check?.();
        const end = file.atByte + file.bytes;
        await this.advance(versionId, file.atByte, end);
        if (end === bytes) await this.quarantine(versionId);
        return end;
      });
    }
    return at;
  }

  private async reached(versionId: string): Promise<DocumentVersion> {
    const version = await this.versions.within(versionId, DocumentPermission.add);
    if (version.status === DocumentStatus.UPLOADING) return version;
    throw commonErrors.NOT_FOUND('This upload is over.');
  }

  /** Counts what has come. Of two requests that count from the same byte one is first. @throws CONFLICT for the other */
  private async advance(versionId: string, from: number, to: number): Promise<void> {
    const work = unitOfWork();
    const { touched } = await work.run(
      `update "document_version" set received_bytes = $4
         where organization_id = $1 and id = $2 and received_bytes = $3 and status = 'UPLOADING'`,
      [work.who.organizationId, versionId, from, to],
    );
    if (touched === 0) throw commonErrors.CONFLICT('Another request sends this upload, or it is over.');
  }

  private async quarantine(versionId: string): Promise<void> {
    const version = await this.versions.one(versionId, DocumentPermission.add);
    const document = await this.documents.one(version.documentId, DocumentPermission.add);
    fileStates.move(version, DocumentStatus.QUARANTINED);
    version.arrivedAt = now();
    follow(document, version);
    await this.versions.save(version);
    await this.documents.save(document);
    await this.events.tell(FileArrived({ versionId }));
  }
}
