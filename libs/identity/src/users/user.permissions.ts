// Who may do what to users.
import { permissions } from '@haven/platform';

export const UserPermission = permissions('user', {
  read: 'See who works in the organisation.',
  invite: 'Make users.',
  update: 'Rename users, and switch their access off and on.',
});
