// Who may do what to memberships: the roles that users hold.
import { permissions } from '@haven/platform';

export const MembershipPermission = permissions('membership', {
  read: 'See who holds which role.',
  grant: 'Give and take roles, for the organisation or for a team.',
});
