// The upload desk: hands out leave to send a file, and takes it back.
import { Events, Repo, unitOfWork, type Repository } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { DocumentVersion } from '../documents/document-version.entity.js';
import { Document } from '../documents/document.entity.js';
import { FilesLeftOver } from '../documents/document.events.js';
import { DocumentPermission } from '../documents/document.permissions.js';
import { documentErrors, fileStates, follow, mustSeeClass } from '../documents/document.rules.js';
import { DocumentStatus } from '../documents/document.status.js';
import type { UploadTicket } from './upload.views.js';
import { adjustRoom } from '../document-files/file-room.js';
import { FileTickets } from '../document-files/file-tickets.js';
import { letGo, Rendition } from '../document-files/stored-files.js';

/** How long an upload may take: a phone may be without a line over night. */
export const UPLOAD_MS = 24 * 3_600_000;

@Injectable()
export class UploadDesk {
  constructor(
    private readonly tickets: FileTickets,
    private readonly events: Events,
    @Repo(Document) private readonly documents: Repository<Document>,
    @Repo(DocumentVersion) private readonly versions: Repository<DocumentVersion>,
  ) {}

  /** Leave for the asking session. */
  ticketFor({ id, documentId, createdAt }: DocumentVersion): UploadTicket {
    const { organizationId, userId, sessionId } = unitOfWork().who;
    if (!sessionId) throw new Error('Leave to send a file is given to a session');
    const expiresAt = new Date(createdAt.getTime() + UPLOAD_MS);
    const token = this.tickets.writeUpload({ organizationId, userId, sessionId, versionId: id, expiresAt });
    return { document: { id: documentId }, file: { id }, url: `/uploads/${id}`, token, expiresAt };
  }

  /** @throws DOCUMENT_FILE_MOVE when the upload is over */
  async renew(versionId: string): Promise<UploadTicket> {
    const version = await this.reached(versionId);
    if (version.status !== DocumentStatus.UPLOADING) throw documentErrors.DOCUMENT_FILE_MOVE('This upload is over.');
    return this.ticketFor(version);
  }

  /** @throws DOCUMENT_FILE_MOVE when the upload is over */
  async cancel(versionId: string): Promise<DocumentVersion> {
    return this.abandon(await this.reached(versionId));
  }

  /** Gives up an upload: its room is free again, and its pieces go. */
  async abandon(version: DocumentVersion): Promise<DocumentVersion> {
    const [document] = await this.documents.find({ id: version.documentId }, 'unscoped', { limit: 1, lock: true });
    fileStates.move(version, DocumentStatus.ABANDONED);
    follow(document!, version);
    await this.versions.save(version);
    await this.documents.save(document!);
    await adjustRoom(-version.bytes);
    await letGo(version.id, [Rendition.PART]);
    await this.events.tell(FilesLeftOver({}));
    return version;
  }

  private async reached(versionId: string): Promise<DocumentVersion> {
    const version = await this.versions.one(versionId, DocumentPermission.add);
    const [document] = await this.documents.find({ id: version.documentId }, 'unscoped', { limit: 1 });
    mustSeeClass(unitOfWork().who, document!.sensitivity);
    return version;
  }
}
