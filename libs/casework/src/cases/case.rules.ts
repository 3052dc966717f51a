// What may happen to cases, and what may be said of them.
import {
  addDays,
  badInput,
  defineErrors,
  hasValidCheckCharacter,
  normalForm,
  StateMachine,
  withCheckCharacter,
  type DomainError,
} from '@haven/kernel';
import { CASE_MOVES, CaseStatus } from './case.status.js';

export const caseErrors = defineErrors({
  CASE_MOVE_NOT_ALLOWED: 'A case cannot go from this status to that one; extensions.allowed says where it can go.',
  CASE_OUTCOME_NEEDED: 'A case ends with an outcome and a reason: use closeCase.',
  CASE_REASON_NEEDED: 'This move needs a reason: use declineCase or reopenCase.',
  CASE_HAS_OPEN_TASKS:
    'The case has tasks that still want something of somebody: end them first, or close with an override.',
  CASE_TAKEN: 'Somebody is in charge of the case already; extensions.assigneeId says who.',
  CASE_TRANSFER_NEEDED:
    'Your permission to assign does not reach the team that is to have the case, or the colleague does not work in its team: ask for it with requestCaseTransfer.',
  CASE_ENDED: 'The case is closed or declined: reopen it first, if that is allowed.',
});

const { CLOSED, DECLINED } = CaseStatus;

export const caseStates = new StateMachine<CaseStatus>('case', CASE_MOVES, refuseMove);

/** Every refused move says where the case can go instead. */
export function refuseMove(from: CaseStatus, to: CaseStatus): DomainError {
  return caseErrors.CASE_MOVE_NOT_ALLOWED(undefined, { from, to, allowed: caseStates.next(from) });
}

/**
 * Whether a move needs nothing but the wish: no outcome, no reason.
 * @throws CASE_MOVE_NOT_ALLOWED, CASE_OUTCOME_NEEDED or CASE_REASON_NEEDED
 */
export function mustNeedNoReason(from: CaseStatus, to: CaseStatus): void {
  if (!caseStates.can(from, to)) throw refuseMove(from, to);
  if (to === CLOSED) throw caseErrors.CASE_OUTCOME_NEEDED();
  if (to === DECLINED || from === CLOSED) throw caseErrors.CASE_REASON_NEEDED();
}

/** @throws CASE_ENDED */
export function mustBeUnderWay({ status }: { status: CaseStatus }): void {
  if (status === CLOSED || status === DECLINED) throw caseErrors.CASE_ENDED(undefined, { status });
}

/** A programme as it is compared: whatever is kept for a programme meets its cases by this. None for no programme. */
export const programmeForm = (programme: string | null | undefined): string | undefined =>
  (programme && normalForm(programme)) || undefined;

/** A case that is to run longer than this is a typing error. */
const LONGEST_DAYS = 50 * 366;

/** @throws BAD_USER_INPUT when the day has passed, or lies more than 50 years off */
export function mustBeADueDay(dueOn: string | null | undefined, today: string, field = 'input.dueOn'): void {
  if (!dueOn) return;
  if (dueOn < today) throw badInput(field, 'This day has passed.');
  if (dueOn > addDays(today, LONGEST_DAYS)) throw badInput(field, 'Must not be more than 50 years from now.');
}

const FEWEST_DIGITS = 6;
const NUMBER = /^(\d{4})(\d{6,})([0-9A-Z])$/;
/** What people put between the parts of a number, or leave out: white space and dashes of every kind. */
const BETWEEN = /[\s\p{Pd}\u2212]+/gu;

/** The number of the `count`-th case of a year: `2026-000123-7`. Past 999,999 it grows longer. */
export function caseNumber(year: number, count: number): string {
  return spelt(withCheckCharacter(`${year}${String(count).padStart(FEWEST_DIGITS, '0')}`));
}

const spelt = (signs: string): string => signs.replace(NUMBER, '$1-$2-$3');

/**
 * The number as it is kept, from what somebody typed: spaces, small letters and missing dashes do no harm.
 * @throws BAD_USER_INPUT on the named field when it is no number of a case, or has a typing error
 */
export function asCaseNumber(typed: string, field = 'number'): string {
  const signs = typed.replace(BETWEEN, '').toUpperCase();
  if (!NUMBER.test(signs)) throw badInput(field, 'A number of a case looks like 2026-000123-7.');
  if (!hasValidCheckCharacter(signs))
    throw badInput(field, 'There is a typing error in this number: its last character does not fit.');
  return spelt(signs);
}
