// An identity document: a paper that says who the person is. Here its number and days; its scan is a document.
import { normalForm } from '@haven/kernel';
import { Choice, Day, Derived, Moment, Recorded, Ref, Sensitivity, TenantRecord, Text } from '@haven/platform';
import { registerEnumType } from '@nestjs/graphql';
import { Applicant, countryCode } from '../applicants/applicant.entity.js';
import { ApplicantPermission } from '../applicants/applicant.permissions.js';
import { isCode } from '../code-lists/code-lists.js';
import { Document } from '../documents/document.entity.js';
import { numberForms } from './document-number.js';

export enum IdentityDocumentStatus {
  PENDING = 'PENDING',
  VALID = 'VALID',
  NEEDS_INVESTIGATION = 'NEEDS_INVESTIGATION',
  INVALID = 'INVALID',
}
registerEnumType(IdentityDocumentStatus, {
  name: 'IdentityDocumentStatus',
  description: 'What is known of a paper.',
  valuesMap: {
    PENDING: { description: 'Nobody has looked at it yet.' },
    VALID: { description: 'Seen, and in order.' },
    NEEDS_INVESTIGATION: { description: 'Something does not fit.' },
    INVALID: { description: 'Annulled, forged, or not the person’s.' },
  },
});

export const documentKind = (value: string) =>
  isCode('document-kinds', value)
    ? ({ ok: true, value } as const)
    : ({ ok: false, message: 'A code of the list document-kinds, such as BY_PASSPORT.' } as const);

export const documentNumber = (value: string) =>
  normalForm(value) !== ''
    ? ({ ok: true, value } as const)
    : ({ ok: false, message: 'Write the number with its series.' } as const);

@Recorded({
  table: 'identity_document',
  is: 'A paper that says who an applicant is, or what the person may do where they are.',
  permissions: ApplicantPermission,
  apart: ['register', 'locate'],
  subject: 'applicantId',
  owner: { record: () => Applicant, by: 'applicantId' },
  defaultOrder: { property: 'createdAt', direction: 'ASC' },
})
export class IdentityDocument extends TenantRecord {
  @Ref(() => Applicant, { is: 'Whose paper it is.', visibleWithRow: true })
  applicantId: string;

  @Text({ is: 'Kind of paper: a code of the list document-kinds.', max: 40, check: documentKind, listed: true })
  kind: string;

  @Text({
    is: 'Series and number as they stand on the paper.',
    max: 60,
    check: documentNumber,
    encrypted: true,
    findable: 'whole',
    searchForm: numberForms,
    sensitivity: Sensitivity.IDENTITY,
  })
  number: string;

  @Text({ is: 'Country that issued it, ISO 3166-1 alpha-2.', max: 2, check: countryCode, listed: true, optional: true })
  issuingCountry?: string;

  @Day({ is: 'Day of issue.', listed: true, optional: true })
  issuedOn?: string;

  @Day({ is: 'Last day of validity.', listed: true, optional: true })
  expiresOn?: string;

  @Choice(IdentityDocumentStatus, { is: 'What is known of the paper.', listed: true })
  status: IdentityDocumentStatus;

  @Ref(() => Document, { is: 'Document that holds a picture of it; one of the same applicant.', optional: true })
  scanId?: string;

  @Moment({
    is: 'When it was withdrawn as mistaken. It stays to be read, and is no longer found.',
    listed: true,
    optional: true,
  })
  withdrawnAt?: Date;

  @Derived(() => Boolean, {
    is: 'Whether the last day of validity has passed.',
    sql: ({ col, today }) => `coalesce(${col('expires_on')} < ${today()}, false)`,
  })
  readonly expired?: boolean;
}
