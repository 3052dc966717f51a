// Scripts: in which writing a name is written, as an ISO 15924 code.
import { defineCodeList, type CodeList } from './code-list.js';

/** No script at all: digits, punctuation, nothing. ISO 15924 calls it "undetermined". */
export const NO_SCRIPT = 'Zyyy';

/** The writings that names are found in, the commonest first, because the first that knows a letter is taken. */
const WRITINGS = [
  ...['Latn', 'Cyrl', 'Geor', 'Armn', 'Arab', 'Hebr', 'Grek', 'Hang', 'Hani', 'Hira', 'Kana', 'Bopo'],
  ...['Deva', 'Beng', 'Guru', 'Gujr', 'Orya', 'Taml', 'Telu', 'Knda', 'Mlym', 'Sinh', 'Thaa', 'Ethi'],
  ...['Thai', 'Laoo', 'Khmr', 'Mymr', 'Tibt', 'Mong', 'Syrc', 'Nkoo', 'Adlm', 'Tfng', 'Yiii', 'Cher', 'Cans'],
] as const;

const matchers = WRITINGS.map((script) => [script, new RegExp(`\\p{Script=${script}}`, 'u')] as const);
let list: CodeList | undefined;

/** The scripts that `scriptOf` can answer, except `Zyyy`, ordered by code. ISO 15924 writes its codes `Cyrl`. */
export function scripts(): CodeList {
  if (list) return list;
  const names = (language: string) => new Intl.DisplayNames([language], { type: 'script', fallback: 'none' });
  const [en, ru, uk] = [names('en'), names('ru'), names('uk')];
  list = defineCodeList(
    {
      list: 'scripts',
      title: { en: 'Scripts', ru: 'Письменности', uk: 'Системи письма' },
      source: 'ISO 15924, the scripts that names use; their names from Unicode CLDR',
      checkedOn: '2026-11-23',
      codes: [...WRITINGS].sort().map((code) => ({
        code,
        labels: { en: en.of(code) ?? '', ru: ru.of(code) ?? '', uk: uk.of(code) ?? '' },
      })),
    },
    /^[A-Z][a-z]{3}$/,
  );
  return list;
}

/**
 * The script that most letters of a text are written in; of two equally frequent ones, the one that comes first.
 * Digits, punctuation, spaces and combining marks belong to no script.
 * @returns an ISO 15924 code such as `Cyrl`, or `Zyyy` when there is no letter of a known script
 */
export function scriptOf(text: string): string {
  const letters = new Map<string, number>();
  for (const character of text) {
    const script = matchers.find(([, matcher]) => matcher.test(character))?.[0];
    if (script) letters.set(script, (letters.get(script) ?? 0) + 1);
  }
  let dominant = NO_SCRIPT;
  let most = 0;
  for (const [script, count] of letters) {
    if (count > most) [dominant, most] = [script, count];
  }
  return dominant;
}
