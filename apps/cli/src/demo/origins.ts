// Where the demo's people come from: the names there, in their own script, and the languages people speak.
import { SpellingScheme } from '@haven/casework';
import { ar, base, en, Faker, hy, ka_GE, pl, ru, uk } from '@faker-js/faker';
import { BELARUSIAN } from './belarusian-names.js';
import type { Spelling } from './latin.js';

export type OriginName = 'be' | 'ru' | 'uk' | 'pl' | 'ka' | 'hy' | 'ar';
export type Sex = 'female' | 'male';

export interface NameParts {
  family: string;
  given: string;
  patronymic?: string;
}

export interface Origin {
  nationality: string;
  /** Best first. */
  languages: readonly string[];
  /** How the name is brought into Latin letters; none where it is written in them, or where no rule is at hand. */
  latin?: { spelling: Spelling; scheme: SpellingScheme };
  name(draw: Faker, sex: Sex): NameParts;
}

/** Names of a locale, drawn by the seed of `draw`. */
function namesOf(locale: typeof ru, patronymic = false): Origin['name'] {
  const names = new Faker({ locale: [locale, en, base] });
  return (draw, sex) => {
    names.seed(draw.number.int());
    const { person } = names;
    return {
      family: person.lastName(sex),
      given: person.firstName(sex),
      ...(patronymic && { patronymic: person.middleName(sex) }),
    };
  };
}

const belarusian: Origin['name'] = (draw, sex) => {
  const { given, families, fathers } = BELARUSIAN;
  const [root, ending] = draw.helpers.arrayElement(families);
  return {
    family: root + ending[sex],
    given: draw.helpers.arrayElement(given[sex]),
    patronymic: draw.helpers.arrayElement(fathers) + (sex === 'female' ? 'ўна' : 'віч'),
  };
};

export const ORIGINS: Readonly<Record<OriginName, Origin>> = {
  be: {
    nationality: 'BY',
    languages: ['be', 'ru'],
    latin: { spelling: 'be', scheme: SpellingScheme.BEL },
    name: belarusian,
  },
  ru: {
    nationality: 'RU',
    languages: ['ru', 'en'],
    latin: { spelling: 'ru', scheme: SpellingScheme.ICAO9303 },
    name: namesOf(ru, true),
  },
  uk: {
    nationality: 'UA',
    languages: ['uk', 'ru'],
    latin: { spelling: 'uk', scheme: SpellingScheme.UA2010 },
    name: namesOf(uk, true),
  },
  pl: { nationality: 'BY', languages: ['pl', 'ru'], name: namesOf(pl) },
  ka: {
    nationality: 'GE',
    languages: ['ka', 'ru'],
    latin: { spelling: 'ka', scheme: SpellingScheme.FREE },
    name: namesOf(ka_GE),
  },
  hy: {
    nationality: 'AM',
    languages: ['hy', 'ru'],
    latin: { spelling: 'hy', scheme: SpellingScheme.FREE },
    name: namesOf(hy),
  },
  ar: { nationality: 'SY', languages: ['ar', 'en'], name: namesOf(ar) },
};
