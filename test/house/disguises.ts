// Disguises: every way in which a text may stand somewhere without looking like it.

/** A text in one of its disguises. */
export interface Disguise {
  as: string;
  /** What to look for. */
  mark: string;
  /** Whether capital and small letters are told apart. */
  exact: boolean;
}

const spellings = (text: string): Record<string, string> => ({
  'as it is': text.normalize('NFC'),
  'in small letters': text.toLowerCase(),
  'in capitals': text.toUpperCase(),
  decomposed: text.normalize('NFD'),
  backwards: [...text].reverse().join(''),
  ...arrangements(text),
});

/** Numbers as people write them: in groups, or without the code of the country; a day as it is written elsewhere. */
function arrangements(text: string): Record<string, string> {
  const day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (day) {
    const [, year, month, date] = day;
    return {
      'with dots': `${date}.${month}.${year}`,
      'with strokes': `${date}/${month}/${year}`,
      'month first': `${month}/${date}/${year}`,
    };
  }
  if (/^\d{12,}$/.test(text)) {
    return { 'without the country': text.slice(2) };
  }
  const apart = text.replace(/(\D)(?=\d)/, '$1 ');
  return /^[A-Z]+\d+$/.test(text) ? { 'set apart': apart, 'with a dash': apart.replace(' ', '-') } : {};
}

/** Digits that stand in groups, as in `+49 (1512) 341-29-87`, put together. */
const together = (text: string): string => text.replace(/(?<=\d)[ ().\-/\u00a0]{1,3}(?=\d)/g, '');

/** Base64 of bytes that stand at any place in a longer text: three alignments, without the characters that neighbours share. */
function base64(bytes: Buffer): string[] {
  return [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const shared = (offset + bytes.length) % 3 === 0 ? 0 : 1;
    return encoded.slice([0, 2, 3][offset], encoded.length - shared);
  });
}

const url = (text: string): string => text.replaceAll('+', '-').replaceAll('/', '_');

/** Marks that give a text away: spelt otherwise, or as hexadecimal digits, base64, UTF-16, escapes of JSON or of addresses. */
export function disguisesOf(text: string): Disguise[] {
  return Object.entries(spellings(text)).flatMap(([spelling, spelt]) => {
    const bytes = Buffer.from(spelt);
    const wide = Buffer.from(spelt, 'utf16le');
    const encoded = base64(bytes);
    const big = Buffer.from(wide).swap16();
    const escaped = spelt.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
    return [
      { as: spelling, mark: spelt, exact: false },
      { as: `${spelling}, hexadecimal`, mark: bytes.toString('hex'), exact: false },
      ...encoded.map((mark) => ({ as: `${spelling}, base64`, mark, exact: true })),
      ...encoded.map((mark) => ({ as: `${spelling}, base64 of addresses`, mark: url(mark), exact: true })),
      { as: `${spelling}, UTF-16 with the small end first`, mark: wide.toString('hex'), exact: false },
      { as: `${spelling}, UTF-16 with the big end first`, mark: big.toString('hex'), exact: false },
      // What is read as UTF-8 although it is not; both ends have the characters in a row, each with a zero beside it.
      { as: `${spelling}, UTF-16 as bytes`, mark: [...spelt].join('\0'), exact: false },
      ...base64(wide).map((mark) => ({ as: `${spelling}, UTF-16 in base64`, mark, exact: true })),
      { as: `${spelling}, escaped for JSON`, mark: escaped, exact: false },
      { as: `${spelling}, escaped for an address`, mark: encodeURIComponent(spelt), exact: false },
    ];
  });
}

/** Where texts that nobody may see do stand after all: "place: text, disguise". @param places name -> what stands there */
export function givenAway(canaries: readonly string[], places: ReadonlyMap<string, string>): string[] {
  const marks = canaries.flatMap((canary) =>
    disguisesOf(canary).map(({ as, mark, exact }) => ({ canary, as, exact, mark: exact ? mark : mark.toLowerCase() })),
  );
  return [...places].flatMap(([place, text]) => {
    const small = text.toLowerCase();
    const grouped = together(small);
    return marks
      .filter(
        ({ mark, exact }) => (exact ? text : small).includes(mark) || (/^\d{9,}$/.test(mark) && grouped.includes(mark)),
      )
      .map(({ canary, as }) => `${place}: ${canary}, ${as}`);
  });
}
