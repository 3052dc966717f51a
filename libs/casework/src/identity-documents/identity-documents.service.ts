// What we do with identity documents.
import { defineErrors, now } from '@haven/kernel';
import { correct, Repo, today, unitOfWork, type Repository } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { Applicant } from '../applicants/applicant.entity.js';
import { ApplicantPermission } from '../applicants/applicant.permissions.js';
import { mustBeWithinReason, mustHaveHappened, mustNotEndBeforeItBegins } from '../applicants/applicant.rules.js';
import { DeadlinesService } from '../deadlines/deadlines.service.js';
import { DocumentsService } from '../documents/documents.service.js';
import { IdentityDocumentStatus, IdentityDocument } from './identity-document.entity.js';
import type { AddIdentityDocumentInput, CorrectIdentityDocumentInput } from './identity-document.inputs.js';

export const identityDocumentErrors = defineErrors({
  IDENTITY_DOCUMENT_WITHDRAWN: 'The identity document was withdrawn and cannot be changed any more.',
});

@Injectable()
export class IdentityDocumentsService {
  constructor(
    @Repo(IdentityDocument) private readonly documents: Repository<IdentityDocument>,
    @Repo(Applicant) private readonly applicants: Repository<Applicant>,
    private readonly deadlines: DeadlinesService,
    private readonly scans: DocumentsService,
  ) {}

  async add({ id, ...input }: AddIdentityDocumentInput): Promise<IdentityDocument> {
    mustHaveSoundDays(input);
    await this.applicants.one(input.applicantId, ApplicantPermission.update);
    await this.scans.mustBeOf(input.applicantId, input.scanId, 'input.scanId');
    const document = await this.documents.add({
      ...(id && { id }),
      ...input,
      status: input.status ?? IdentityDocumentStatus.PENDING,
    });
    await this.deadlines.reckon(document.applicantId);
    return document;
  }

  async correct(id: string, version: number, input: CorrectIdentityDocumentInput): Promise<IdentityDocument> {
    const document = await this.documents.one(id, ApplicantPermission.update);
    if (document.withdrawnAt) throw identityDocumentErrors.IDENTITY_DOCUMENT_WITHDRAWN();
    await this.scans.mustBeOf(document.applicantId, input.scanId, 'input.scanId');
    correct(document, input);
    mustHaveSoundDays(document);
    await this.documents.save(document, version);
    await this.deadlines.reckon(document.applicantId);
    return document;
  }

  /** The document stays to be read, with the moment of its withdrawal. */
  async withdraw(id: string, version: number, reason?: string): Promise<IdentityDocument> {
    const document = await this.documents.one(id, ApplicantPermission.update);
    document.withdrawnAt ??= now();
    await this.documents.save(document, version, reason);
    await this.deadlines.reckon(document.applicantId);
    return document;
  }
}

function mustHaveSoundDays(days: { issuedOn?: string; expiresOn?: string }): void {
  const day = today(unitOfWork().who);
  mustHaveHappened(days.issuedOn, day, 'input.issuedOn');
  mustBeWithinReason(days.expiresOn, day, 'input.expiresOn');
  mustNotEndBeforeItBegins(days, 'issuedOn', 'expiresOn', 'input');
}
