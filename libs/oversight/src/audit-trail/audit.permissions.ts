// Who may read the audit trail.
import { permissions } from '@haven/platform';

export const AuditPermission = permissions('audit', {
  read: 'Read the audit trail of the organisation: who did or saw what, when, why and from where, but no content of any record.',
});
