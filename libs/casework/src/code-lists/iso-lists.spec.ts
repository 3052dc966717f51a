// Countries, languages and scripts against what the standards say; a hand-typed list would fail here.
import { describe, expect, it } from 'vitest';
import { codeIn } from './code-lists.js';
import { countries, isCountry } from './countries.js';
import { isLanguage, languages } from './languages.js';
import { scriptOf, scripts } from './scripts.js';

const english = (code: string) => codeIn('countries', code)?.labels.en;

describe('countries', () => {
  it('have those that the work is about, and their neighbours', () => {
    const needed = ['UA', 'BY', 'RU', 'GE', 'AM', 'AZ', 'KZ', 'KG', 'UZ', 'TJ', 'TM', 'MD', 'RS', 'TR', 'IL', 'MN'];
    const havens = ['PL', 'LT', 'LV', 'EE', 'FI', 'DE', 'FR', 'CZ', 'ES', 'NL', 'SE', 'NO', 'GB', 'US', 'CA', 'XK'];
    expect([...needed, ...havens].filter((code) => !isCountry(code))).toEqual([]);
  });

  it('do not confuse one country with another', () => {
    expect(['BF', 'BI', 'KH', 'AE', 'GB', 'MU', 'VU', 'CU', 'HU', 'AU'].map(english)).toEqual([
      ...['Burkina Faso', 'Burundi', 'Cambodia', 'United Arab Emirates', 'United Kingdom'],
      ...['Mauritius', 'Vanuatu', 'Cuba', 'Hungary', 'Australia'],
    ]);
  });

  it('carry the names people know them by in Russian and Ukrainian', () => {
    expect(codeIn('countries', 'DE')?.labels).toEqual({ en: 'Germany', ru: 'Германия', uk: 'Німеччина' });
    expect(codeIn('countries', 'BY')?.labels).toEqual({ en: 'Belarus', ru: 'Беларусь', uk: 'Білорусь' });
    expect(codeIn('countries', 'GE')?.labels).toEqual({ en: 'Georgia', ru: 'Грузия', uk: 'Грузія' });
  });

  it('are none of these', () => {
    expect(['R', 'A', 'ua', 'UKR', '804', 'SU', 'YU', 'EN', 'UK', 'EU', 'ZZ', '', 'Ukraine'].filter(isCountry)).toEqual(
      [],
    );
  });

  it('have each name once in each language', () => {
    for (const language of ['en', 'ru', 'uk'] as const) {
      expect(new Set(countries().codes.map(({ labels }) => labels[language])).size).toBe(countries().codes.length);
    }
  });
});

describe('languages', () => {
  it('have those that applicants and caseworkers speak', () => {
    const spoken = [
      'uk',
      'be',
      'ru',
      'ka',
      'hy',
      'az',
      'kk',
      'ky',
      'uz',
      'tg',
      'ce',
      'os',
      'tt',
      'ba',
      'pl',
      'lt',
      'de',
      'en',
    ];
    expect(spoken.filter((code) => !isLanguage(code))).toEqual([]);
  });

  it('carry their names in three languages', () => {
    expect(codeIn('languages', 'be')?.labels).toEqual({ en: 'Belarusian', ru: 'белорусский', uk: 'білоруська' });
  });

  it('are written as the standard writes them', () => {
    expect(['UK', 'ukr', 'uk-UA', 'ua', '', 'Ukrainian'].filter(isLanguage)).toEqual([]);
    expect(languages().codes.every(({ code }) => Intl.getCanonicalLocales(code).length === 1)).toBe(true);
  });
});

describe('the script of a text', () => {
  it.each([
    ['Щербакова Юлия', 'Cyrl'],
    ['Їжакевич Ґалаґан', 'Cyrl'],
    ['Łukašenka Şahin Ñuñez', 'Latn'],
    ['გიორგი', 'Geor'],
    ['Արմեն', 'Armn'],
    ['محمد', 'Arab'],
    ['משה', 'Hebr'],
    ['Γιώργος', 'Grek'],
    ['김민준', 'Hang'],
    ['王小明', 'Hani'],
    ['さくら', 'Hira'],
    ['अनिल', 'Deva'],
    ['ሰላም', 'Ethi'],
  ])('%s is %s', (text, script) => {
    expect(scriptOf(text)).toBe(script);
    expect(scripts().codes.map(({ code }) => code)).toContain(script);
  });

  it('is that of most letters, whatever stands between them', () => {
    expect(scriptOf('Юлия (Yu.) 12-34')).toBe('Cyrl');
    expect(scriptOf('Yuliya (Ю.)')).toBe('Latn');
  });

  it('is that which comes first when two are equal', () => {
    expect([scriptOf('Юл Yu'), scriptOf('Yu Юл')]).toEqual(['Cyrl', 'Latn']);
  });

  it('is not changed by accents written apart', () => {
    expect(scriptOf('Й'.normalize('NFD'))).toBe('Cyrl');
  });

  it.each(['', ' ', '1951', '—', '\u0301', '🙂'])('is undetermined in %j', (text) => {
    expect(scriptOf(text)).toBe('Zyyy');
  });
});
