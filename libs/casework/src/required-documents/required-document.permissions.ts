// Who may do what to required documents.
import { permissions } from '@haven/platform';

export const RequiredDocumentPermission = permissions('requiredDocument', {
  read: 'See which papers the programmes ask for.',
  keep: 'Say which papers the programmes ask for: add, correct and end them.',
});
