// Refusals: how a parser says that a file is not to be kept. Whatever else it throws means that the file is broken.
import { RejectionReason } from '../file-inspection/rejection-reason.ts';

export class Refusal extends Error {
  readonly reason: RejectionReason;
  readonly detail: string | undefined;

  constructor(reason: RejectionReason, detail?: string) {
    super(reason);
    this.reason = reason;
    this.detail = detail;
  }
}

/** @param detail a word of ours; never text of the file */
export function refuse(reason: RejectionReason, detail?: string): never {
  throw new Refusal(reason, detail);
}
