// Who may do what to the participants of cases.
import { permissions } from '@haven/platform';

export const ParticipantPermission = permissions('participant', {
  read: 'See who works along on the cases that they see.',
  write: 'Let colleagues work along on a case, and end it.',
});
