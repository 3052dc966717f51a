// The state of a required document in a case.
import { registerEnumType } from '@nestjs/graphql';

export enum ChecklistState {
  MISSING = 'MISSING',
  ARRIVING = 'ARRIVING',
  PRESENT = 'PRESENT',
  VERIFIED = 'VERIFIED',
  EXPIRING = 'EXPIRING',
  EXPIRED = 'EXPIRED',
  DISPUTED = 'DISPUTED',
}
registerEnumType(ChecklistState, {
  name: 'ChecklistState',
  description: 'How a required document stands in a case, by the document that fits best.',
  valuesMap: {
    MISSING: { description: 'There is none.' },
    ARRIVING: { description: 'Its file is being sent, or in quarantine.' },
    PRESENT: { description: 'It is there, and no second person has looked at it.' },
    VERIFIED: { description: 'It is there, and a second person saw that it is what it says.' },
    EXPIRING: { description: 'It is valid today, but not for as many days as it must be.' },
    EXPIRED: { description: 'Its last day of validity has passed.' },
    DISPUTED: { description: 'A second person found that something is wrong with it.' },
  },
});
