// What may happen to a document and its files, and which names files may have.
import { badInput, defineErrors, StateMachine } from '@haven/kernel';
import { Sensitivity, type Who } from '@haven/platform';
import { mustBeWithinReason, mustHaveHappened, mustNotEndBeforeItBegins } from '../applicants/applicant.rules.js';
import { ALLOWED_TYPES, isDeclaredAs, typeOfName } from '../file-inspection/allowed-types.js';
import type { Case } from '../cases/case.entity.js';
import type { DocumentVersion } from './document-version.entity.js';
import type { Document } from './document.entity.js';
import { DocumentStatus, DocumentVerification } from './document.status.js';

export const documentErrors = defineErrors({
  DOCUMENT_FILE_MOVE: 'A file cannot go from where it stands to there.',
  DOCUMENT_NOT_AVAILABLE:
    'The document has no file that can be opened: it is still arriving, in quarantine, or was refused.',
  DOCUMENT_UPLOAD_UNDER_WAY: 'A file of this document is still on its way; wait for it, or cancel that upload.',
  DOCUMENT_SECOND_PERSON: 'Whoever sent the file cannot verify or dispute it; somebody else has to.',
  DOCUMENT_CLASS_NOT_SEEN: 'What this document holds is of a class that you do not see.',
  DOCUMENT_CASE_OF_ANOTHER: 'The case is for another person than the document.',
  DOCUMENT_OF_ANOTHER: 'The document is of another person; `field` says where it was named.',
  FILE_TOO_LARGE: 'The file is larger than a file may be.',
  FILE_TYPE_NOT_ALLOWED: 'Files of this type are not taken in.',
  FILE_QUOTA_EXCEEDED: 'The organisation has no room left for this file.',
});

const { UPLOADING, QUARANTINED, AVAILABLE, REJECTED, ABANDONED } = DocumentStatus;

export const fileStates = new StateMachine<DocumentStatus>(
  'file',
  {
    [UPLOADING]: [QUARANTINED, ABANDONED],
    [QUARANTINED]: [AVAILABLE, REJECTED],
    [AVAILABLE]: [],
    [REJECTED]: [],
    [ABANDONED]: [],
  },
  (from, to) => documentErrors.DOCUMENT_FILE_MOVE(`A file cannot go from ${from} to ${to}.`, { from, to }),
);

/**
 * The name of a file without the folders that a client sent along.
 * @throws BAD_USER_INPUT when nothing is left of it
 */
export function bareFileName(name: string, field: string): string {
  const bare = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1).trim();
  if (/^\.*$/.test(bare)) throw badInput(field, 'Name the file, with its ending.');
  return bare;
}

/**
 * The media type that a file of this name has; what it really is the examination finds out.
 * @throws FILE_TYPE_NOT_ALLOWED when no such files are kept, or it is declared to be something else
 */
export function expectedType(fileName: string, declared = ''): string {
  const named = typeOfName(fileName);
  if (named && isDeclaredAs(declared, named)) return named.mediaType;
  const allowed = ALLOWED_TYPES.flatMap(({ extensions }) => extensions);
  throw documentErrors.FILE_TYPE_NOT_ALLOWED(undefined, { allowed });
}

/** @throws DOCUMENT_CLASS_NOT_SEEN: nobody puts away, changes or opens what they could not look at */
export function mustSeeClass({ sees }: Who, sensitivity: Sensitivity): void {
  if (!sees.has(sensitivity)) throw documentErrors.DOCUMENT_CLASS_NOT_SEEN();
}

/** @throws DOCUMENT_CASE_OF_ANOTHER */
export function mustBeForSame({ applicantId }: Pick<Document, 'applicantId'>, theCase: Case | undefined): void {
  if (theCase && theCase.applicantId !== applicantId) throw documentErrors.DOCUMENT_CASE_OF_ANOTHER();
}

/** @throws BAD_USER_INPUT naming the day that cannot be */
export function mustHaveSoundDays(days: Pick<Document, 'issuedOn' | 'expiresOn'>, today: string): void {
  mustHaveHappened(days.issuedOn, today, 'input.issuedOn');
  mustBeWithinReason(days.expiresOn, today, 'input.expiresOn');
  mustNotEndBeforeItBegins(days, 'issuedOn', 'expiresOn', 'input');
}

/** @throws DOCUMENT_NOT_AVAILABLE while there is nothing to look at, DOCUMENT_SECOND_PERSON for who sent the file */
export function mustBeReviewable(document: Document, current: DocumentVersion | undefined, userId: string): void {
  if (document.status !== AVAILABLE || !current) throw documentErrors.DOCUMENT_NOT_AVAILABLE();
  if (current.uploadedById === userId) throw documentErrors.DOCUMENT_SECOND_PERSON();
}

/** Another file is another thing to look at: what was verified was the one before. */
export function unreview(document: Document): void {
  document.verification = DocumentVerification.UNVERIFIED;
  document.reviewedById = undefined;
  document.reviewedAt = undefined;
  document.disputeReason = undefined;
}

/** A file takes its place as the one that is opened. */
export function makeCurrent(document: Document, version: DocumentVersion): void {
  if (document.currentVersionId === version.id) return;
  document.currentVersionId = version.id;
  document.status = AVAILABLE;
  unreview(document);
}

/** A document without a file to open stands where its newest file does. */
export function follow(document: Document, version: DocumentVersion): void {
  if (!document.currentVersionId) document.status = version.status;
}
