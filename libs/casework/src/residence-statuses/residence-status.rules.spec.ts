// How a right to stay comes about and ends.
import { describe, expect, it } from 'vitest';
import { ResidenceState, type ResidenceStatus } from './residence-status.entity.js';
import { moveResidence, mustHaveSoundDays, residenceStates } from './residence-status.rules.js';

const TODAY = '2026-03-31';
const inState = (status: ResidenceState): ResidenceStatus => ({ status }) as ResidenceStatus;

describe('a residence status', () => {
  it('moves only along these ways', () => {
    expect(Object.fromEntries(residenceStates.states.map((state) => [state, residenceStates.next(state)]))).toEqual({
      DRAFT: ['APPLIED', 'GRANTED', 'WITHDRAWN'],
      APPLIED: ['GRANTED', 'REFUSED', 'WITHDRAWN'],
      GRANTED: ['REVOKED', 'WITHDRAWN'],
      REFUSED: ['APPEALED', 'WITHDRAWN'],
      APPEALED: ['GRANTED', 'REFUSED', 'WITHDRAWN'],
      REVOKED: ['APPEALED', 'WITHDRAWN'],
      WITHDRAWN: [],
    });
    expect(() => moveResidence(inState(ResidenceState.REFUSED), ResidenceState.GRANTED, {}, TODAY)).toThrow(
      /REFUSED to GRANTED/,
    );
  });

  it('takes today for the day of an application or decision, unless another is said', () => {
    const residence = inState(ResidenceState.DRAFT);
    moveResidence(residence, ResidenceState.APPLIED, { applicationDate: '2026-01-01' }, TODAY);
    moveResidence(residence, ResidenceState.REFUSED, {}, TODAY);
    expect(residence).toMatchObject({ applicationDate: '2026-01-01', decisionDate: TODAY });
  });

  it('is decided after it was applied for, and appealed against after that', () => {
    expect(() =>
      mustHaveSoundDays({ applicationDate: '2026-02-01', decisionDate: '2026-01-01' }, TODAY, 'input'),
    ).toThrow(/^input\.decisionDate: /);
    expect(() => mustHaveSoundDays({ decisionDate: '2026-02-01', appealUntil: '2026-01-01' }, TODAY, 'input')).toThrow(
      /^input\.appealUntil: /,
    );
    expect(() => mustHaveSoundDays({ validFrom: '2026-02-01', validUntil: '2026-01-31' }, TODAY, 'input')).toThrow(
      /^input\.validUntil: /,
    );
    expect(() =>
      mustHaveSoundDays({ validFrom: '2026-02-01', validUntil: '2026-02-01' }, TODAY, 'input'),
    ).not.toThrow();
  });
});
