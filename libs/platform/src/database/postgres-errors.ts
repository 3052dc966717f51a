// Postgres errors: mapped to Haven's codes by SQLSTATE. Names of constraints and values never reach a client.
import { commonErrors, DomainError } from '@haven/kernel';

/** Raised by enter(): the session ended, or the user's access changed since it was worked out. */
export const SESSION_ENDED = 'HV401';
export const ACCESS_CHANGED = 'HV409';

/** The asking user's access was worked out before it changed: work it out again and repeat the operation. */
export class AccessChanged extends Error {}

/** Two operations stood in each other's way: nothing was done, repeat it. */
export class TryAgain extends Error {}

interface PostgresError extends Error {
  code?: string;
  constraint?: string;
}

export function translated(error: unknown): unknown {
  const { code } = error as PostgresError;
  if (error instanceof DomainError || typeof code !== 'string' || code.length !== 5) return error;
  switch (code) {
    case SESSION_ENDED:
      return commonErrors.UNAUTHENTICATED();
    case ACCESS_CHANGED:
      return new AccessChanged();
    case '40001':
    case '40P01':
    case '55P03':
      return new TryAgain();
    case '57014':
      return commonErrors.TIMEOUT();
    case '23503':
      return commonErrors.NOT_FOUND('A record that this one refers to does not exist.');
    case '23505':
      return commonErrors.CONFLICT('Such a record exists already.');
    case '22021':
    case '22P02':
    case '22P05':
    case '22003':
    case '22007':
    case '22008':
      return commonErrors.BAD_USER_INPUT();
    default:
      return error;
  }
}
