// Who may do what to an organisation.
import { permissions } from '@haven/platform';

export const OrganizationPermission = permissions('organization', {
  read: 'See the organisation itself: name, time zone, working days.',
  update: 'Change the name, time zone, language and working days of the organisation.',
});
