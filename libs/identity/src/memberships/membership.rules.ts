// What may happen to memberships.
import { addDays, badInput } from '@haven/kernel';
import { builtInRole, isHeldForTeam } from '../roles/built-in-roles.js';
import type { Membership } from './membership.entity.js';
import { membershipErrors } from './membership.errors.js';

/** @throws BAD_USER_INPUT when there is no such role, ROLE_NOT_FOR_TEAM when it is to be held for a team and reaches past any */
export function mustBeRole(name: string, teamId?: string | null): void {
  const role = builtInRole(name);
  if (!role) throw badInput('input.role', 'There is no such role; the query `roles` names them.');
  if (teamId && !isHeldForTeam(role)) throw membershipErrors.ROLE_NOT_FOR_TEAM();
}

/** @throws BAD_USER_INPUT when it would end before it begins */
export function mustBeInOrder(validFrom: string, validUntil: string | undefined): void {
  if (validUntil !== undefined && validUntil < validFrom)
    throw badInput('input.validUntil', 'It ends before it begins.');
}

/**
 * The last day of a membership that is being ended: yesterday, unless a later one is wished. One that has not begun by then
 * ends the day before it begins, which is to say that it is held on no day.
 * @throws BAD_USER_INPUT when the wish lies in the past, or after the last day it has already
 */
export function lastDayOf(
  { validFrom, validUntil }: Pick<Membership, 'validFrom' | 'validUntil'>,
  wished: string | undefined,
  today: string,
): string {
  const yesterday = addDays(today, -1);
  if (validUntil !== undefined && validUntil < today) return validUntil;
  if (wished !== undefined && wished < yesterday)
    throw badInput('lastDay', 'A role cannot be taken for days that are over.');
  if (wished !== undefined && validUntil !== undefined && wished > validUntil)
    throw badInput('lastDay', `It ends on ${validUntil} already.`);
  const never = addDays(validFrom, -1);
  const last = wished ?? yesterday;
  return last < never ? never : last;
}
