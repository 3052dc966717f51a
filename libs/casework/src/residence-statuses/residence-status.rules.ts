// What may happen to a residence status, and in which order its days stand.
import { defineErrors, StateMachine } from '@haven/kernel';
import { mustBeWithinReason, mustHaveHappened, mustNotEndBeforeItBegins } from '../applicants/applicant.rules.js';
import { ResidenceState, type ResidenceStatus } from './residence-status.entity.js';

export const residenceErrors = defineErrors({
  RESIDENCE_STATUS_MOVE: 'A residence status cannot go from its present state to this one.',
});

const { DRAFT, APPLIED, GRANTED, REFUSED, APPEALED, REVOKED, WITHDRAWN } = ResidenceState;

export const residenceStates = new StateMachine<ResidenceState>(
  'residence status',
  {
    // A stay without visa is granted by the border, without an application.
    [DRAFT]: [APPLIED, GRANTED, WITHDRAWN],
    [APPLIED]: [GRANTED, REFUSED, WITHDRAWN],
    [GRANTED]: [REVOKED, WITHDRAWN],
    [REFUSED]: [APPEALED, WITHDRAWN],
    [APPEALED]: [GRANTED, REFUSED, WITHDRAWN],
    [REVOKED]: [APPEALED, WITHDRAWN],
    [WITHDRAWN]: [],
  },
  (from, to) =>
    residenceErrors.RESIDENCE_STATUS_MOVE(`A residence status cannot go from ${from} to ${to}.`, { from, to }),
);

type Days = Pick<ResidenceStatus, 'validFrom' | 'validUntil' | 'applicationDate' | 'decisionDate' | 'appealUntil'>;

/** Moves it and notes the day of the application or decision, unless that was said. @throws RESIDENCE_STATUS_MOVE */
export function moveResidence(residence: ResidenceStatus, to: ResidenceState, said: Days, today: string): void {
  residenceStates.move(residence, to);
  if (to === APPLIED) residence.applicationDate = said.applicationDate ?? today;
  if (to === GRANTED || to === REFUSED || to === REVOKED) residence.decisionDate = said.decisionDate ?? today;
}

/** @throws BAD_USER_INPUT naming the day that cannot be */
export function mustHaveSoundDays(days: Days, today: string, path: string): void {
  mustHaveHappened(days.applicationDate, today, `${path}.applicationDate`);
  mustHaveHappened(days.decisionDate, today, `${path}.decisionDate`);
  for (const day of ['validFrom', 'validUntil', 'appealUntil'] as const)
    mustBeWithinReason(days[day], today, `${path}.${day}`);
  mustNotEndBeforeItBegins(days, 'validFrom', 'validUntil', path);
  mustNotEndBeforeItBegins(days, 'applicationDate', 'decisionDate', path);
  mustNotEndBeforeItBegins(days, 'decisionDate', 'appealUntil', path);
}
