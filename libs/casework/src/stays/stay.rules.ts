// What must be true of a stay, and of the stays of one person together.
import { defineErrors } from '@haven/kernel';
import { mustHaveHappened, mustNotEndBeforeItBegins } from '../applicants/applicant.rules.js';
import type { Stay } from './stay.entity.js';

export const stayErrors = defineErrors({
  STAY_OVERLAPS:
    'The person was somewhere else on these days; extensions.stayId says which stay that is. Note its exit first, or correct or withdraw it. Leaving and entering on one day is no overlap.',
  STAY_WITHDRAWN: 'The stay was withdrawn and cannot be changed any more.',
});

type Days = Pick<Stay, 'enteredOn' | 'leftOn'>;

/** An entry or exit is written down when it has happened. @throws BAD_USER_INPUT naming the day that cannot be */
export function mustHaveSoundDays(days: Days & Pick<Stay, 'registeredOn'>, today: string): void {
  for (const day of ['enteredOn', 'leftOn', 'registeredOn'] as const)
    mustHaveHappened(days[day], today, `input.${day}`);
  mustNotEndBeforeItBegins(days, 'enteredOn', 'leftOn', 'input');
  mustNotEndBeforeItBegins(days, 'enteredOn', 'registeredOn', 'input');
}

const endsBefore = (one: Days, other: Days): boolean => Boolean(one.leftOn) && one.leftOn! <= other.enteredOn;

/**
 * Nobody is in two places: stays share the day of crossing the border at most, in one country as between two.
 * @throws STAY_OVERLAPS, with the id alone: the country may be kept back from who asks
 */
export function mustNotOverlap(stay: Days & { id?: string }, others: readonly Stay[]): void {
  const met = others.find(
    (other) => other.id !== stay.id && !other.withdrawnAt && !endsBefore(stay, other) && !endsBefore(other, stay),
  );
  if (met) throw stayErrors.STAY_OVERLAPS(undefined, { stayId: met.id });
}
