// A person's name: one spelling of it, as it stands on a paper or as the person uses it.
import { Choice, Day, Flag, Moment, Recorded, Ref, Sensitivity, TenantRecord, Text } from '@haven/platform';
import { registerEnumType } from '@nestjs/graphql';
import { Applicant, languageCode } from '../applicants/applicant.entity.js';
import { ApplicantPermission } from '../applicants/applicant.permissions.js';
import { isCode } from '../code-lists/code-lists.js';
import { Document } from '../documents/document.entity.js';

export enum NameKind {
  LEGAL = 'LEGAL',
  FORMER = 'FORMER',
  MAIDEN = 'MAIDEN',
  ALIAS = 'ALIAS',
  PEN_NAME = 'PEN_NAME',
  TRANSLITERATED = 'TRANSLITERATED',
}
registerEnumType(NameKind, {
  name: 'NameKind',
  description: 'What a name is to the person.',
  valuesMap: {
    LEGAL: { description: 'Stands on valid papers.' },
    FORMER: { description: 'Was the legal name once.' },
    MAIDEN: { description: 'Family name before a marriage.' },
    ALIAS: { description: 'Used among people who know the person.' },
    PEN_NAME: { description: 'Under which the person publishes.' },
    TRANSLITERATED: { description: 'The same name in another script, as an authority or a passport writes it.' },
  },
});

export enum SpellingScheme {
  ICAO9303 = 'ICAO9303',
  RU2010 = 'RU2010',
  BGN = 'BGN',
  UA2010 = 'UA2010',
  BEL = 'BEL',
  FREE = 'FREE',
}
registerEnumType(SpellingScheme, {
  name: 'SpellingScheme',
  description: 'By which rules a name was brought into Latin letters.',
  valuesMap: {
    ICAO9303: { description: 'ICAO Doc 9303; Russian passports since 2014.' },
    RU2010: { description: 'Russian passports of 2010 to 2014.' },
    BGN: { description: 'BGN/PCGN, common in English texts.' },
    UA2010: { description: 'Ukrainian passports since 2010, resolution 55 of the Cabinet of Ministers.' },
    BEL: { description: 'Belarusian passports, from the Belarusian spelling.' },
    FREE: { description: 'As the person or somebody else writes it, by no rule.' },
  },
});

const scriptCode = (value: string) =>
  isCode('scripts', value)
    ? ({ ok: true, value } as const)
    : ({ ok: false, message: 'An ISO 15924 code such as Cyrl, of the list scripts.' } as const);

@Recorded({
  table: 'person_name',
  is: 'One spelling of an applicant’s name. A person may rightly have several, even in one script.',
  permissions: ApplicantPermission,
  apart: ['register', 'locate'],
  subject: 'applicantId',
  owner: { record: () => Applicant, by: 'applicantId' },
  defaultOrder: { property: 'createdAt', direction: 'ASC' },
})
export class PersonName extends TenantRecord {
  @Ref(() => Applicant, { is: 'Whose name it is.', visibleWithRow: true })
  applicantId: string;

  @Choice(NameKind, { is: 'What the name is to the person.', listed: true })
  kind: NameKind;

  @Text({
    is: 'Family name.',
    max: 100,
    encrypted: true,
    sensitivity: Sensitivity.IDENTITY,
    optional: true,
  })
  family?: string;

  @Text({
    is: 'Given names.',
    max: 100,
    encrypted: true,
    sensitivity: Sensitivity.IDENTITY,
    optional: true,
  })
  given?: string;

  @Text({
    is: 'Patronymic, such as Петровна. It is not a middle name and never stands in the machine-readable zone of a passport.',
    max: 100,
    encrypted: true,
    sensitivity: Sensitivity.IDENTITY,
    optional: true,
  })
  patronymic?: string;

  @Text({
    is: 'The whole name in the order in which it is written; family name, given names and patronymic unless said otherwise.',
    max: 310,
    encrypted: true,
    findable: 'parts',
    sensitivity: Sensitivity.IDENTITY,
  })
  full: string;

  @Text({
    is: 'Script, ISO 15924, such as Cyrl or Latn; Zyyy when there is none. Found from the letters unless said.',
    max: 4,
    check: scriptCode,
    listed: true,
  })
  script: string;

  @Text({ is: 'Language of the spelling, ISO 639-1.', max: 2, check: languageCode, listed: true, optional: true })
  language?: string;

  @Choice(SpellingScheme, { is: 'By which rules the name was brought into Latin letters.', optional: true })
  scheme?: SpellingScheme;

  @Ref(() => Document, { is: 'Document in which the name stands so; one of the same applicant.', optional: true })
  sourceId?: string;

  @Flag({
    is: 'Whether this is the name under which the person is shown. Each applicant has exactly one such.',
    listed: true,
  })
  primary: boolean;

  @Day({ is: 'First day on which the name was borne.', optional: true })
  validFrom?: string;

  @Day({ is: 'Last day on which the name was borne.', optional: true })
  validTo?: string;

  @Moment({
    is: 'When the name was withdrawn as mistaken. It stays to be read, and is no longer found.',
    listed: true,
    optional: true,
  })
  withdrawnAt?: Date;
}
