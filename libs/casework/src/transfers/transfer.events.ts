// What is told of transfers.
import { fact } from '@haven/platform';
import type { TransferStatus } from './transfer.status.js';

export const TransferRequested = fact<{ transferId: string; caseId: string }>('transfer.requested');
export const TransferDecided = fact<{ transferId: string; caseId: string; status: TransferStatus }>('transfer.decided');
