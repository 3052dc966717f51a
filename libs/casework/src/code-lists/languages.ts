// Languages: ISO 639-1 codes from their npm package, Russian and Ukrainian names from the Unicode CLDR inside Node.
import iso6391 from 'iso-639-1';
import { defineCodeList, type CodeList } from './code-list.js';

const codes: ReadonlySet<string> = new Set(iso6391.getAllCodes());
let list: CodeList | undefined;

/** The languages of ISO 639-1, ordered by code. The standard writes its codes small: `uk`, `be`, `ka`. */
export function languages(): CodeList {
  if (list) return list;
  const russian = new Intl.DisplayNames(['ru'], { type: 'language', fallback: 'none' });
  const ukrainian = new Intl.DisplayNames(['uk'], { type: 'language', fallback: 'none' });
  list = defineCodeList(
    {
      list: 'languages',
      title: { en: 'Languages', ru: 'Языки', uk: 'Мови' },
      source: 'ISO 639-1, from the npm package iso-639-1 3.1; Russian and Ukrainian names from Unicode CLDR',
      checkedOn: '2026-11-23',
      // A name that CLDR lacks becomes an empty label, which defineCodeList refuses with the code in its message.
      codes: [...codes].sort().map((code) => ({
        code,
        labels: { en: iso6391.getName(code), ru: russian.of(code) ?? '', uk: ukrainian.of(code) ?? '' },
      })),
    },
    /^[a-z]{2}$/,
  );
  return list;
}

/** Whether it is a two-letter code as ISO 639-1 writes it: `uk`, not `UK`, `ukr` or `Ukrainian`. */
export const isLanguage = (code: string): boolean => codes.has(code);
