// The search form: the one spelling under which a name or contact is found again, however it was typed.

/** Characters that people type, or that software puts, where an apostrophe is meant. */
const APOSTROPHES = /['`´ʹʻʼʽ‘’‛′՚Ꞌꞌ]/gu;
const HYPHENS = /[\p{Dash_Punctuation}\u2212]+/gu;
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
/** An apostrophe or hyphen belongs to a name only between its letters; at an edge it is a quotation mark or a dash. */
const AT_AN_EDGE = /(?<![\p{L}\p{M}\p{N}])['-]|['-](?![\p{L}\p{M}\p{N}])/gu;
/** White space, controls, and all punctuation but the two that may stand inside a name; U+2800 looks like a space. */
const GAPS = /[[\p{White_Space}\p{Cc}\p{P}\u2800]--['\-]]+/gv;

/** More marks on one letter than any text has that is kept; normalizing longer runs takes quadratic time. */
const FLOOD_OF_MARKS = /(\p{M}{30})\p{M}+/gu;

/** Decomposed letters of one case, by way of the capitals of small letters: only they make ẞ, ß and ss, or ı and i, meet. */
const small = (text: string): string =>
  text.normalize('NFKC').toLowerCase().toUpperCase().toLowerCase().replace(/ς/gu, 'σ').normalize('NFKD');

/**
 * The normal form for exact matches: two texts are the same name or contact when their forms are equal.
 * Compatibility forms and case are folded alike in every locale; i, ı, I and İ are one, and so are ё and е; what has
 * no width is dropped; apostrophes and hyphens each become one sign; other punctuation and white space become
 * single spaces. Accents stay, and so do symbols such as `+`. Empty when nothing to search for is left.
 * The form of a form is itself. Of more than 30 marks on one letter the rest is not regarded.
 */
export function normalForm(text: string): string {
  const composed = text.replace(INVISIBLE, '').replace(FLOOD_OF_MARKS, '$1').normalize('NFC');
  // Before the compatibility forms, which would take the acute accent apart, and after them for the wide apostrophe.
  return small(composed.replace(APOSTROPHES, "'"))
    .replace(/i\p{M}+/gu, (letter) => letter.replaceAll('\u0307', ''))
    .replace(/е\p{M}+/gu, (letter) => letter.replaceAll('\u0308', ''))
    .normalize('NFKC')
    .replace(APOSTROPHES, "'")
    .replace(HYPHENS, '-')
    .replace(GAPS, ' ')
    .replace(AT_AN_EDGE, ' ')
    .replace(/ +/gu, ' ')
    .trim();
}

/**
 * The normal forms of the parts of a name, each once, in the order written: `Anna-Maria O’Neil` has the parts
 * `anna`, `maria`, `o'neil`. A double name is found by either half.
 */
export function nameParts(text: string): string[] {
  return [...new Set(normalForm(text).split(/[ -]/u))].filter((part) => part !== '');
}
