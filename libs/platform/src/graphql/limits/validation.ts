// Validation: the rules of the specification, with one answer that names only what the client has named.
import { commonErrors, type DomainError } from '@haven/kernel';
import { Kind, specifiedRules, validate, type DocumentNode, type GraphQLError, type GraphQLSchema } from 'graphql';

/** A name as clients write them. A longer one is not repeated to them. */
const N = '([_A-Za-z][_0-9A-Za-z]{0,79})';

/**
 * graphql-js tells types, enum values and missing arguments by name, and quotes values, which may be a person's. So its sentences are
 * known here by their beginning and said anew, with no more than what stands in the document; one that is not known is not said.
 */
const SENTENCES: readonly (readonly [pattern: RegExp, sentence: string])[] = (
  [
    [`Cannot query field "${N}"`, 'There is no field "$1" here.'],
    [`Unknown argument "${N}"`, 'There is no argument "$1" here.'],
    [`Unknown type "${N}"`, 'There is no type "$1".'],
    [`Unknown fragment "${N}"`, 'There is no fragment "$1".'],
    [`Unknown directive "@${N}"`, 'There is no directive "@$1".'],
    [`Directive "@${N}" may not be used`, 'The directive "@$1" may not stand here.'],
    [`The directive "@${N}" can only be used once`, 'The directive "@$1" may stand here only once.'],
    [`Directive "@${N}" argument`, 'The directive "@$1" lacks a required argument.'],
    [`Field "${N}" argument`, 'The field "$1" lacks a required argument.'],
    [`Field "${N}" is not defined by type`, 'There is no input field "$1" here.'],
    [`Field "${N}" must not have a selection`, 'The field "$1" has no subfields to select.'],
    [`Field "${N}" of type \\S+ must have`, 'The field "$1" needs a selection of subfields.'],
    [`Field "[^"]*" of required type`, 'An input lacks a required field.'],
    [`Field "[^"]*" must be non-null`, 'Exactly one field of this input must be given.'],
    [`OneOf Input Object`, 'Exactly one field of this input must be given.'],
    [`Fields "${N}" conflict`, 'Fields called "$1" differ: give one of them another alias.'],
    [`Fragment "${N}" is never used`, 'The fragment "$1" is never used.'],
    [`Fragment "${N}" cannot be spread here`, 'The fragment "$1" can never apply here.'],
    [`Fragment cannot be spread here`, 'A fragment can never apply here.'],
    [`Fragment (?:"[^"]*" )?cannot condition`, 'A fragment can only be on a type that has fields.'],
    [`Cannot spread fragment "${N}" within itself`, 'The fragment "$1" is spread within itself.'],
    [`There can be only one (\\w+(?: \\w+)?) named "([$@]?${N})"`, 'There can be only one $1 named "$2".'],
    [`Variable "\\$${N}" is not defined`, 'The variable "$$$1" is not declared.'],
    [`Variable "\\$${N}" is never used`, 'The variable "$$$1" is never used.'],
    [`Variable "\\$${N}" cannot be non-input`, 'The type of the variable "$$$1" is not one of inputs.'],
    [`Variable "\\$${N}" (?:of|is of) type`, 'The type of the variable "$$$1" does not fit where it is used.'],
    [`This anonymous operation`, 'An operation without a name must be the only one.'],
    [`The .* definition is not executable`, 'A document may hold only operations and fragments.'],
    [`Maximum introspection depth`, 'The introspection goes too deep.'],
    [`(Date|DateTime|PartialDate) must be written like ([\\w:., -]+)$`, '$1 must be written like $2'],
    [`(?:Anonymous )?Subscription `, 'A subscription selects exactly one field, and none of introspection.'],
    [
      `(?:Expected value of type|Value "|(?:Enum "|Int|Float|String|Boolean|ID).* cannot represent)`,
      'A value does not fit what is expected here.',
    ],
  ] as const
).map(([pattern, sentence]) => [new RegExp(`^${pattern}[\\s\\S]*$`), sentence]);

/** Two places show any conflict. */
const MOST_LOCATIONS = 2;

/**
 * The first thing that is wrong with a document, as GRAPHQL_VALIDATION_FAILED with `locations`; null when nothing is.
 * Call it after the limits: one rule compares fields and fragments pair by pair. The worst that was found within
 * 2,000 tokens, a chain of 130 fragments, took some 20 ms; equal fields by the hundred do not get here.
 */
export function validateOnce(schema: GraphQLSchema, document: DocumentNode): DomainError | null {
  // The first error stays in front; the second one only ends the work.
  const [first] = validate(schema, document, specifiedRules, { maxErrors: 1, hideSuggestions: true });
  if (first)
    return commonErrors.GRAPHQL_VALIDATION_FAILED(saidAnew(first), {
      locations: first.locations?.slice(0, MOST_LOCATIONS),
    });
  return rootless(schema, document);
}

function saidAnew({ message }: GraphQLError): string | undefined {
  const known = SENTENCES.find(([pattern]) => pattern.test(message));
  return known && message.replace(known[0], known[1]);
}

/** The rules let an operation pass whose kind the schema does not have. */
function rootless(schema: GraphQLSchema, document: DocumentNode): DomainError | null {
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION || schema.getRootType(definition.operation)) continue;
    return commonErrors.GRAPHQL_VALIDATION_FAILED(`There is no ${definition.operation} here.`);
  }
  return null;
}
