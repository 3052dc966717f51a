// Mending: what a reader of letters mistakes, set right only where the place demands a digit or a letter.
import { isIssuer } from './paper-kind.js';
import { checksOf, fieldIn, formatOf, isRussianInternal, LAYOUTS, SIGNS } from './zone.js';
import type { FieldName, Stretch, ZoneChecks, ZoneFormat } from './zone.js';

/** The lines of a zone after mending, and what its check digits say of them. */
export interface MendedZone {
  lines: string[];
  format: ZoneFormat;
  checks: ZoneChecks;
}

const AS_DIGIT: Readonly<Record<string, string>> = {
  ...{ O: '0', Q: '0', D: '0', I: '1', L: '1', Z: '2', A: '4', S: '5', G: '6', T: '7', B: '8' },
};
const AS_LETTER: Readonly<Record<string, string>> = {
  ...{ '0': 'O', '1': 'I', '2': 'Z', '4': 'A', '5': 'S', '6': 'G', '7': 'T', '8': 'B' },
};
/** Names of Russian internal passports are spelled with the digits 2 to 4 and 6 to 9 as well. */
const AS_INTERNAL: Readonly<Record<string, string>> = { '0': 'O', '1': 'I', '5': 'S' };

/** The place of the sex has M, F, X or a filler alone. */
const AS_SEX: Readonly<Record<string, string>> = { H: 'M', N: 'M', W: 'M', E: 'F', P: 'F' };

/** Letters that are taken for each other, for the codes of states, of which only some exist. */
const ALIKE = ['BS38', 'DOQU', 'CG', 'EF', 'HMN', 'IJLT', 'KX', 'VY', 'PR'];

/** How the passport numbers of the countries look that most people here come from: A a letter, 9 a digit. */
const NUMBERS: Readonly<Record<string, string>> = { RUS: '999999999', BLR: 'AA9999999', UKR: 'AA999999<' };

/** How many fillers a line may lack, or have too many of, beside those at its end. */
const MOST_FILLERS_AMISS = 6;

/**
 * The zone that these lines of a picture show. A line that is too long or too short loses or gets fillers where
 * fillers stand, or loses a stray sign at one end. A digit becomes a letter, or a letter a digit, only where the
 * format, the country's passport number or the list of states leaves no choice; nothing is tried out until a check
 * digit holds, as every tenth wrong guess would make it hold.
 * @returns undefined when the lines have the shape of no format
 */
export function mendMrz(read: readonly string[]): MendedZone | undefined {
  const away = (width: number) => Math.abs(width - Math.max(...read.map((line) => line.length)));
  const widths = read.length === 3 ? [30] : [44, 36].sort((a, b) => away(a) - away(b));
  const zones = widths.flatMap((width) => combined(read.map((line, row) => fits(line, width, row))).flatMap(mended));
  return zones.reduce<MendedZone | undefined>(
    (best, zone) => (best && held(best) >= held(zone) ? best : zone),
    undefined,
  );
}

/** How many check digits hold. */
export const held = ({ checks }: MendedZone): number => Object.values(checks).filter(Boolean).length;

function mended(fitted: string[]): MendedZone[] {
  const format = formatOf(fitted);
  if (!format) return [];
  const { fields } = LAYOUTS[format];
  const lines = [...fitted];
  const mend = (name: FieldName, swaps: Readonly<Record<string, string>>) =>
    rewrite(lines, fields[name], (sign) => swaps[sign] ?? sign);
  for (const name of Object.keys(fields) as FieldName[]) {
    if (name === 'names' && isRussianInternal(lines)) mend(name, AS_INTERNAL);
    else if (SIGNS[name] !== 'any') mend(name, SIGNS[name] === 'digits' ? AS_DIGIT : AS_LETTER);
  }
  mend('sex', AS_SEX);
  const names = withoutStray(fieldIn(lines, format, 'names'));
  rewrite(lines, fields.names, (_, place) => names[place]!);
  for (const name of ['issuer', 'nationality'] as const) {
    const known = knownCode(fieldIn(lines, format, name));
    rewrite(lines, fields[name], (_, place) => known[place]!);
  }
  const shape = format === 'TD3' ? NUMBERS[fieldIn(lines, format, 'issuer')] : undefined;
  if (shape) {
    rewrite(lines, fields.number, (sign, place) => (shape[place] === '9' ? AS_DIGIT : AS_LETTER)[sign] ?? sign);
  }
  return [{ lines, format, checks: checksOf(lines, format) }];
}

/** Two fillers end the given names, and three a surname alone: whatever was read beyond them are fillers too. */
function withoutStray(names: string): string {
  const said = /^[^<]+(?:<[^<]+)*(?:<<(?!<)[^<]+(?:<[^<]+)*)?(?=<<|<?$)/.exec(names)?.[0];
  return said ? said.padEnd(names.length, '<') : names;
}

/** The code; when no state has it, the only existing one that differs in a single letter which looks alike. */
function knownCode(code: string): string {
  const exists = (one: string) => isIssuer(one.replace(/<+$/, ''));
  if (exists(code)) return code;
  const others = [...code].flatMap((sign, place) =>
    [...(ALIKE.find((letters) => letters.includes(sign)) ?? '')].map(
      (letter) => code.slice(0, place) + letter + code.slice(place + 1),
    ),
  );
  const existing = others.filter(exists);
  return existing.length === 1 ? existing[0]! : code;
}

function rewrite(lines: string[], stretch: Stretch | undefined, change: (sign: string, place: number) => string): void {
  if (!stretch) return;
  const { line, from, to } = stretch;
  const text = lines[line]!;
  lines[line] = text.slice(0, from) + [...text.slice(from, to)].map(change).join('') + text.slice(to);
}

/** The letters that the first line may begin with, by its width. */
const FIRST_LETTERS: Readonly<Record<number, string>> = { 44: 'PV', 36: 'ACIPV', 30: 'ACI' };

/** The ways to bring a line to its width, the likeliest first. A line that has it is not shifted. */
function fits(read: string, width: number, row: number): string[] {
  // The edge of a page is read as a sign or two before the line or after it.
  const edge = row === 0 ? new RegExp(`^[^${FIRST_LETTERS[width]}]{1,2}(?=[${FIRST_LETTERS[width]}])`) : /^$/;
  const line = read.replace(edge, '');
  const excess = line.length - width;
  if (excess === 0) return [line];
  const stray = excess === 1 || excess === 2 ? [line.slice(excess), line.slice(0, width)] : [];
  return [...withFillers(line, -excess), ...stray];
}

/** The line with so many more, or fewer, fillers in its longest row of them, or in the last of equal ones. */
function withFillers(line: string, lacking: number): string[] {
  const tail = /<*$/.exec(line)![0].length;
  const rows = [...line.matchAll(/<{2,}/g)];
  const row = rows.reduce((best, each) => (each[0].length >= (best?.[0].length ?? 0) ? each : best), rows[0]);
  if (!row || Math.abs(lacking) > Math.max(MOST_FILLERS_AMISS, tail) || row[0].length + lacking < 2) return [];
  return [line.slice(0, row.index) + '<'.repeat(row[0].length + lacking) + line.slice(row.index + row[0].length)];
}

/** Every choice of one from each. */
function combined(choices: readonly string[][]): string[][] {
  return choices.reduce<string[][]>((so, far) => so.flatMap((some) => far.map((one) => [...some, one])), [[]]);
}
