// A document's version: one file of it, from its first byte on. A newer one takes its place; it stays.
import { User } from '@haven/identity';
import {
  Choice,
  Count,
  Derived,
  Id,
  Moment,
  Recorded,
  Ref,
  Sensitivity,
  TenantRecord,
  Text,
  type RowRule,
} from '@haven/platform';
import { registerEnumType } from '@nestjs/graphql';
import { REJECTION_MEANINGS, RejectionReason } from '../file-inspection/rejection-reason.js';
import { Document } from './document.entity.js';
import { DocumentPermission } from './document.permissions.js';
import { DocumentStatus } from './document.status.js';

registerEnumType(RejectionReason, {
  name: 'RejectionReason',
  description: 'Why a file was not taken in.',
  valuesMap: Object.fromEntries(
    Object.entries(REJECTION_MEANINGS).map(([reason, description]) => [reason, { description }]),
  ),
});

/** A condition on the document, which stands as `d`. */
const ofItsDocument = (col: (column: string) => string, condition: string): string =>
  `exists (select from document d where d.organization_id = ${col('organization_id')} and d.id = ${col('document_id')} and ${condition})`;

/** What a file of a document holds is for those who see the class of the document, here and in what is read from it. */
export const ofSeenClass: RowRule = ({ col, sees }) => ofItsDocument(col, sees('d.sensitivity'));

@Recorded({
  table: 'document_version',
  is: 'One file of a document. It is never overwritten: a further file is a further version.',
  permissions: DocumentPermission,
  apart: ['open', 'add', 'verify'],
  subject: 'applicantId',
  owner: { record: () => Document, by: 'documentId' },
  defaultOrder: { property: 'number', direction: 'DESC' },
  keepFor: 10,
})
export class DocumentVersion extends TenantRecord {
  @Ref(() => Document, { is: 'Its document.', listed: true, visibleWithRow: true })
  documentId: string;

  @Id({ is: 'Whose document it is.', internal: true })
  applicantId: string;

  @Count({ is: 'Number among the versions of its document, from 1.', listed: true })
  number: number;

  @Choice(DocumentStatus, { is: 'Where it stands.', listed: true })
  status: DocumentStatus;

  @Text({
    is: 'Name of the file as it was sent, without folders.',
    max: 255,
    encrypted: true,
    sensitivity: Sensitivity.IDENTITY,
    visibleIf: ofSeenClass,
  })
  fileName: string;

  @Text({
    is: 'Media type: as it was declared until it is examined, then as its content has it.',
    max: 120,
    pattern: /^[a-z0-9][a-z0-9!#$&^_.+-]{0,60}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,100}$/,
    listed: true,
  })
  mediaType: string;

  @Count({ is: 'Size in bytes: as it was declared until it is examined, then as it is kept.', min: 1, listed: true })
  bytes: number;

  @Count({ is: 'How many bytes have arrived.' })
  receivedBytes: number;

  @Count({ is: 'Number of pages, where it has pages.', optional: true })
  pages?: number;

  @Choice(RejectionReason, { is: 'Why it was refused.', listed: true, optional: true })
  rejection?: RejectionReason;

  @Ref(() => User, { is: 'Who sent it.', listed: true })
  uploadedById: string;

  @Moment({ is: 'When all of its bytes were there.', listed: true, optional: true })
  arrivedAt?: Date;

  @Moment({ is: 'When it was examined.', listed: true, optional: true })
  examinedAt?: Date;

  @Ref(() => Document, {
    is: 'An earlier document of the same applicant with the very same content, if there is one.',
    optional: true,
  })
  sameAsId?: string;

  @Text({
    is: 'Token of the content, by which the same content is recognised.',
    max: 44,
    internal: true,
    optional: true,
  })
  contentToken?: string;

  @Derived(() => Boolean, {
    is: 'Whether this is the file that is opened.',
    sql: ({ col }) => ofItsDocument(col, `d.current_version_id = ${col('id')}`),
  })
  readonly current?: boolean;

  @Derived(() => Boolean, {
    is: 'Whether there is a preview, a JPEG of the picture or of the first page.',
    sql: ({ col }) =>
      `exists (select from stored_file f where f.organization_id = ${col('organization_id')} and f.version_id = ${col('id')} and f.rendition = 'PREVIEW')`,
  })
  readonly previewable?: boolean;
}
