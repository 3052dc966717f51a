// A document: a paper, photo or other file of an applicant. What it says stands here; its files are its versions.
import { normalForm } from '@haven/kernel';
import { User } from '@haven/identity';
import {
  Choice,
  Day,
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
import { Applicant, countryCode } from '../applicants/applicant.entity.js';
import { Case } from '../cases/case.entity.js';
import { isCode } from '../code-lists/code-lists.js';
import { DocumentPermission } from './document.permissions.js';
import { DocumentStatus, DocumentVerification } from './document.status.js';

const documentKind = (value: string) =>
  isCode('document-kinds', value)
    ? ({ ok: true, value } as const)
    : ({ ok: false, message: 'A code of the list document-kinds, such as BY_PASSPORT.' } as const);

const shown = (value: string) =>
  normalForm(value) !== '' ? ({ ok: true, value } as const) : ({ ok: false, message: 'Write something.' } as const);

/** What a document says, and what it holds, is for those who see its class. */
const ofSeenClass: RowRule = ({ col, sees }) => sees(col('sensitivity'));

@Recorded({
  table: 'document',
  is: 'A paper, photo or other file of an applicant: what it is and says. Its files are its `versions`; one of them is current.',
  permissions: DocumentPermission,
  subject: 'applicantId',
  owner: { record: () => Applicant, by: 'applicantId' },
  keepFor: 10,
})
export class Document extends TenantRecord {
  @Ref(() => Applicant, { is: 'Whose document it is.', listed: true, visibleWithRow: true })
  applicantId: string;

  @Ref(() => Case, { is: 'Case that it was added for; none if for no particular one.', listed: true, optional: true })
  caseId?: string;

  @Text({ is: 'Kind of paper: a code of the list document-kinds.', max: 40, check: documentKind, listed: true })
  kind: string;

  @Choice(Sensitivity, {
    is: 'Class of what it holds. Who does not see this class sees that the document exists, and no more.',
    listed: true,
  })
  sensitivity: Sensitivity;

  @Choice(DocumentStatus, { is: 'Where it stands.', listed: true })
  status: DocumentStatus;

  @Id({ is: 'The version that is opened.', internal: true, optional: true })
  currentVersionId?: string;

  @Text({
    is: 'What it is, in a few words.',
    max: 200,
    check: shown,
    encrypted: true,
    sensitivity: Sensitivity.IDENTITY,
    visibleIf: ofSeenClass,
    optional: true,
  })
  title?: string;

  @Text({
    is: 'Series and number as they stand on it.',
    max: 60,
    check: shown,
    encrypted: true,
    sensitivity: Sensitivity.IDENTITY,
    visibleIf: ofSeenClass,
    optional: true,
  })
  number?: string;

  @Text({
    is: 'Whose name stands on it, where that is not the applicant.',
    max: 200,
    check: shown,
    encrypted: true,
    sensitivity: Sensitivity.IDENTITY,
    visibleIf: ofSeenClass,
    optional: true,
  })
  holder?: string;

  @Text({ is: 'Country that issued it, ISO 3166-1 alpha-2.', max: 2, check: countryCode, listed: true, optional: true })
  issuingCountry?: string;

  @Day({ is: 'Day of issue.', listed: true, optional: true })
  issuedOn?: string;

  @Day({ is: 'Last day of validity.', listed: true, optional: true })
  expiresOn?: string;

  @Choice(DocumentVerification, { is: 'Whether a second person has looked at it.', listed: true })
  verification: DocumentVerification;

  @Ref(() => User, { is: 'Who verified or disputed it.', listed: true, optional: true })
  reviewedById?: string;

  @Moment({ is: 'When it was verified or disputed.', listed: true, optional: true })
  reviewedAt?: Date;

  @Text({
    is: 'What is wrong with it.',
    max: 2_000,
    multiline: true,
    check: shown,
    encrypted: true,
    sensitivity: Sensitivity.IDENTITY,
    visibleIf: ofSeenClass,
    optional: true,
  })
  disputeReason?: string;

  @Derived(() => Boolean, {
    is: 'Whether the last day of validity has passed.',
    sql: ({ col, today }) => `coalesce(${col('expires_on')} < ${today()}, false)`,
  })
  readonly expired?: boolean;

  @Derived(() => Boolean, {
    is: 'Whether the last day of validity is today or within the next 60 days.',
    sql: ({ col, today }) => `coalesce(${col('expires_on')} between ${today()} and ${today()} + 60, false)`,
  })
  readonly expiring?: boolean;

  @Derived(() => Boolean, {
    is: 'Whether the asking user may see what it says and holds: whether they see its class.',
    sql: ofSeenClass,
  })
  readonly contentSeen?: boolean;
}
