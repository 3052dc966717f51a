// Statuses: how a refusal answers over plain HTTP, where there is no GraphQL to carry it.
import { HttpException } from '@nestjs/common';
import { commonErrors, defineErrors, DomainError } from '@haven/kernel';
import { StoreFull, StoreUnavailable } from '../storage/object-store.js';

const storeErrors = defineErrors({
  FILE_STORE_UNAVAILABLE: 'Files cannot be stored or fetched just now; try again later.',
  FILE_STORE_FULL: 'There is no room for files just now; try again later.',
});

const STATUS = new Map<string, number>([
  ['UNAUTHENTICATED', 401],
  ['FORBIDDEN', 403],
  ['NOT_FOUND', 404],
  ['BAD_USER_INPUT', 400],
  ['CONFLICT', 409],
  ['RATE_LIMITED', 429],
  ['TIMEOUT', 503],
  ['FILE_STORE_UNAVAILABLE', 503],
  ['FILE_STORE_FULL', 507],
  ['INTERNAL', 500],
]);
/** Of what a rule refuses: it was understood, and asking again as it is would not help. */
const REFUSED = 422;

/**
 * Says which HTTP status the codes of a noun answer with, where 422 does not say it: `answerWith({ FILE_TOO_LARGE: 413 })`.
 * @throws when a code has another status already, or the status is none of a refusal
 */
export function answerWith(statuses: Record<string, number>): void {
  for (const [code, status] of Object.entries(statuses)) {
    if (status < 400 || status > 499) throw new Error(`${code} is a refusal; ${status} is not the status of one`);
    const known = STATUS.get(code);
    if (known !== undefined && known !== status) throw new Error(`${code} answers with ${known} already`);
    STATUS.set(code, status);
  }
}

export const httpStatusOf = (code: string): number => STATUS.get(code) ?? REFUSED;

/** What Nest itself refuses, such as a parameter that is no id, and a store of files that does not take part, as refusals of our own. */
export function asRefusal(error: unknown): unknown {
  if (error instanceof StoreUnavailable) return storeErrors.FILE_STORE_UNAVAILABLE();
  if (error instanceof StoreFull) return storeErrors.FILE_STORE_FULL();
  if (error instanceof DomainError || !(error instanceof HttpException) || error.getStatus() >= 500) return error;
  return error.getStatus() === 404 ? commonErrors.NOT_FOUND() : commonErrors.BAD_USER_INPUT();
}
