// Sensitivity: how much harm a field can do in the wrong hands. Every field has exactly one class.
import { registerEnumType } from '@nestjs/graphql';

export enum Sensitivity {
  BASIC = 'BASIC',
  CONTACT = 'CONTACT',
  IDENTITY = 'IDENTITY',
  HEALTH = 'HEALTH',
  PERSECUTION = 'PERSECUTION',
  PRIVILEGED = 'PRIVILEGED',
}

registerEnumType(Sensitivity, {
  name: 'Sensitivity',
  description: 'How much harm a field can do in the wrong hands. A role names the classes it may see.',
  valuesMap: {
    BASIC: { description: 'Workflow and figures: status, dates, codes.' },
    CONTACT: { description: 'How a person can be reached.' },
    IDENTITY: { description: 'Who a person is: names, exact birth date, numbers of papers.' },
    HEALTH: { description: 'Physical and mental health, disability, pregnancy.' },
    PERSECUTION: { description: 'What a person fled from, and what is written about it.' },
    PRIVILEGED: { description: 'Covered by legal privilege.' },
  },
});
