// The demo's people: drawn from a fixed seed, and nobody who lives. Only days are counted back from the day of the start.
import { Gender, LocationDisclosure, NameKind, type SpellingScheme } from '@haven/casework';
import { base, en, Faker } from '@faker-js/faker';
import { demoId } from './ids.js';
import { inLatin } from './latin.js';
import { ORIGINS, type NameParts, type Origin, type OriginName, type Sex } from './origins.js';
import type { DemoOrganization, DemoTeam } from './organizations.js';

export interface DemoName extends NameParts {
  kind: NameKind;
  language?: string;
  scheme?: SpellingScheme;
}

export interface DemoPerson {
  id: string;
  /** The primary one first. */
  names: DemoName[];
  birthDate: string;
  birthDateEstimated: boolean;
  gender: Gender;
  nationalities: string[];
  languages: string[];
  team: DemoTeam;
  /** Address of the colleague who registers the person. */
  registrar: string;
  registeredDaysAgo: number;
  arrivedDaysAgo: number;
  locationDisclosure: LocationDisclosure;
  country: string;
  locality?: string;
  phone: string;
}

/** Who registers, and for which team. The intake desk belongs to the first team. */
const REGISTRARS: readonly (readonly [address: string, team: DemoTeam, weight: number])[] = [
  ['intake', 'first', 4],
  ['caseworker', 'first', 2],
  ['caseworker2', 'first', 1],
  ['caseworker3', 'second', 4],
];

export const drawingFor = (seed: number): Faker => new Faker({ locale: [en, base], seed });

/** Draws one of several by weight. */
export const weighed = <T>(draw: Faker, weights: readonly (readonly [value: T, weight: number])[]): T =>
  draw.helpers.weightedArrayElement(weights.map(([value, weight]) => ({ value, weight })));

export function drawPeople(organization: DemoOrganization): DemoPerson[] {
  const draw = drawingFor(organization.seed);
  return Array.from({ length: organization.applicants }, (_, index) => drawPerson(draw, organization, index));
}

function drawPerson(draw: Faker, organization: DemoOrganization, index: number): DemoPerson {
  const origin = ORIGINS[weighed(draw, Object.entries(organization.origins) as [OriginName, number][])];
  const sex = weighed<Sex>(draw, [
    ['female', 57],
    ['male', 43],
  ]);
  const [registrar, team] = weighed(
    draw,
    REGISTRARS.map((each) => [each, each[2]] as const),
  );
  const registeredDaysAgo = Math.round(540 * draw.number.float() ** 1.6);
  const disclosure = weighed(draw, [
    [LocationDisclosure.COUNTRY, 7],
    [LocationDisclosure.LOCALITY, 2],
    [LocationDisclosure.NEVER, 1],
  ]);
  return {
    id: demoId(organization.mark, 'applicant', index),
    names: drawNames(draw, origin, sex),
    ...drawBirth(draw),
    gender: weighed(draw, [
      [sex === 'female' ? Gender.FEMALE : Gender.MALE, 94],
      [Gender.NOT_SAID, 4],
      [Gender.OTHER, 2],
    ]),
    nationalities: draw.number.int(40) === 0 ? [] : [origin.nationality],
    languages: [...origin.languages],
    ...{ team, registrar, registeredDaysAgo },
    arrivedDaysAgo: registeredDaysAgo + draw.number.int({ min: 1, max: 240 }),
    locationDisclosure: disclosure,
    country: organization.country,
    locality: draw.helpers.maybe(() => draw.helpers.arrayElement(organization.localities), { probability: 0.7 }),
    phone: `${organization.phones}${String(index).padStart(3, '0')}`,
  };
}

/** The name as the person writes it, its Latin spelling where it needs one, and for some women the maiden name. */
function drawNames(draw: Faker, origin: Origin, sex: Sex): DemoName[] {
  const [language] = origin.languages;
  const name = origin.name(draw, sex);
  const names: DemoName[] = [{ kind: NameKind.LEGAL, ...name, language }];
  if (origin.latin) {
    const { spelling, scheme } = origin.latin;
    const latin = { family: inLatin(name.family, spelling), given: inLatin(name.given, spelling) };
    names.push({ kind: NameKind.TRANSLITERATED, ...latin, scheme });
  }
  if (sex === 'female' && draw.number.int(7) === 0) {
    names.push({ kind: NameKind.MAIDEN, family: origin.name(draw, sex).family, given: name.given, language });
  }
  return names;
}

function drawBirth(draw: Faker): Pick<DemoPerson, 'birthDate' | 'birthDateEstimated'> {
  const adult = weighed(draw, [
    [true, 82],
    [false, 18],
  ]);
  const day = draw.date.between(
    adult ? { from: '1948-01-01', to: '2006-12-31' } : { from: '2009-01-01', to: '2023-12-31' },
  );
  const exact = day.toISOString().slice(0, 10);
  const known = weighed(draw, [
    [10, 90],
    [7, 4],
    [4, 6],
  ]);
  return { birthDate: exact.slice(0, known), birthDateEstimated: known < 10 };
}
