// The machine-readable zone: where each field stands in its five formats, and what its check digits say (ICAO Doc 9303).

export type ZoneFormat = 'TD1' | 'TD2' | 'TD3' | 'MRVA' | 'MRVB';

/** What a place of the zone may hold; the filler `<` may stand wherever it is not `digits`. */
export type Signs = 'digits' | 'letters' | 'any';

/** A stretch of one line: from its first place, counted from 0, up to but without `to`. */
export interface Stretch {
  line: number;
  from: number;
  to: number;
}

export type FieldName =
  | 'code'
  | 'issuer'
  | 'number'
  | 'numberCheck'
  | 'nationality'
  | 'birth'
  | 'birthCheck'
  | 'sex'
  | 'expiry'
  | 'expiryCheck'
  | 'names'
  | 'optional'
  | 'optionalCheck'
  | 'more'
  | 'composite';

export interface Layout {
  lines: number;
  width: number;
  fields: Partial<Record<FieldName, Stretch>>;
  /** What the composite check digit covers, in this order. */
  composite: readonly Stretch[];
}

/** Which check digits hold; one that the format does not have is left out. */
export interface ZoneChecks {
  number: boolean;
  birthDate: boolean;
  expiresOn: boolean;
  personalNumber?: boolean;
  composite?: boolean;
}

export const SIGNS: Readonly<Record<FieldName, Signs>> = {
  code: 'any',
  issuer: 'letters',
  number: 'any',
  numberCheck: 'any', // in TD1 and TD2 a filler here says that the number goes on in the optional field
  nationality: 'letters',
  birth: 'digits', // fillers stand for what is not known of it
  birthCheck: 'digits',
  sex: 'letters',
  expiry: 'digits',
  expiryCheck: 'digits',
  names: 'letters',
  optional: 'any',
  optionalCheck: 'any', // a filler stands for 0 where the personal number is empty
  more: 'any',
  composite: 'digits',
};

const at = (line: number, from: number, to = from + 1): Stretch => ({ line, from, to });

/** The second line of every format of two lines begins alike. */
const secondLine = {
  number: at(1, 0, 9),
  numberCheck: at(1, 9),
  nationality: at(1, 10, 13),
  birth: at(1, 13, 19),
  birthCheck: at(1, 19),
  sex: at(1, 20),
  expiry: at(1, 21, 27),
  expiryCheck: at(1, 27),
};

const twoLines = (width: number, rest: Layout['fields'], composite: readonly Stretch[]): Layout => ({
  lines: 2,
  width,
  fields: { code: at(0, 0, 2), issuer: at(0, 2, 5), names: at(0, 5, width), ...secondLine, ...rest },
  composite,
});

const covered = (to: number): Stretch[] => [at(1, 0, 10), at(1, 13, 20), at(1, 21, to)];

export const LAYOUTS: Readonly<Record<ZoneFormat, Layout>> = {
  TD3: twoLines(44, { optional: at(1, 28, 42), optionalCheck: at(1, 42), composite: at(1, 43) }, covered(43)),
  MRVA: twoLines(44, { optional: at(1, 28, 44) }, []),
  TD2: twoLines(36, { optional: at(1, 28, 35), composite: at(1, 35) }, covered(35)),
  MRVB: twoLines(36, { optional: at(1, 28, 36) }, []),
  TD1: {
    lines: 3,
    width: 30,
    fields: {
      code: at(0, 0, 2),
      issuer: at(0, 2, 5),
      number: at(0, 5, 14),
      numberCheck: at(0, 14),
      optional: at(0, 15, 30),
      birth: at(1, 0, 6),
      birthCheck: at(1, 6),
      sex: at(1, 7),
      expiry: at(1, 8, 14),
      expiryCheck: at(1, 14),
      nationality: at(1, 15, 18),
      more: at(1, 18, 29),
      composite: at(1, 29),
      names: at(2, 0, 30),
    },
    composite: [at(0, 5, 30), at(1, 0, 7), at(1, 8, 15), at(1, 18, 29)],
  },
};

/** The signs that a document's code may begin with. */
const CODES: Readonly<Record<ZoneFormat, RegExp>> = {
  TD3: /^P/,
  MRVA: /^V/,
  TD2: /^[ACIP]/,
  MRVB: /^V/,
  TD1: /^[ACI]/,
};

/** The format of these lines by their number, width and document code. Undefined when they have the shape of none. */
export function formatOf(lines: readonly string[]): ZoneFormat | undefined {
  const formats = Object.keys(LAYOUTS) as ZoneFormat[];
  return formats.find((format) => {
    const { lines: count, width } = LAYOUTS[format];
    return (
      lines.length === count &&
      lines.every((line) => line.length === width && /^[A-Z0-9<]+$/.test(line)) &&
      CODES[format].test(lines[0]!)
    );
  });
}

/** Russian internal passports have a zone since 2011: no expiry, and names that are spelled with digits too. */
export const isRussianInternal = (lines: readonly string[]): boolean => lines[0]?.startsWith('PNRUS') ?? false;

export function stretchOf(lines: readonly string[], { line, from, to }: Stretch): string {
  return (lines[line] ?? '').slice(from, to);
}

/** A field's signs as they stand, fillers included; empty when the format has no such field. */
export function fieldIn(lines: readonly string[], format: ZoneFormat, name: FieldName): string {
  const stretch = LAYOUTS[format].fields[name];
  return stretch ? stretchOf(lines, stretch) : '';
}

/** A sign's worth: digits their own, A to Z 10 to 35, the filler nothing. */
const worth = (sign: string): number => (sign === '<' ? 0 : Number.parseInt(sign, 36));

/** The check digit of a text: worths weighted 7, 3, 1 in turn, modulo 10. */
export function checkDigit(text: string): string {
  return String([...text].reduce((sum, sign, place) => sum + worth(sign) * [7, 3, 1][place % 3]!, 0) % 10);
}

/**
 * The document number without fillers and the digit that checks it. In TD1 and TD2 a number of more than nine signs
 * goes on in the optional field, up to the first filler there, and its check digit is the last sign of that.
 */
export function numberIn(
  lines: readonly string[],
  format: ZoneFormat,
): { number: string; check: string; rest: string } {
  const [start, check, optional] = (['number', 'numberCheck', 'optional'] as const).map((name) =>
    fieldIn(lines, format, name),
  ) as [string, string, string];
  const longer = check === '<' && (format === 'TD1' || format === 'TD2') && /^[A-Z0-9]{2,}/.exec(optional)?.[0];
  if (!longer) return { number: start, check, rest: optional };
  return { number: start + longer.slice(0, -1), check: longer.slice(-1), rest: optional.slice(longer.length) };
}

export function checksOf(lines: readonly string[], format: ZoneFormat): ZoneChecks {
  const field = (name: FieldName) => fieldIn(lines, format, name);
  const { number, check } = numberIn(lines, format);
  const checks: ZoneChecks = {
    number: /[A-Z0-9]/.test(number) && check === checkDigit(number),
    birthDate: field('birthCheck') === checkDigit(field('birth')),
    expiresOn:
      field('expiryCheck') === checkDigit(field('expiry')) ||
      (isRussianInternal(lines) && field('expiry') + field('expiryCheck') === '<'.repeat(7)),
  };
  const { optionalCheck, composite } = LAYOUTS[format].fields;
  if (optionalCheck) {
    const empty = /^<*$/.test(field('optional'));
    const said = field('optionalCheck');
    checks.personalNumber = said === checkDigit(field('optional')) || (empty && said === '<');
  }
  if (composite) {
    const text = LAYOUTS[format].composite.map((stretch) => stretchOf(lines, stretch)).join('');
    checks.composite = field('composite') === checkDigit(text);
  }
  return checks;
}

/** Whether the check digits hold that every format has: those of the number, the birth date and the expiry. */
export const holdsEnough = ({ number, birthDate, expiresOn }: ZoneChecks): boolean => number && birthDate && expiresOn;

/** Whether every check digit of the format holds. */
export const isSound = (checks: ZoneChecks): boolean => Object.values(checks).every((held) => held !== false);
