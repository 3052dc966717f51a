// An applicant: a person who asks for help, apart from any case.
import { Team } from '@haven/identity';
import { Choice, Codes, Count, Day, Flag, Recorded, Ref, Sensitivity, TenantRecord, Text } from '@haven/platform';
import { registerEnumType } from '@nestjs/graphql';
import { isCountry } from '../code-lists/countries.js';
import { isLanguage } from '../code-lists/languages.js';
import { ApplicantPermission } from './applicant.permissions.js';

export enum Gender {
  FEMALE = 'FEMALE',
  MALE = 'MALE',
  OTHER = 'OTHER',
  NOT_ASKED = 'NOT_ASKED',
  NOT_SAID = 'NOT_SAID',
}
registerEnumType(Gender, {
  name: 'Gender',
  description: 'Gender as the person gives it; not asked and not said are answers of their own.',
});

export enum LocationDisclosure {
  NEVER = 'NEVER',
  COUNTRY = 'COUNTRY',
  LOCALITY = 'LOCALITY',
}
registerEnumType(LocationDisclosure, {
  name: 'LocationDisclosure',
  description: 'How exactly colleagues may see where the person is.',
  valuesMap: {
    NEVER: { description: 'Not at all, except by those who may applicant.locate.' },
    COUNTRY: { description: 'The country only. The default.' },
    LOCALITY: { description: 'Down to the town.' },
  },
});

export const countryCode = (value: string) =>
  isCountry(value)
    ? ({ ok: true, value } as const)
    : ({ ok: false, message: 'An ISO 3166-1 alpha-2 code such as UA.' } as const);
export const languageCode = (value: string) =>
  isLanguage(value)
    ? ({ ok: true, value } as const)
    : ({ ok: false, message: 'An ISO 639-1 code such as uk.' } as const);

@Recorded({
  table: 'applicant',
  is: 'A person who asks for help, apart from any case.',
  permissions: ApplicantPermission,
  apart: ['register'],
  subject: 'self',
  scope: {
    own: ({ col, me }) => `${col('created_by_id')} = ${me()}`,
    team: ({ col }, teams) => `${col('team_id')} = any(${teams})`,
  },
  keepFor: 10,
})
export class Applicant extends TenantRecord {
  @Text({
    is: 'Primary name as it is written, kept in step with `names`.',
    max: 310,
    encrypted: true,
    sensitivity: Sensitivity.IDENTITY,
  })
  displayName: string;

  @Text({
    is: 'Birth date as exact as it is known: 1987, 1987-05 or 1987-05-12.',
    max: 10,
    partialDay: true,
    encrypted: true,
    sensitivity: Sensitivity.IDENTITY,
    optional: true,
  })
  birthDate?: string;

  @Flag({ is: 'Whether the birth date is an estimate.' })
  birthDateEstimated: boolean;

  @Count({ is: 'Year of birth, taken from the birth date.', min: 1900, max: 2100, listed: true, optional: true })
  birthYear?: number;

  @Choice(Gender, { is: 'Gender as the person gives it.', listed: true })
  gender: Gender;

  @Codes({
    is: 'Nationalities, ISO 3166-1 alpha-2; none for a stateless person.',
    max: 6,
    check: countryCode,
    listed: true,
  })
  nationalities: string[];

  @Codes({ is: 'Languages the person speaks, ISO 639-1, best first.', max: 12, check: languageCode, listed: true })
  languages: string[];

  @Ref(() => Team, { is: 'Team that registered the person.', listed: true, visibleWithRow: true })
  teamId: string;

  @Day({ is: 'Day of arrival in the present country.', listed: true, optional: true })
  arrivedOn?: string;

  @Choice(LocationDisclosure, { is: 'How exactly colleagues may see where the person is.' })
  locationDisclosure: LocationDisclosure;

  @Text({
    is: 'Country where the person is, ISO 3166-1 alpha-2. Absent when the person wants it kept back.',
    max: 2,
    check: countryCode,
    listed: true,
    optional: true,
    visibleIf: ({ col, may }) =>
      may(ApplicantPermission.locate) ? 'true' : `${col('location_disclosure')} <> 'NEVER'`,
  })
  country?: string;

  @Text({
    is: 'Town or camp where the person is. Absent unless the person lets it be seen.',
    max: 200,
    encrypted: true,
    sensitivity: Sensitivity.CONTACT,
    optional: true,
    visibleIf: ({ col, may }) =>
      may(ApplicantPermission.locate) ? 'true' : `${col('location_disclosure')} = 'LOCALITY'`,
  })
  locality?: string;
}
