// Who may do what to sessions. Everyone sees and ends their own without any permission.
import { permissions } from '@haven/platform';

export const SessionPermission = permissions('session', {
  read: 'See the sign-in sessions of any user.',
  end: 'End the sign-in sessions of any user.',
});
