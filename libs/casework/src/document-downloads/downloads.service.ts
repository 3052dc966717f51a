// Downloads: leave to fetch a file is given once, for a minute, and looked at again when it is used.
import { commonErrors, newId, now } from '@haven/kernel';
import { AuditAction, Keyring, Repo, unitOfWork, writeEvent, type Repository } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { DocumentVersion } from '../documents/document-version.entity.js';
import { Document } from '../documents/document.entity.js';
import { DocumentPermission } from '../documents/document.permissions.js';
import { documentErrors, mustSeeClass } from '../documents/document.rules.js';
import { DocumentStatus } from '../documents/document.status.js';
import { FileRendition, type DownloadTicket } from './download.views.js';
import { FileTickets } from '../document-files/file-tickets.js';
import { filesOf, Rendition, type StoredFile } from '../document-files/stored-files.js';

const TICKET_MS = 60_000;

const KEPT_AS: Record<FileRendition, Rendition> = {
  [FileRendition.CONTENT]: Rendition.CONTENT,
  [FileRendition.PREVIEW]: Rendition.PREVIEW,
  [FileRendition.ORIGINAL]: Rendition.ORIGINAL,
};

/** A file about to be sent to somebody. */
export interface Fetched {
  file: StoredFile;
  applicantId: string;
  fileName: string;
}

@Injectable()
export class DownloadsService {
  constructor(
    private readonly tickets: FileTickets,
    private readonly keyring: Keyring,
    @Repo(Document) private readonly documents: Repository<Document>,
    @Repo(DocumentVersion) private readonly versions: Repository<DocumentVersion>,
  ) {}

  /** Leave for the current file of a document, or for an earlier one by its number. */
  async open(documentId: string, rendition: FileRendition, number?: number): Promise<DownloadTicket> {
    const document = await this.documents.within(documentId, DocumentPermission.open);
    mustSeeClass(unitOfWork().who, document.sensitivity);
    const which = number === undefined ? { id: document.currentVersionId ?? documentId } : { documentId, number };
    const [version] = await this.versions.find(which, 'unscoped', { limit: 1 });
    if (version?.status !== DocumentStatus.AVAILABLE) throw documentErrors.DOCUMENT_NOT_AVAILABLE();
    const [file] = await filesOf(version.id, KEPT_AS[rendition]);
    if (!file) throw documentErrors.DOCUMENT_NOT_AVAILABLE('This file was not kept in that form.');
    return this.leave(version.id, file);
  }

  /**
   * Uses up a ticket: looks again at everything that was looked at when it was given, and writes the trace.
   * @throws NOT_FOUND for a ticket that is used, over, or of no use any more; all of them alike
   */
  async redeem(ticketId: string): Promise<Fetched> {
    const work = unitOfWork();
    const { organizationId, userId, sessionId } = work.who;
    const { rows } = await work.run(
      `update "download_ticket" set redeemed_at = $5
         where organization_id = $1 and id = $2 and user_id = $3 and session_id = $4 and redeemed_at is null and expires_at > $5
         returning version_id, rendition`,
      [organizationId, ticketId, userId, sessionId, now()],
    );
    const [versionId, rendition] = rows[0] ?? [];
    if (!versionId) throw commonErrors.NOT_FOUND();
    const version = await this.versions.within(versionId, DocumentPermission.open);
    const document = await this.documents.within(version.documentId, DocumentPermission.open);
    mustSeeClass(work.who, document.sensitivity);
    const [file] = await filesOf(versionId, rendition as Rendition);
    if (!file) throw commonErrors.NOT_FOUND();
    await this.trace(version, document);
    return { file, applicantId: version.applicantId, fileName: version.fileName };
  }

  private async leave(versionId: string, file: StoredFile): Promise<DownloadTicket> {
    const work = unitOfWork();
    const { organizationId, userId, sessionId } = work.who;
    const ticketId = newId();
    const expiresAt = new Date(now().getTime() + TICKET_MS);
    await work.run(
      `insert into "download_ticket" (organization_id, id, version_id, rendition, user_id, session_id, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7)`,
      [organizationId, ticketId, versionId, file.rendition, userId, sessionId, expiresAt],
    );
    const url = `/downloads?ticket=${this.tickets.writeDownload({ organizationId, userId, sessionId: sessionId!, ticketId })}`;
    return { url, mediaType: file.mediaType, bytes: file.bytes, expiresAt };
  }

  private async trace({ id, applicantId }: DocumentVersion, { sensitivity }: Document): Promise<void> {
    const work = unitOfWork();
    await writeEvent(work, {
      action: AuditAction.READ,
      record: { type: DocumentVersion.name, id },
      subjects: [applicantId],
      classes: [sensitivity],
      keySubject: applicantId,
      keys: await this.keyring.load(work.who.organizationId, [applicantId]),
    });
  }
}
