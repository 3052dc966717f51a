// The states of a document and of its files, and what was found out about it.
import { registerEnumType } from '@nestjs/graphql';

export enum DocumentStatus {
  UPLOADING = 'UPLOADING',
  QUARANTINED = 'QUARANTINED',
  AVAILABLE = 'AVAILABLE',
  REJECTED = 'REJECTED',
  ABANDONED = 'ABANDONED',
}
registerEnumType(DocumentStatus, {
  name: 'DocumentStatus',
  description:
    'Where a file stands on its way in. A document stands where its current file does, or its first one while it has none.',
  valuesMap: {
    UPLOADING: { description: 'Its bytes are still coming.' },
    QUARANTINED: {
      description: 'All bytes are there; type, content and malware are being looked at. Nobody can open it yet.',
    },
    AVAILABLE: { description: 'It passed, and can be opened.' },
    REJECTED: { description: 'It was refused, see `rejection`; its bytes are gone.' },
    ABANDONED: { description: 'The upload was given up, or not finished within a day; its bytes are gone.' },
  },
});

export enum DocumentVerification {
  UNVERIFIED = 'UNVERIFIED',
  VERIFIED = 'VERIFIED',
  DISPUTED = 'DISPUTED',
}
registerEnumType(DocumentVerification, {
  name: 'DocumentVerification',
  description: 'Whether a second person has looked at a document.',
  valuesMap: {
    UNVERIFIED: { description: 'Nobody but who added it.' },
    VERIFIED: { description: 'A second person saw that it is what it says.' },
    DISPUTED: { description: 'A second person found that something is wrong; see `disputeReason`.' },
  },
});
