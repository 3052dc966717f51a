// What we do with documents: add, replace, correct, review, restore.
import { badInput, now } from '@haven/kernel';
import {
  correct,
  Events,
  Repo,
  Sensitivity,
  Settings,
  today,
  unitOfWork,
  type Permission,
  type Repository,
} from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { Applicant } from '../applicants/applicant.entity.js';
import { Case } from '../cases/case.entity.js';
import { CasePermission } from '../cases/case.permissions.js';
import { GIGABYTE, MEGABYTE, takeRoom } from '../document-files/file-room.js';
import { DocumentVersion } from './document-version.entity.js';
import { Document } from './document.entity.js';
import type { AddDocumentInput, CorrectDocumentInput, DisputeDocumentInput, FileInput } from './document.inputs.js';
import { DocumentChanged } from './document.events.js';
import { DocumentPermission } from './document.permissions.js';
import * as rules from './document.rules.js';
import { DocumentStatus, DocumentVerification } from './document.status.js';

@Injectable()
export class DocumentsService {
  constructor(
    @Repo(Document) private readonly documents: Repository<Document>,
    @Repo(DocumentVersion) private readonly versions: Repository<DocumentVersion>,
    @Repo(Applicant) private readonly applicants: Repository<Applicant>,
    @Repo(Case) private readonly cases: Repository<Case>,
    private readonly events: Events,
    private readonly settings: Settings,
  ) {}

  /** Makes the document and expects its first file. */
  async add({ id, file, ...input }: AddDocumentInput): Promise<DocumentVersion> {
    const { who } = unitOfWork();
    const sensitivity = input.sensitivity ?? Sensitivity.IDENTITY;
    rules.mustSeeClass(who, sensitivity);
    rules.mustHaveSoundDays(input, today(who));
    await this.applicants.within(input.applicantId, DocumentPermission.add);
    const theCase = input.caseId ? await this.cases.within(input.caseId, CasePermission.read) : undefined;
    rules.mustBeForSame(input, theCase);
    const document = await this.documents.add({
      ...(id && { id }),
      ...input,
      sensitivity,
      status: DocumentStatus.UPLOADING,
      verification: DocumentVerification.UNVERIFIED,
    });
    return this.expect(document, file, 1, 'input.file');
  }

  /** Expects a further file; until it is available the present one stays current, and then it is kept. */
  async replace(id: string, version: number, file: FileInput): Promise<DocumentVersion> {
    const document = await this.reached(id, DocumentPermission.add, version);
    const files = await this.filesOf(id);
    const { UPLOADING, QUARANTINED } = DocumentStatus;
    if (files.some(({ status }) => status === UPLOADING || status === QUARANTINED))
      throw rules.documentErrors.DOCUMENT_UPLOAD_UNDER_WAY();
    const expected = await this.expect(document, file, Math.max(...files.map(({ number }) => number)) + 1, 'file');
    rules.follow(document, expected);
    await this.documents.save(document);
    return expected;
  }

  /** @throws CONFLICT when `version` is not the current one */
  async correct(id: string, version: number, input: CorrectDocumentInput): Promise<Document> {
    const { who } = unitOfWork();
    const theCase = input.caseId ? await this.cases.within(input.caseId, CasePermission.read) : undefined;
    const document = await this.reached(id, DocumentPermission.add, version);
    if (input.sensitivity) rules.mustSeeClass(who, input.sensitivity);
    rules.mustBeForSame(document, theCase);
    correct(document, input);
    rules.mustHaveSoundDays(document, today(who));
    return this.changed(document);
  }

  async verify(id: string, version: number): Promise<Document> {
    return this.review(id, version, DocumentVerification.VERIFIED);
  }

  async dispute(id: string, version: number, { disputeReason }: DisputeDocumentInput): Promise<Document> {
    return this.review(id, version, DocumentVerification.DISPUTED, disputeReason);
  }

  /** Makes an earlier file current again; the one that was stays among the versions. */
  async restore(id: string, version: number, number: number, reason?: string): Promise<Document> {
    const document = await this.reached(id, DocumentPermission.add, version);
    const [file] = await this.versions.find({ documentId: id, number }, 'unscoped', { limit: 1 });
    if (!file) throw badInput('number', 'The document has no version of this number.');
    if (file.status !== DocumentStatus.AVAILABLE) throw rules.documentErrors.DOCUMENT_NOT_AVAILABLE();
    rules.makeCurrent(document, file);
    return this.changed(document, reason);
  }

  /**
   * Holds a document that another record names against the person whom that record is about.
   * @throws NOT_FOUND or FORBIDDEN when the asker does not reach it, DOCUMENT_OF_ANOTHER
   */
  async mustBeOf(applicantId: string, id: string | null | undefined, field: string): Promise<void> {
    if (!id) return;
    const document = await this.documents.within(id, DocumentPermission.read);
    if (document.applicantId !== applicantId) throw rules.documentErrors.DOCUMENT_OF_ANOTHER(undefined, { field });
  }

  private async review(id: string, version: number, to: DocumentVerification, why?: string): Promise<Document> {
    const { who } = unitOfWork();
    const document = await this.reached(id, DocumentPermission.verify, version);
    const [current] = await this.versions.find({ id: document.currentVersionId ?? id }, 'unscoped', { limit: 1 });
    rules.mustBeReviewable(document, current, who.userId);
    document.verification = to;
    document.disputeReason = why;
    document.reviewedById = who.userId;
    document.reviewedAt = now();
    return this.changed(document);
  }

  private async changed(document: Document, reason?: string): Promise<Document> {
    await this.documents.save(document, undefined, reason);
    await this.events.tell(DocumentChanged({ documentId: document.id }));
    return document;
  }

  /** The document, for changing it: within reach, and of a class that the asker sees. */
  private async reached(id: string, permission: Permission, version: number): Promise<Document> {
    const document = await this.documents.one(id, permission, version);
    rules.mustSeeClass(unitOfWork().who, document.sensitivity);
    return document;
  }

  private filesOf(documentId: string): Promise<DocumentVersion[]> {
    return this.versions.find({ documentId }, 'unscoped', { limit: MOST_VERSIONS });
  }

  private async expect(document: Document, file: FileInput, number: number, path: string): Promise<DocumentVersion> {
    const { who } = unitOfWork();
    const fileName = rules.bareFileName(file.fileName, `${path}.fileName`);
    const largest = this.settings.get('FILE_MAX_MB') * MEGABYTE;
    if (file.bytes > largest) throw rules.documentErrors.FILE_TOO_LARGE(undefined, { largestBytes: largest });
    if (number > MOST_VERSIONS) throw badInput('documentId', `A document has at most ${MOST_VERSIONS} versions.`);
    const mediaType = rules.expectedType(fileName, file.mediaType);
    await takeRoom(file.bytes, this.settings.get('FILE_QUOTA_GB') * GIGABYTE);
    return this.versions.add({
      documentId: document.id,
      applicantId: document.applicantId,
      number,
      status: DocumentStatus.UPLOADING,
      fileName,
      mediaType,
      bytes: file.bytes,
      receivedBytes: 0,
      uploadedById: who.userId,
    });
  }
}

/** More than anybody scans; so that a list of versions has an end. */
const MOST_VERSIONS = 100;
