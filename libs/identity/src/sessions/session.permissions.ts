// Who may do what to sessions. Every role grants both for one's own.
import { permissions } from '@haven/platform';

export const SessionPermission = permissions('session', {
  read: 'See sign-in sessions.',
  end: 'End sign-in sessions.',
});
