// Who may do what to requests that a case go to another team or caseworker.
import { permissions } from '@haven/platform';

export const TransferPermission = permissions('transfer', {
  read: 'See requests to transfer a case: of cases that they see, and open ones that are addressed to them or to their teams.',
  request: 'Ask that a case go to another team or caseworker, and withdraw the own requests.',
  answer: 'Accept or refuse requests of others that are addressed to them, or to their teams and nobody by name.',
  oversee: 'Answer requests that name somebody of their teams, and withdraw requests for cases of their teams.',
});
