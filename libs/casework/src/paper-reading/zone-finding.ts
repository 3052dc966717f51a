// Finding the zone: which lines of what was read are the machine-readable ones, and what several readings agree on.
import { held, mendMrz, type MendedZone } from './mending.js';
import { checksOf, fieldIn, holdsEnough, isRussianInternal, isSound } from './zone.js';

/** What the readings of one picture come to. */
export interface ReadZone {
  lines: string[];
  /** Whether two readings agreed in every sign. Names, country, nationality and sex have no check digit but this. */
  agreed: boolean;
}

/** A line that is shorter belongs to no zone, even if its fillers were not seen. */
const SHORTEST_LINE = 16;

/** The zone in a text, whose check digits hold and whose fields may be what they are; undefined when there is none. */
export function zoneIn(text: string): MendedZone | undefined {
  const lines = text
    .split('\n')
    .map(signsOf)
    .filter((line) => line.length >= SHORTEST_LINE);
  const found = lines.flatMap((_, first) =>
    [2, 3].flatMap((count) => {
      const zone = first + count <= lines.length ? mendMrz(lines.slice(first, first + count)) : undefined;
      return zone && isPlausible(zone) ? [zone] : [];
    }),
  );
  return best(found);
}

/** Whether these readings settle it: two are alike in every sign, and all check digits hold. */
export function settled(zones: readonly MendedZone[]): boolean {
  const said = zones.filter(({ checks }) => isSound(checks)).map(spelled);
  return new Set(said).size < said.length;
}

/**
 * What the readings of one picture say together: each sign as most of them have it, unless then fewer checks hold.
 * Undefined when not all check digits hold and no two readings are alike.
 */
export function together(zones: readonly MendedZone[]): ReadZone | undefined {
  const first = best(zones);
  if (!first) return undefined;
  const alike = [first, ...zones.filter((zone) => zone !== first && zone.format === first.format)];
  const lines = first.lines.map((line, row) =>
    [...line].map((_, place) => mostOf(alike.map((zone) => zone.lines[row]![place]!))).join(''),
  );
  const voted: MendedZone = { ...first, lines, checks: checksOf(lines, first.format) };
  const chosen = held(voted) >= held(first) && isPlausible(voted) ? voted : first;
  const agreed = zones.filter((zone) => spelled(zone) === spelled(chosen)).length > 1;
  // Of a page too blurred to read, three check digits hold by chance now and then.
  return agreed || isSound(chosen.checks) ? { lines: chosen.lines, agreed } : undefined;
}

const spelled = ({ lines }: MendedZone): string => lines.join('\n');

const best = (zones: readonly MendedZone[]): MendedZone | undefined =>
  zones.reduce<MendedZone | undefined>((so, zone) => (so && held(so) >= held(zone) ? so : zone), undefined);

/** The commonest, and the first of those equally common. */
function mostOf(signs: readonly string[]): string {
  const counts = Map.groupBy(signs, (sign) => sign);
  return [...counts].reduce((most, one) => (one[1].length > most[1].length ? one : most))[0];
}

/** Whether enough check digits hold, and dates and names can be such: by chance three hold once in a thousand times. */
function isPlausible({ lines, format, checks }: MendedZone): boolean {
  const field = (name: 'birth' | 'expiry' | 'names') => fieldIn(lines, format, name);
  const names = isRussianInternal(lines) ? /^[A-Z2-46-9][A-Z2-46-9<]+$/ : /^[A-Z][A-Z<]+$/;
  const dates = [field('birth'), field('expiry')];
  return holdsEnough(checks) && names.test(field('names')) && dates.every((date) => DATE.test(date));
}

const DATE = /^(\d\d|<<)(0[1-9]|1[0-2]|<<)(0[1-9]|[12]\d|3[01]|<<)$/;

/** Only the signs that a zone may have; what looks like a filler becomes one. */
function signsOf(line: string): string {
  return line
    .toUpperCase()
    .replaceAll('«', '<<')
    .replaceAll(/[‹([{]/g, '<')
    .replaceAll(/[^A-Z0-9<]/g, '');
}
