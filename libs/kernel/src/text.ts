// The text gate: which text is accepted, and the few things that are taken out of it.
//
// What happens to text, and nothing else ever happens to it:
//
//   refused    NUL and the other control characters, U+2028, U+2029, half surrogate pairs, more than 8 combining marks
//              on one letter, more code points than `max`; in one-line text also the line break and the tab
//   taken out  bidi overrides, embeddings and isolates (U+202A-202E, U+2066-2069): they can make a name look like another;
//              from one-line text also characters of no width (U+200B-200D, U+2060, U+FEFF), but U+200C and U+200D stay
//              where they carry spelling: after a letter of a script that joins (Persian and the scripts of India need
//              them), and U+200D between two emoji, where it makes them one picture
//   rewritten  to NFC, so that one spelling has one form; CR LF in text of several lines to LF
//   emptied    text that shows nothing at all: white space and invisible characters only
//
// White space at the ends stays: no author of a field has to wonder what became of it. Every step takes linear time.

/** The text to keep, or why it cannot be kept, in words for its author. The message never repeats the text. */
export type CleanText = { ok: true; value: string } | { ok: false; message: string };

/** Most combining marks on one letter; no living orthography needs more than about five. */
const MOST_MARKS = 8;

const NOT_IN_TEXT = /[[\p{Cc}\u2028\u2029]--[\n\t]]/v;
const NOT_IN_LINE = /[\p{Cc}\u2028\u2029]/u;
const BIDI_CONTROLS = /[\u202A-\u202E\u2066-\u2069]/gu;
const NO_WIDTH = /[\u200B\u2060\uFEFF]/gu;
const SHOWS_NOTHING = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/** Format characters between the marks do not count: they show nothing, and would hide the flood. */
const TOO_MANY_MARKS = new RegExp(String.raw`\p{M}(?:\p{Cf}*\p{M}){${MOST_MARKS}}`, 'u');

const JOINING_SCRIPTS = [
  ...[
    'Arabic',
    'Syriac',
    'Mandaic',
    'Mongolian',
    'Phags_Pa',
    'Nko',
    'Adlam',
    'Hanifi_Rohingya',
    'Manichaean',
    'Sogdian',
  ],
  ...['Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya', 'Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Sinhala'],
  ...['Tibetan', 'Myanmar', 'Khmer', 'Balinese', 'Javanese', 'Newa', 'Tirhuta', 'Meetei_Mayek', 'Chakma', 'Grantha'],
];
/** A letter, not a mark: some marks are at home in a joining script and on Latin letters alike. */
const joiningLetter = `[[${JOINING_SCRIPTS.map((script) => `\\p{Script_Extensions=${script}}`).join('')}]--\\p{M}]`;
/** A joiner that carries spelling is caught in group 1 and put back; every other one is taken out. */
const JOINERS = new RegExp(
  String.raw`((?<=${joiningLetter}\p{M}{0,${MOST_MARKS}})[\u200C\u200D]` +
    String.raw`|(?<=\p{Extended_Pictographic}[\p{Emoji_Modifier}\p{M}]{0,${MOST_MARKS}})\u200D(?=\p{Extended_Pictographic}))` +
    String.raw`|[\u200C\u200D]`,
  'gv',
);

/** The number of code points: what people call characters, near enough, and what Postgres counts. */
function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}

function strangerIn(text: string, strangers: RegExp): string | undefined {
  const found = strangers.exec(text);
  if (!found) return undefined;
  const code = found[0].codePointAt(0) ?? 0;
  const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  const place = lengthOf(text.slice(0, found.index)) + 1;
  if (code === 0x0a || code === 0x0d) return `Must be one line: there is a line break (${name}) at character ${place}.`;
  return `Holds a control character (${name}) at character ${place}.`;
}

function clean(text: string, max: number, strangers: RegExp, strip: (text: string) => string): CleanText {
  const refuse = (message: string): CleanText => ({ ok: false, message });
  if (!text.isWellFormed()) return refuse('Holds half of a surrogate pair, which is no character.');
  const stranger = strangerIn(text, strangers);
  if (stranger !== undefined) return refuse(stranger);
  const tooManyMarks = refuse(`Holds more than ${MOST_MARKS} combining marks on one letter.`);
  // Looked for twice: before normalizing, which is slow on long runs of marks, and in the decomposed letters, so that the
  // answer does not depend on how the letter was composed.
  if (TOO_MANY_MARKS.test(text)) return tooManyMarks;
  const value = strip(text.replace(BIDI_CONTROLS, '')).normalize('NFC');
  if (TOO_MANY_MARKS.test(value.normalize('NFD'))) return tooManyMarks;

  if (SHOWS_NOTHING.test(value)) return { ok: true, value: '' };
  const length = lengthOf(value);
  if (length > max) return refuse(`Is too long: ${length} characters, at most ${max} are kept.`);
  return { ok: true, value };
}

/**
 * Accepts text of one line, such as a name or a title.
 * @param max most code points after cleaning.
 */
export function cleanLine(text: string, { max }: { max: number }): CleanText {
  return clean(text, max, NOT_IN_LINE, (line) => line.replace(NO_WIDTH, '').replace(JOINERS, '$1'));
}

/**
 * Accepts text of several lines, such as a note. Line breaks are LF, tabs stay.
 * @param max most code points after cleaning.
 */
export function cleanText(text: string, { max }: { max: number }): CleanText {
  return clean(text.replaceAll('\r\n', '\n'), max, NOT_IN_TEXT, (lines) => lines);
}
