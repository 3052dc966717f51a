// Errors on the wire: one formatter, a closed list of codes. What is not a DomainError becomes INTERNAL with the request's id and tells nothing else.
import { commonErrors, DomainError, errorCodes } from '@haven/kernel';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';

export type Report = (error: unknown, requestId?: string) => void;

export interface FormattedError extends GraphQLFormattedError {
  extensions: { code: string; requestId: string; [key: string]: unknown };
}

/** The DomainError behind an error, if there is one. */
function domainErrorOf(error: unknown): DomainError | undefined {
  if (error instanceof DomainError) return error;
  if (error instanceof GraphQLError) {
    if (error.originalError) return domainErrorOf(error.originalError);
    // graphql-js itself only complains of documents, variables and arguments.
    return commonErrors.BAD_USER_INPUT(withoutSuggestions(error.message));
  }
  return undefined;
}

/** Suggestions would tell names that the client did not send. */
const withoutSuggestions = (message: string): string => message.replace(/ Did you mean [^?]*\?/, '');

export function formatted(error: unknown, requestId: string, report: Report): FormattedError {
  const domain = domainErrorOf(error);
  if (!domain) report(error, requestId);
  const { message, code, details } = domain ?? commonErrors.INTERNAL();
  // A document that was refused says itself where; the specification has `locations` beside the message (7.1.2).
  const { locations, ...rest } = (details ?? {}) as { locations?: GraphQLFormattedError['locations'] };
  const where = error instanceof GraphQLError ? { locations: error.locations, path: error.path } : { locations };
  return { message, ...where, extensions: { ...rest, code, requestId } };
}

/** The closed list of codes as an enum of the schema, each with its meaning. */
export function errorCodeSdl(): string {
  const values = [...errorCodes()].map(([code, meaning]) => `${JSON.stringify(meaning)} ${code}`);
  return `"Every code that \`extensions.code\` of an error can hold." enum ErrorCode { ${values.join(' ')} }`;
}

const STATUS: Record<string, number> = {
  UNAUTHENTICATED: 401,
  RATE_LIMITED: 429,
  QUERY_TOO_COMPLEX: 400,
  TIMEOUT: 503,
  INTERNAL: 500,
};

/** HTTP status of an answer that holds nothing but an error; 200 where GraphQL carries the refusal. */
export const statusOf = (code: string): number => STATUS[code] ?? 200;
