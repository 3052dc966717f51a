// What must be true of what is said about a person: days that can be, and in their order.
import { addDays, badInput, yearOf } from '@haven/kernel';

/** Nobody whom Haven knows was born, or arrived anywhere, before this year. */
const FIRST_YEAR = 1900;
/** A permit that runs longer than this is a typing error. */
const FURTHEST_DAYS = 50 * 366;

/**
 * The year of birth of a date that may be known only to the year or month.
 * @throws BAD_USER_INPUT when it lies before 1900 or after today
 */
export function birthYearOf(birthDate: string, today: string, field: string): number {
  const year = yearOf(birthDate);
  if (year < FIRST_YEAR) throw badInput(field, `Nobody here was born before ${FIRST_YEAR}.`);
  // As exact as it is known: 1987-05 is compared with the month of today.
  if (birthDate > today.slice(0, birthDate.length)) throw badInput(field, 'A birth date cannot be in the future.');
  return year;
}

/** @throws BAD_USER_INPUT when something that has happened lies after today, or before 1900 */
export function mustHaveHappened(day: string | undefined, today: string, field: string): void {
  if (!day) return;
  if (day > today) throw badInput(field, 'This day is still to come.');
  if (yearOf(day) < FIRST_YEAR) throw badInput(field, `Must not be before ${FIRST_YEAR}.`);
}

/** @throws BAD_USER_INPUT when a day lies further off than anything is granted for */
export function mustBeWithinReason(day: string | undefined, today: string, field: string): void {
  if (!day) return;
  if (day > addDays(today, FURTHEST_DAYS)) throw badInput(field, 'Must not be more than 50 years from now.');
  if (yearOf(day) < FIRST_YEAR) throw badInput(field, `Must not be before ${FIRST_YEAR}.`);
}

/** @throws BAD_USER_INPUT naming the later field, when both days are there and stand in the wrong order */
export function mustNotEndBeforeItBegins<K extends string>(
  record: { [key in K]?: string },
  from: K,
  to: K,
  path: string,
): void {
  const [first, last] = [record[from], record[to]];
  if (first && last && last < first) throw badInput(`${path}.${to}`, `Must not be before ${from}, ${first}.`);
}
