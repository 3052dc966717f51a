// Who may do what to documents.
import { permissions } from '@haven/platform';

export const DocumentPermission = permissions('document', {
  read: 'See which documents there are; what a class of sensitivity covers only where that class is seen.',
  open: 'Open documents: their content and previews.',
  add: 'Add documents, replace and restore their files, and correct what is known of them.',
  verify: 'Verify or dispute documents whose file somebody else added.',
});
