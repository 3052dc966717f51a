// Documents: text becomes a syntax tree here, and nowhere else; what is too long never gets that far.
import { commonErrors } from '@haven/kernel';
import { GraphQLError, Lexer, parse, Source, TokenKind, type DocumentNode } from 'graphql';

export interface TextLimits {
  /** Lexical tokens, comments not among them. */
  maxTokens?: number;
  /** UTF-16 code units, comments and blanks included. */
  maxLength?: number;
}

/**
 * Brackets within brackets of any kind. The parser calls itself for each, and 2,000 tokens of `[` overflow its stack. An operation
 * of the greatest depth, with a filter of filters in its innermost field, has fewer than 40.
 */
const DEEPEST = 50;
const OPENING = new Set<TokenKind>([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const CLOSING = new Set<TokenKind>([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

const LONGEST_MESSAGE = 200;

/**
 * The syntax tree of a document. The length is looked at first, then tokens are counted as they come, then they are parsed:
 * a refusal costs no more than what was read up to it.
 * @throws QUERY_TOO_COMPLEX when the text is too long, has too many tokens or too many brackets within each other
 * @throws GRAPHQL_PARSE_FAILED with the first syntax error and its place
 */
export function parseLimited(text: string, { maxTokens = 2000, maxLength = 100_000 }: TextLimits = {}): DocumentNode {
  if (text.length > maxLength) throw commonErrors.QUERY_TOO_COMPLEX();
  try {
    const source = new Source(text);
    count(source, maxTokens);
    return parse(source, { noLocation: false });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw commonErrors.GRAPHQL_PARSE_FAILED(withoutValues(error.message), { locations: error.locations });
  }
}

/** The parser's own limit on tokens comes without a code and says its value, and it has none on nesting. */
function count(source: Source, maxTokens: number): void {
  const lexer = new Lexer(source);
  let tokens = 0;
  let depth = 0;
  for (let { kind } = lexer.advance(); kind !== TokenKind.EOF; { kind } = lexer.advance()) {
    tokens += 1;
    if (OPENING.has(kind)) depth += 1;
    else if (CLOSING.has(kind)) depth -= 1;
    if (tokens > maxTokens || depth > DEEPEST) throw commonErrors.QUERY_TOO_COMPLEX();
  }
}

/** The parser quotes the text it stumbled over, which may be a person's name: messages end up in logs. */
function withoutValues(message: string): string {
  return message.replace(/ (String|BlockString|Int|Float) ".*$/s, ' $1.').slice(0, LONGEST_MESSAGE);
}
