// A residence status: the person's right to be in a country, from the application to its end.
import { Choice, Day, Derived, Flag, Recorded, Ref, Sensitivity, TenantRecord, Text } from '@haven/platform';
import { registerEnumType } from '@nestjs/graphql';
import { Applicant, countryCode } from '../applicants/applicant.entity.js';
import { ApplicantPermission } from '../applicants/applicant.permissions.js';
import { isCode } from '../code-lists/code-lists.js';

export enum ResidenceState {
  DRAFT = 'DRAFT',
  APPLIED = 'APPLIED',
  GRANTED = 'GRANTED',
  REFUSED = 'REFUSED',
  APPEALED = 'APPEALED',
  REVOKED = 'REVOKED',
  WITHDRAWN = 'WITHDRAWN',
}
registerEnumType(ResidenceState, {
  name: 'ResidenceState',
  description: 'Where a residence status stands. That it expires is told by its last day.',
  valuesMap: {
    DRAFT: { description: 'Being prepared.' },
    APPLIED: { description: 'Applied for; no decision yet.' },
    GRANTED: { description: 'In force within its days.' },
    REFUSED: { description: 'The authority said no.' },
    APPEALED: { description: 'A refusal or revocation is being looked at again.' },
    REVOKED: { description: 'Was granted and taken away.' },
    WITHDRAWN: { description: 'The application was taken back, or the record was a mistake.' },
  },
});

export const residenceBasis = (value: string) =>
  isCode('residence-bases', value)
    ? ({ ok: true, value } as const)
    : ({ ok: false, message: 'A code of the list residence-bases, such as TEMPORARY_PROTECTION.' } as const);

@Recorded({
  table: 'residence_status',
  is: 'An applicant’s right to be in a country, or the application for it.',
  permissions: ApplicantPermission,
  apart: ['register', 'locate'],
  subject: 'applicantId',
  owner: { record: () => Applicant, by: 'applicantId' },
  defaultOrder: { property: 'createdAt', direction: 'ASC' },
})
export class ResidenceStatus extends TenantRecord {
  @Ref(() => Applicant, { is: 'Whose status it is.', listed: true, visibleWithRow: true })
  applicantId: string;

  // A permit tells where its holder lives, so it obeys what the person wants to be seen of that.
  @Text({
    is: 'Country where it holds, ISO 3166-1 alpha-2. Absent when the person wants it kept back.',
    max: 2,
    check: countryCode,
    listed: true,
    visibleIf: ({ col, may }) =>
      may(ApplicantPermission.locate)
        ? 'true'
        : `exists (select from "applicant" holder where holder.organization_id = ${col('organization_id')} and holder.id = ${col('applicant_id')} and holder.location_disclosure <> 'NEVER')`,
  })
  country: string;

  @Text({ is: 'On what ground: a code of the list residence-bases.', max: 40, check: residenceBasis, listed: true })
  basis: string;

  @Choice(ResidenceState, { is: 'Where it stands.', listed: true })
  status: ResidenceState;

  @Text({
    is: 'Number of the permit or of the application.',
    max: 80,
    encrypted: true,
    sensitivity: Sensitivity.IDENTITY,
    optional: true,
  })
  reference?: string;

  @Day({ is: 'First day of validity.', listed: true, optional: true })
  validFrom?: string;

  @Day({ is: 'Last day of validity, included.', listed: true, optional: true })
  validUntil?: string;

  @Flag({ is: 'Whether the person may work; absent when that is not known.', optional: true })
  workAllowed?: boolean;

  @Day({ is: 'Day of the application.', listed: true, optional: true })
  applicationDate?: string;

  @Day({ is: 'Day of the latest decision.', listed: true, optional: true })
  decisionDate?: string;

  @Day({ is: 'Last day on which the decision can be appealed against.', listed: true, optional: true })
  appealUntil?: string;

  @Derived(() => Boolean, {
    is: 'Whether it is granted and its last day is today or one of the 30 days that follow.',
    sql: ({ col, today }) =>
      `coalesce(${col('status')} = 'GRANTED' and ${col('valid_until')} between ${today()} and ${today()} + 30, false)`,
  })
  readonly expiresWithin30Days?: boolean;

  @Derived(() => Boolean, {
    is: 'Whether it was granted and its last day has passed.',
    sql: ({ col, today }) => `coalesce(${col('status')} = 'GRANTED' and ${col('valid_until')} < ${today()}, false)`,
  })
  readonly expired?: boolean;
}
