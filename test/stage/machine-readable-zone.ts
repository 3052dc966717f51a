// Zones for tests: papers that nobody holds, written in the five formats with check digits of their own.

export type Format = 'TD1' | 'TD2' | 'TD3' | 'MRVA' | 'MRVB';

/** What a paper says, as the zone spells it, without fillers at the end of a field. */
export interface PaperFacts {
  format: Format;
  code: string;
  issuer: string;
  /** At most nine signs. */
  number: string;
  nationality: string;
  /** YYMMDD */
  birth: string;
  sex: 'M' | 'F' | '<';
  expiry: string;
  surname: string;
  given: string;
  optional: string;
}

const VALUES = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The check digit of ICAO Doc 9303: weights 7, 3, 1, modulo 10. */
export function digitFor(text: string): string {
  let sum = 0;
  for (let place = 0; place < text.length; place += 1) {
    const value = text[place] === '<' ? 0 : VALUES.indexOf(text[place]!);
    sum += value * (place % 3 === 0 ? 7 : place % 3 === 1 ? 3 : 1);
  }
  return `${sum % 10}`;
}

const fill = (text: string, width: number): string => text.slice(0, width).padEnd(width, '<');
const checked = (text: string): string => text + digitFor(text);

/** The lines of a paper's zone. */
export function zoneOf(paper: PaperFacts): string[] {
  const head = fill(paper.code, 2) + fill(paper.issuer, 3);
  const names = `${paper.surname}<<${paper.given}`;
  const number = checked(fill(paper.number, 9));
  const birth = checked(paper.birth);
  const expiry = checked(paper.expiry);
  const nationality = fill(paper.nationality, 3);
  if (paper.format === 'TD1') {
    const first = head + number + fill(paper.optional, 15);
    const more = fill('', 11);
    const whole = digitFor(first.slice(5) + birth + expiry + more);
    return [first, birth + paper.sex + expiry + nationality + more + whole, fill(names, 30)];
  }
  const width = paper.format === 'TD3' || paper.format === 'MRVA' ? 44 : 36;
  const start = number + nationality + birth + paper.sex + expiry;
  const upper = head + fill(names, width - 5);
  if (paper.format === 'MRVA' || paper.format === 'MRVB') return [upper, start + fill(paper.optional, width - 28)];
  const optional = paper.format === 'TD3' ? checked(fill(paper.optional, 14)) : fill(paper.optional, 7);
  return [upper, start + optional + digitFor(number + birth + expiry + optional)];
}
