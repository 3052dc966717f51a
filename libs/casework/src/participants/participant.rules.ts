// What may happen to participants.
import { badInput, defineErrors } from '@haven/kernel';
import type { CaseParticipant } from './participant.entity.js';

export const participantErrors = defineErrors({
  PARTICIPANT_ALREADY:
    'The colleague works along on the case already; extensions.participantId says where that stands.',
  PARTICIPANT_ENDED: 'The colleague works along on the case no more.',
});

type Lasting = Pick<CaseParticipant, 'validUntil' | 'endedAt'>;

/** Whether it lasts today or is still to begin. */
export const lasts = ({ validUntil, endedAt }: Lasting, today: string): boolean =>
  !endedAt && (!validUntil || validUntil >= today);

/** @throws PARTICIPANT_ENDED */
export function mustLast(participant: Lasting, today: string): void {
  if (!lasts(participant, today)) throw participantErrors.PARTICIPANT_ENDED();
}

/** @throws BAD_USER_INPUT for days that have passed, or stand in the wrong order */
export function mustBeDaysToCome(validFrom: string, validUntil: string | null | undefined, today: string): void {
  if (validFrom < today) throw badInput('input.validFrom', 'This day has passed.');
  if (validUntil && validUntil < validFrom) throw badInput('input.validUntil', 'Must not be before the first day.');
}
