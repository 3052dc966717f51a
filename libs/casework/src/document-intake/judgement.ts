// The judgement: what an examination found is written down, in one transaction with all that follows from it.
import { now } from '@haven/kernel';
import { Organization } from '@haven/identity';
import { Events, Keyring, Repo, unitOfWork, type Repository } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { adjustRoom } from '../document-files/file-room.js';
import { filesOf, letGo, Rendition, type StoredFile } from '../document-files/stored-files.js';
import { DocumentVersion } from '../documents/document-version.entity.js';
import { Document } from '../documents/document.entity.js';
import { DocumentChanged, FileAvailable, FilesLeftOver } from '../documents/document.events.js';
import { fileStates, follow, makeCurrent } from '../documents/document.rules.js';
import { DocumentStatus } from '../documents/document.status.js';
import type { RejectionReason } from '../file-inspection/rejection-reason.js';
import type { Accepted } from '../file-inspection/verdict.js';

const { CONTENT, ORIGINAL, PART, PREVIEW } = Rendition;

/** A version with the pieces in which it arrived. */
export interface Arrived {
  version: DocumentVersion;
  parts: readonly StoredFile[];
  /** Whether pictures are also kept as they came. */
  keepsOriginals: boolean;
}

@Injectable()
export class Judgement {
  constructor(
    @Repo(Document) private readonly documents: Repository<Document>,
    @Repo(DocumentVersion) private readonly versions: Repository<DocumentVersion>,
    @Repo(Organization) private readonly organizations: Repository<Organization>,
    private readonly keyring: Keyring,
    private readonly events: Events,
  ) {}

  /** What is to be examined; undefined when it was already. What an earlier try wrote is let go. */
  async arrived(versionId: string): Promise<Arrived | undefined> {
    const [version] = await this.versions.find({ id: versionId }, 'unscoped', { limit: 1, lock: true });
    if (version?.status !== DocumentStatus.QUARANTINED) return undefined;
    await letGo(versionId, [CONTENT, ORIGINAL, PREVIEW]);
    const { organizationId } = unitOfWork().who;
    const [organization] = await this.organizations.find({ id: organizationId }, 'unscoped', { limit: 1 });
    return { version, parts: await filesOf(versionId, PART), keepsOriginals: organization!.keepsOriginals };
  }

  /** Refuses the file: its bytes go, its name and the reason stay. */
  async reject({ id }: DocumentVersion, reason: RejectionReason): Promise<void> {
    const settled = await this.settled(id);
    if (!settled) return;
    const { version, document } = settled;
    fileStates.move(version, DocumentStatus.REJECTED);
    version.rejection = reason;
    version.examinedAt = now();
    follow(document, version);
    await this.save(version, document);
    await adjustRoom(-version.bytes);
    await letGo(id, [PART, CONTENT, ORIGINAL, PREVIEW]);
    await this.events.tell(FilesLeftOver({}));
  }

  /**
   * Makes the file the one that is opened.
   * @param digest SHA-256 of what arrived, in hex
   */
  async accept({ id }: DocumentVersion, content: StoredFile, verdict: Accepted, digest: string): Promise<void> {
    const settled = await this.settled(id);
    if (!settled) throw new Error('The file was examined by somebody else meanwhile');
    const { version, document } = settled;
    const announced = version.bytes;
    fileStates.move(version, DocumentStatus.AVAILABLE);
    Object.assign(version, { mediaType: content.mediaType, bytes: content.bytes, pages: verdict.pages });
    version.examinedAt = now();
    version.contentToken = await this.tokenOf(version.applicantId, digest);
    version.sameAsId = await this.sameContent(version);
    makeCurrent(document, version);
    await this.save(version, document);
    await adjustRoom((await this.bytesKept(id)) - announced);
    await letGo(id, [PART]);
    await this.events.tell(FileAvailable({ versionId: id, documentId: document.id }));
    await this.events.tell(DocumentChanged({ documentId: document.id }));
    await this.events.tell(FilesLeftOver({}));
  }

  private async settled(id: string): Promise<{ version: DocumentVersion; document: Document } | undefined> {
    const [version] = await this.versions.find({ id }, 'unscoped', { limit: 1, lock: true });
    if (version?.status !== DocumentStatus.QUARANTINED) return undefined;
    const [document] = await this.documents.find({ id: version.documentId }, 'unscoped', { limit: 1, lock: true });
    return { version, document: document! };
  }

  private async save(version: DocumentVersion, document: Document): Promise<void> {
    await this.versions.save(version);
    await this.documents.save(document);
  }

  private async bytesKept(versionId: string): Promise<number> {
    const kept = await Promise.all([CONTENT, ORIGINAL, PREVIEW].map((rendition) => filesOf(versionId, rendition)));
    return kept.flat().reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Bound to the person: the same paper of two people has two tokens, so that nobody can tell who else has it. */
  private async tokenOf(applicantId: string, digest: string): Promise<string> {
    const keys = await this.keyring.load(unitOfWork().who.organizationId, [applicantId]);
    return String(keys.searchToken('document_version.content', `${applicantId}/${digest}`));
  }

  private async sameContent({ applicantId, contentToken, documentId }: DocumentVersion): Promise<string | undefined> {
    const same = await this.versions.find({ applicantId, contentToken }, 'unscoped', { limit: 10 });
    return same.find((each) => each.documentId !== documentId)?.documentId;
  }
}
