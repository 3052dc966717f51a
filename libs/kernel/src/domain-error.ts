// The refusals: every error that may leave the system, each under a stable code with one meaning.

/** A refusal that the asker may read. Whatever else is thrown leaves the system as INTERNAL. */
export class DomainError extends Error {
  /** Stable name of the refusal, SCREAMING_SNAKE, one of errorCodes(). */
  readonly code: string;
  /** What a client needs in order to act on it. Never personal data. */
  readonly details?: Record<string, unknown>;

  constructor(code: string, message: string, details?: Record<string, unknown>) {
    super(message);
    this.name = 'DomainError';
    this.code = code;
    if (details !== undefined) this.details = details;
  }
}

/** Makes one kind of refusal; without a message it says the meaning of its code. */
export type ErrorFactory = (message?: string, details?: Record<string, unknown>) => DomainError;

/** One input that was not accepted, and why, in words for its author. */
export interface FieldRefusal {
  /** The arguments and input fields that lead to it, such as `input.names[0].family`. */
  field: string;
  message: string;
}

const registry = new Map<string, string>();
const codeShape = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/;

/**
 * Registers error codes with their meanings and returns a factory for each.
 * Throws when a code is not SCREAMING_SNAKE, has no meaning, or is already registered with another meaning;
 * then nothing of the call is registered.
 */
export function defineErrors<T extends Record<string, string>>(codes: T): { readonly [Code in keyof T]: ErrorFactory } {
  const entries = Object.entries(codes);
  for (const [code, meaning] of entries) {
    if (!codeShape.test(code)) throw new Error(`Error code ${code} is not in SCREAMING_SNAKE.`);
    if (meaning.trim() === '') throw new Error(`Error code ${code} has no meaning.`);
    const known = registry.get(code);
    if (known !== undefined && known !== meaning) throw new Error(`Error code ${code} already means: ${known}`);
  }
  const factories: Record<string, ErrorFactory> = {};
  for (const [code, meaning] of entries) {
    registry.set(code, meaning);
    factories[code] = (message = meaning, details) => new DomainError(code, message, details);
  }
  return Object.freeze(factories) as { readonly [Code in keyof T]: ErrorFactory };
}

/** Every registered code with its meaning, sorted by code: the closed list that clients may rely on. */
export function errorCodes(): ReadonlyMap<string, string> {
  return new Map([...registry].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The refusals that belong to no noun. */
export const commonErrors = defineErrors({
  UNAUTHENTICATED: 'Sign in first: there is no valid session or token.',
  FORBIDDEN: 'You are not allowed to do this.',
  NOT_FOUND: 'There is no such record, or it is not visible to you.',
  BAD_USER_INPUT: 'The input is not accepted; extensions.fields says which fields and why, where that can be told.',
  CONFLICT: 'The record has changed since it was read, or such a record exists already; read again and retry.',
  QUERY_TOO_COMPLEX: 'The operation asks for too much at once; ask for less.',
  RATE_LIMITED: 'Too many requests; wait and try again.',
  IDEMPOTENCY_KEY_REUSED:
    'This idempotency key, or the id that the client made for a new record, was used before with another request.',
  TIMEOUT: 'The operation took too long and was stopped; nothing was changed.',
  GRAPHQL_PARSE_FAILED: 'The document is not valid GraphQL.',
  GRAPHQL_VALIDATION_FAILED: 'The document does not fit the schema.',
  INTERNAL: 'Something went wrong on our side; quote the request id.',
});

/** Refuses one field of an input. */
export function badInput(field: string, message: string): DomainError {
  return badInputs([{ field, message }]);
}

/** Refuses several fields at once, so that a form can mark all of them. */
export function badInputs(fields: readonly FieldRefusal[]): DomainError {
  const message = fields.map((refusal) => `${refusal.field}: ${refusal.message}`).join(' ');
  return commonErrors.BAD_USER_INPUT(message === '' ? undefined : message, { fields });
}
