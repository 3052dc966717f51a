// What must be true of a name.
import { badInput, defineErrors, nameParts, type DomainError } from '@haven/kernel';
import { mustNotEndBeforeItBegins } from '../applicants/applicant.rules.js';
import type { PersonName } from './person-name.entity.js';

export const nameErrors = defineErrors({
  PRIMARY_NAME_STAYS: 'The primary name cannot be withdrawn: make another name primary first.',
  NAME_WITHDRAWN: 'The name was withdrawn and cannot be changed any more.',
});

export const MOST_NAMES_AT_ONCE = 10;

export type Spelling = Pick<PersonName, 'family' | 'given' | 'patronymic'> & { full?: string };

/** The whole name: as given, or family name, given names and patronymic in this order. Empty when there is nothing to join. */
export const wholeName = ({ full, family, given, patronymic }: Spelling): string =>
  full || [family, given, patronymic].filter((part) => part).join(' ');

/** By which two whole names are one spelling, whichever part comes first. */
export const spellingOf = (full: string): string => nameParts(full).sort().join(' ');

/** @throws BAD_USER_INPUT for a name without a letter or digit, and for one that ends before it begins */
export function mustBeAName(name: { full: string; validFrom?: string; validTo?: string }, path: string): void {
  if (nameParts(name.full).length === 0) throw nameless(path);
  mustNotEndBeforeItBegins(name, 'validFrom', 'validTo', path);
}

const nameless = (path: string): DomainError =>
  badInput(`${path}.full`, 'Write the whole name or one of its parts, with at least one letter or digit.');

/**
 * Which of the names that come together is the primary one: the one that says so, else the first.
 * @throws BAD_USER_INPUT when there are none, too many, or several say so
 */
export function primaryAmong(names: readonly { primary?: boolean | null }[], path: string): number {
  if (names.length === 0) throw badInput(path, 'Give at least one name.');
  if (names.length > MOST_NAMES_AT_ONCE) throw badInput(path, `At most ${MOST_NAMES_AT_ONCE} names at once.`);
  const claims = names.flatMap((name, index) => (name.primary ? [index] : []));
  if (claims.length > 1) throw badInput(`${path}[${claims[1]}].primary`, 'Only one name can be the primary one.');
  return claims[0] ?? 0;
}
