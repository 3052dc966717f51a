// A stay: the time that somebody was in a country, from an entry to an exit. The clocks of status count its days.
import { Day, Moment, Recorded, Ref, Sensitivity, TenantRecord, Text } from '@haven/platform';
import { Applicant, countryCode } from '../applicants/applicant.entity.js';
import { ApplicantPermission } from '../applicants/applicant.permissions.js';
import { residenceBasis } from '../residence-statuses/residence-status.entity.js';

@Recorded({
  table: 'stay',
  is: 'The time that an applicant was in a country, from an entry to an exit. Two stays of a person share a day at most: the one on which the border was crossed.',
  permissions: ApplicantPermission,
  apart: ['register', 'locate'],
  subject: 'applicantId',
  owner: { record: () => Applicant, by: 'applicantId' },
  defaultOrder: { property: 'enteredOn', direction: 'DESC' },
})
export class Stay extends TenantRecord {
  @Ref(() => Applicant, { is: 'Who stayed there.', listed: true, visibleWithRow: true })
  applicantId: string;

  // Where a person is, is what is guarded most: it obeys what the person wants to be seen of it.
  @Text({
    is: 'Country of the stay, ISO 3166-1 alpha-2. Absent when the person wants it kept back.',
    max: 2,
    check: countryCode,
    listed: true,
    visibleIf: ({ col, may }) =>
      may(ApplicantPermission.locate)
        ? 'true'
        : `exists (select from "applicant" guest where guest.organization_id = ${col('organization_id')} and guest.id = ${col('applicant_id')} and guest.location_disclosure <> 'NEVER')`,
  })
  country: string;

  @Text({ is: 'On what ground: a code of the list residence-bases.', max: 40, check: residenceBasis, listed: true })
  basis: string;

  @Day({ is: 'Day of entry; it counts as a day of the stay.', listed: true })
  enteredOn: string;

  @Day({
    is: 'Day of exit; it counts as a day of the stay. None while the person is there.',
    listed: true,
    optional: true,
  })
  leftOn?: string;

  @Day({
    is: 'Day on which the stay was registered with the authorities; it ends the duty to register.',
    listed: true,
    optional: true,
  })
  registeredOn?: string;

  @Text({
    is: 'Border crossing or airport of the entry. Absent unless the person lets the place be seen.',
    max: 200,
    encrypted: true,
    sensitivity: Sensitivity.CONTACT,
    optional: true,
    visibleIf: ({ col, may }) =>
      may(ApplicantPermission.locate)
        ? 'true'
        : `exists (select from "applicant" guest where guest.organization_id = ${col('organization_id')} and guest.id = ${col('applicant_id')} and guest.location_disclosure = 'LOCALITY')`,
  })
  crossing?: string;

  @Text({
    is: 'What else is to be known of it.',
    max: 4000,
    multiline: true,
    encrypted: true,
    sensitivity: Sensitivity.PERSECUTION,
    optional: true,
  })
  note?: string;

  @Moment({
    is: 'When it was withdrawn as mistaken. It stays to be read, and its days do not count.',
    listed: true,
    optional: true,
  })
  withdrawnAt?: Date;
}
