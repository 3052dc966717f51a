// Who may read the audit trail.
import { permissions } from '@haven/platform';

export const AuditPermission = permissions('audit', {
  read: 'Read the audit trail of the organisation: who did or saw what and when, but no content of any record.',
});
