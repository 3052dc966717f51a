// What is told of required documents.
import { fact } from '@haven/platform';

/** What is asked for has changed, or begins or ends about now. Cases are gone through in portions: the next one begins after this case. */
export const RequiredDocumentKept = fact<{ requiredDocumentId: string; afterCaseId: string | null }>(
  'requiredDocument.kept',
);
