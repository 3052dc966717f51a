// The organisation: the tenant to which everything else belongs.
import { Choice, Codes, Flag, Recorded, TenantRecord, Text } from '@haven/platform';
import { registerEnumType } from '@nestjs/graphql';
import { OrganizationPermission } from './organization.permissions.js';

export enum InterfaceLanguage {
  EN = 'EN',
  RU = 'RU',
  UK = 'UK',
}
registerEnumType(InterfaceLanguage, {
  name: 'InterfaceLanguage',
  description: 'A language in which Haven speaks to its users.',
});

export const WEEK = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const;

const isTimeZone = (value: string) =>
  Intl.supportedValuesOf('timeZone').includes(value) || value === 'UTC'
    ? ({ ok: true, value } as const)
    : ({ ok: false, message: 'An IANA time zone such as Europe/Vilnius.' } as const);

const isWeekday = (value: string) =>
  (WEEK as readonly string[]).includes(value)
    ? ({ ok: true, value } as const)
    : ({ ok: false, message: `One of ${WEEK.join(', ')}.` } as const);

@Recorded({
  table: 'organization',
  is: 'An aid organisation: the tenant. Nobody sees anything of another one.',
  permissions: OrganizationPermission,
})
export class Organization extends TenantRecord {
  @Text({ is: 'Name of the organisation.', max: 200 })
  name: string;

  @Text({ is: 'IANA time zone in which its days begin and end, such as Europe/Vilnius.', max: 64, check: isTimeZone })
  timeZone: string;

  @Choice(InterfaceLanguage, { is: 'Language in which Haven speaks to its users unless they chose another.' })
  defaultLanguage: InterfaceLanguage;

  @Codes({ is: 'Days on which it works: MON, TUE, WED, THU, FRI, SAT, SUN.', max: 7, check: isWeekday })
  workingDays: string[];

  @Text({
    is: 'ISO 3166-1 alpha-2 code of the country whose public holidays are days off.',
    max: 2,
    pattern: /^[A-Z]{2}$/,
    optional: true,
  })
  holidayCountry?: string;

  @Flag({
    is: 'Whether pictures are kept as they came, too: with all that they say of camera, time and place. False unless it was asked for.',
  })
  keepsOriginals: boolean;
}
