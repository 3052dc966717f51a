// Where a request for a transfer stands.
import { registerEnumType } from '@nestjs/graphql';

export enum TransferStatus {
  REQUESTED = 'REQUESTED',
  ACCEPTED = 'ACCEPTED',
  REFUSED = 'REFUSED',
  WITHDRAWN = 'WITHDRAWN',
}
registerEnumType(TransferStatus, {
  name: 'TransferStatus',
  description: 'Where a request to transfer a case stands.',
  valuesMap: {
    REQUESTED: { description: 'Waits for the receiver. A case has one such request at most.' },
    ACCEPTED: { description: 'The case went to the receiver. It stays so.' },
    REFUSED: { description: 'The receiver does not take the case, for a reason. It stays so.' },
    WITHDRAWN: { description: 'Taken back, or the case ended or went to another team meanwhile. It stays so.' },
  },
});
