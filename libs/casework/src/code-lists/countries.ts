// Countries: ISO 3166-1 alpha-2 with the names of its npm package. Nobody types a country by hand.
import iso from 'i18n-iso-countries/index.js';
import en from 'i18n-iso-countries/langs/en.json' with { type: 'json' };
import ru from 'i18n-iso-countries/langs/ru.json' with { type: 'json' };
import uk from 'i18n-iso-countries/langs/uk.json' with { type: 'json' };
import { defineCodeList, type CodeList } from './code-list.js';

// The package's usual entrance loads all its 78 languages; three are enough and take a tenth of the time.
for (const names of [en, ru, uk]) iso.registerLocale(names);

const alpha2 = new Set(Object.keys(iso.getAlpha2Codes()));
let list: CodeList | undefined;

/**
 * The countries and territories of ISO 3166-1, ordered by code. XK (Kosovo) is in it although ISO only leaves the
 * code free for such use: the European Union and passports use it.
 */
export function countries(): CodeList {
  return (list ??= defineCodeList(
    {
      list: 'countries',
      title: { en: 'Countries', ru: 'Страны', uk: 'Країни' },
      source: 'ISO 3166-1 alpha-2, from the npm package i18n-iso-countries 7.14',
      checkedOn: '2026-11-23',
      codes: [...alpha2].sort().map((code) => ({
        code,
        labels: { en: nameOf(code, 'en'), ru: nameOf(code, 'ru'), uk: nameOf(code, 'uk') },
      })),
    },
    /^[A-Z]{2}$/,
  ));
}

/** Whether it is an alpha-2 code, in capitals: `UA`, not `ua`, `UKR` or `Ukraine`. */
export const isCountry = (code: string): boolean => alpha2.has(code);

// A missing name becomes an empty label, which defineCodeList refuses with the code in its message.
const nameOf = (code: string, language: 'en' | 'ru' | 'uk'): string => iso.getName(code, language) ?? '';
