// Where a case stands, and where it can go from there.
import { registerEnumType } from '@nestjs/graphql';

export enum CaseStatus {
  INTAKE = 'INTAKE',
  ASSESSMENT = 'ASSESSMENT',
  ACTIVE = 'ACTIVE',
  ON_HOLD = 'ON_HOLD',
  CLOSED = 'CLOSED',
  DECLINED = 'DECLINED',
}
registerEnumType(CaseStatus, {
  name: 'CaseStatus',
  description: 'Where a case stands.',
  valuesMap: {
    INTAKE: { description: 'Opened; nobody has looked into it yet.' },
    ASSESSMENT: { description: 'Needs are being found out.' },
    ACTIVE: { description: 'Being worked on.' },
    ON_HOLD: { description: 'Waiting for something outside, such as an authority.' },
    CLOSED: { description: 'Ended with an outcome; can be reopened with a reason.' },
    DECLINED: { description: 'Not taken on, for a reason.' },
  },
});

/** Every move there is; the state machine of cases refuses all others. */
export const CASE_MOVES: Readonly<Record<CaseStatus, readonly CaseStatus[]>> = {
  INTAKE: [CaseStatus.ASSESSMENT, CaseStatus.DECLINED],
  ASSESSMENT: [CaseStatus.ACTIVE, CaseStatus.DECLINED],
  ACTIVE: [CaseStatus.ON_HOLD, CaseStatus.CLOSED],
  ON_HOLD: [CaseStatus.ACTIVE, CaseStatus.CLOSED],
  CLOSED: [CaseStatus.ACTIVE],
  DECLINED: [],
};
