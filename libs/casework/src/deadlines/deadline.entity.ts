// A deadline: the last day before an applicant loses something, worked out from their papers, statuses and stays.
import { Team } from '@haven/identity';
import { Choice, Day, Derived, Moment, Recorded, Ref, TenantRecord, Text, type RowRule } from '@haven/platform';
import { Int, registerEnumType } from '@nestjs/graphql';
import { Applicant } from '../applicants/applicant.entity.js';
import { ApplicantPermission } from '../applicants/applicant.permissions.js';
import { Document } from '../documents/document.entity.js';
import { IdentityDocument } from '../identity-documents/identity-document.entity.js';
import { ResidenceStatus } from '../residence-statuses/residence-status.entity.js';
import { Stay } from '../stays/stay.entity.js';

export enum DeadlineKind {
  PAPER_EXPIRES = 'PAPER_EXPIRES',
  VISA_ENDS = 'VISA_ENDS',
  STATUS_ENDS = 'STATUS_ENDS',
  APPEAL_ENDS = 'APPEAL_ENDS',
  STAY_ENDS = 'STAY_ENDS',
  REGISTRATION_DUE = 'REGISTRATION_DUE',
}
registerEnumType(DeadlineKind, {
  name: 'DeadlineKind',
  description: 'What is lost when a deadline has passed.',
  valuesMap: {
    PAPER_EXPIRES: { description: 'An identity document, or another paper that was handed in, is no longer valid.' },
    VISA_ENDS: { description: 'A visa is no longer valid.' },
    STATUS_ENDS: { description: 'A granted residence status has ended.' },
    APPEAL_ENDS: { description: 'A refusal or revocation can no longer be appealed against.' },
    STAY_ENDS: { description: 'A stay that goes on has used up the days that a stay rule gives.' },
    REGISTRATION_DUE: { description: 'A stay that goes on should have been registered.' },
  },
});

/** As with the stay and the status that it comes from: where a person is, is shown as far as the person wants. */
const whereSeen: RowRule = ({ col, may }) =>
  may(ApplicantPermission.locate)
    ? 'true'
    : `exists (select from "applicant" owing where owing.organization_id = ${col('organization_id')} and owing.id = ${col('applicant_id')} and owing.location_disclosure <> 'NEVER')`;

@Recorded({
  table: 'deadline',
  is: 'The last day before an applicant loses something. Deadlines are worked out from papers, documents, statuses and stays whenever one of these changes; nobody types them. One that has fallen away is not shown; one that has passed is.',
  permissions: ApplicantPermission,
  apart: ['register', 'update', 'locate'],
  subject: 'applicantId',
  owner: { record: () => Applicant, by: 'applicantId' },
  rule: ({ col }) => `${col('lifted_at')} is null`,
  defaultOrder: { property: 'dueOn', direction: 'ASC' },
})
export class Deadline extends TenantRecord {
  @Ref(() => Applicant, { is: 'Who would lose it.', listed: true, visibleWithRow: true })
  applicantId: string;

  @Ref(() => Team, { is: 'Team that registered the applicant.', listed: true, visibleWithRow: true })
  teamId: string;

  @Choice(DeadlineKind, { is: 'What would be lost.', listed: true })
  kind: DeadlineKind;

  @Day({ is: 'Last day on which all is in order.', listed: true })
  dueOn: string;

  @Text({
    is: 'Country where it is lost, ISO 3166-1 alpha-2; of a paper the one that issued it. Absent when the person wants it kept back.',
    max: 2,
    listed: true,
    optional: true,
    visibleIf: whereSeen,
  })
  country?: string;

  @Text({
    is: 'Code of the stay rule that sets the day: see stayRules for its source. Absent for other kinds, and when the person wants it kept back where they are.',
    max: 40,
    listed: true,
    optional: true,
    visibleIf: whereSeen,
  })
  rule?: string;

  @Ref(() => IdentityDocument, { is: 'The paper that expires.', optional: true })
  identityDocumentId?: string;

  @Ref(() => Document, { is: 'The document that expires, where no identity document speaks for it.', optional: true })
  documentId?: string;

  @Ref(() => ResidenceStatus, { is: 'The status that ends, or whose refusal can be appealed against.', optional: true })
  residenceStatusId?: string;

  @Ref(() => Stay, { is: 'The stay that ends, or is to be registered.', optional: true })
  stayId?: string;

  @Moment({ is: 'When it fell away.', internal: true, optional: true })
  liftedAt?: Date;

  @Derived(() => Int, {
    is: "Days from today, by the organisation's calendar, to the last day; 0 when that is today, negative once it has passed.",
    sql: ({ col, today }) => `(${col('due_on')} - ${today()})`,
  })
  readonly daysLeft?: number;
}
