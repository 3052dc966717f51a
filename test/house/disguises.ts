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
});

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
    return marks
      .filter(({ mark, exact }) => (exact ? text : small).includes(mark))
      .map(({ canary, as }) => `${place}: ${canary}, ${as}`);
  });
}
