// A contact point: one way to reach a person, and whether it is safe to use.
import { Choice, Day, Derived, Flag, Moment, Recorded, Ref, Sensitivity, TenantRecord, Text } from '@haven/platform';
import { Applicant, countryCode } from '../applicants/applicant.entity.js';
import { ApplicantPermission } from '../applicants/applicant.permissions.js';
import { ContactSystem } from './contact-system.js';
import { contactSearchForms } from './contact-value.js';

function timeZone(value: string) {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return { ok: true, value } as const;
  } catch {
    return { ok: false, message: 'A time zone such as Europe/Vilnius.' } as const;
  }
}

/** Needs the person as `home`. */
const ofADangerousState = (country: string): string =>
  `(${country} = any(home.nationalities) or home.nationalities = '{}' and (home.location_disclosure = 'NEVER' or ${country} is distinct from home.country))`;

@Recorded({
  table: 'contact_point',
  is: 'A way to reach an applicant. Look at `safe` before using it.',
  permissions: ApplicantPermission,
  apart: ['register', 'locate'],
  subject: 'applicantId',
  owner: { record: () => Applicant, by: 'applicantId' },
  defaultOrder: { property: 'createdAt', direction: 'ASC' },
})
export class ContactPoint extends TenantRecord {
  @Ref(() => Applicant, { is: 'Who is reached.', visibleWithRow: true })
  applicantId: string;

  @Choice(ContactSystem, { is: 'In which way.', listed: true })
  system: ContactSystem;

  @Text({
    is: 'The number in E.164, the address, or the handle without @; in person or via somebody: how, in words.',
    max: 320,
    encrypted: true,
    findable: 'whole',
    searchForm: contactSearchForms,
    sensitivity: Sensitivity.CONTACT,
  })
  value: string;

  @Text({
    is: 'When the person can be reached without danger, in words, by the clock of timeZone.',
    max: 300,
    encrypted: true,
    sensitivity: Sensitivity.CONTACT,
    optional: true,
  })
  safeHours?: string;

  @Text({
    is: 'Time zone of the safe hours, IANA name such as Europe/Vilnius.',
    max: 60,
    check: timeZone,
    encrypted: true,
    sensitivity: Sensitivity.CONTACT,
    optional: true,
  })
  timeZone?: string;

  // Whoever may call must be able to say it, so it is of the class of the number, not of a higher one.
  @Text({
    is: 'Phrase by which the person knows that it is us, and we that it is the person.',
    max: 200,
    encrypted: true,
    sensitivity: Sensitivity.CONTACT,
    optional: true,
  })
  codePhrase?: string;

  @Flag({ is: 'Whether others use the same device.' })
  sharedDevice: boolean;

  @Flag({ is: 'Whether the person prefers to be reached here.' })
  preferred: boolean;

  @Text({
    is: 'Country of the SIM card or number, ISO 3166-1 alpha-2; found from the number where it tells it.',
    max: 2,
    check: countryCode,
    sensitivity: Sensitivity.CONTACT,
    optional: true,
  })
  simCountry?: string;

  @Flag({ is: 'Whether the person asked never to be reached here.' })
  neverUse: boolean;

  @Moment({ is: 'When the person last answered here. A corrected value is to be verified anew.', optional: true })
  verifiedAt?: Date;

  @Day({ is: 'Day since which somebody else may read or listen here.', listed: true, optional: true })
  unsafeSince?: string;

  @Moment({
    is: 'When the contact point was withdrawn. It stays to be read, and is no longer found.',
    listed: true,
    optional: true,
  })
  withdrawnAt?: Date;

  // The networks of the state that persecutes are bound to tell its services who calls whom and from where: in Russia by article 64 of
  // the law on communications (126-FZ), in Belarus by the rules on operative search. A messenger that is registered on such a
  // number can be taken over with a copy of the SIM card, so the rule holds for every system.
  // Whose nationality nobody has written down may be a national of any state, so only a SIM card of the country where they are now is
  // taken for safe; a country that is kept back does not count, or `safe` would tell it.
  @Derived(() => Boolean, {
    is: 'Whether the person can be reached here without danger: not withdrawn, not marked unsafe or never to be used, and the SIM card is not of a state whose national the person is, because that state’s networks tell its services who calls whom and from where. While no nationality is recorded, a SIM card of any country but the one where the person is counts as unsafe.',
    sql: ({ col }) =>
      `(not ${col('never_use')} and ${col('unsafe_since')} is null and ${col('withdrawn_at')} is null and (${col('sim_country')} is null or not exists (select from "applicant" home where home.organization_id = ${col('organization_id')} and home.id = ${col('applicant_id')} and ${ofADangerousState(col('sim_country'))})))`,
  })
  readonly safe?: boolean;
}
