// What may be said of required documents, and when cases have to be gone through because of one.
import { badInput, defineErrors } from '@haven/kernel';
import { mustBeWithinReason } from '../applicants/applicant.rules.js';
import type { RequiredDocument } from './required-document.entity.js';

export const requiredDocumentErrors = defineErrors({
  REQUIRED_DOCUMENT_ENDED: 'This paper is not asked for any more, and stays as it is. Add a new one.',
});

type Active = Pick<RequiredDocument, 'activeFrom' | 'activeBefore'>;

/** @throws BAD_USER_INPUT naming what does not fit together */
export function mustSayWhat({ kinds, document }: Pick<RequiredDocument, 'kinds' | 'document'>): void {
  if (kinds.length === 0) throw badInput('input.kinds', 'Name at least one kind of paper.');
  if (new Set(kinds).size < kinds.length) throw badInput('input.kinds', 'A kind stands here twice.');
  if (kinds.includes('OTHER') && !document)
    throw badInput('input.document', 'Say in words what the paper is: OTHER does not tell.');
}

/**
 * What never began may end on the day on which it would have.
 * @param said which of the two days is the one that is being said
 * @throws BAD_USER_INPUT naming it
 */
export function mustEndAfterItBegins(days: Active, said: keyof Active, today: string): void {
  const { activeFrom, activeBefore } = days;
  mustBeWithinReason(days[said], today, `input.${said}`);
  if (!activeFrom || !activeBefore || activeFrom <= activeBefore) return;
  throw said === 'activeFrom'
    ? badInput('input.activeFrom', `Must not be after activeBefore, ${activeBefore}.`)
    : badInput('input.activeBefore', `Must not be before activeFrom, ${activeFrom}.`);
}

/** @throws BAD_USER_INPUT: what was asked for until today cannot be taken back */
export function mustEndFrom(today: string, activeBefore: string): void {
  if (activeBefore < today) throw badInput('input.activeBefore', 'This day has passed.');
}

/** @throws REQUIRED_DOCUMENT_ENDED */
export function mustNotHaveEnded({ activeBefore }: Active, today: string): void {
  if (activeBefore && activeBefore <= today) throw requiredDocumentErrors.REQUIRED_DOCUMENT_ENDED();
}

/** The days to come on which a paper begins or ceases to be asked for. */
export const turningDays = ({ activeFrom, activeBefore }: Active, today: string): string[] =>
  [activeFrom, activeBefore].filter((day): day is string => day !== undefined && day > today);
