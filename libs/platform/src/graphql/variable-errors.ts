// Variable errors: graphql-js quotes the value that does not fit, which may be a person's. They are said anew here, with the place and without the value.
import { badInput, type DomainError } from '@haven/kernel';
import { GraphQLError, Kind } from 'graphql';

const NAME = '([_A-Za-z][_0-9A-Za-z]{0,79})';

/** By the beginning of what graphql-js says; of a value that is not known nothing is said. */
const SENTENCES: readonly (readonly [pattern: RegExp, sentence: string])[] = [
  [/^Int cannot/, 'Must be a whole number within 32 bits.'],
  [/^Float cannot/, 'Must be a number.'],
  [/^String cannot/, 'Must be a text.'],
  [/^Boolean cannot/, 'Must be true or false.'],
  [/^ID cannot/, 'Must be an id.'],
  [/^(Enum|Value) "/, 'Is none of the values that can stand here.'],
  [new RegExp(`^Field "${NAME}" is not defined.*`, 's'), 'There is no field "$1" here.'],
  [/^Field ".*" is not defined/s, 'There is a field here that is not known.'],
  [/^Field ".*" of required type/s, 'Lacks a required field.'],
  [/^Expected type/, 'Must be an object.'],
  [/^(Expected non-nullable|Variable "\$\w+" of non-null)/, 'Must not be null.'],
  [/^Variable "\$\w+" of required/, 'Must be given.'],
  [/^(Date|DateTime|PartialDate) must be written like [\w:., -]+$/, '$&'],
];

/** The refusal of a variable whose value does not fit; undefined for any other error. */
export function variableRefusal(error: GraphQLError): DomainError | undefined {
  const [definition] = error.nodes ?? [];
  if (definition?.kind !== Kind.VARIABLE_DEFINITION) return undefined;
  const { message: reason } = error.originalError ?? error;
  const known = SENTENCES.find(([pattern]) => pattern.test(reason));
  // Everything else that stands behind the match was the value, or a name that the client did not send.
  const sentence = known ? known[1].replace(/\$1|\$&/g, (part) => known[0].exec(reason)![part === '$1' ? 1 : 0]!) : '';
  return badInput(placeOf(error, definition.variable.name.value), sentence || 'Does not fit what is expected here.');
}

/** Where the value stands, such as `input.names[0].kind`: the last words before the reason. Its names are those of the schema. */
function placeOf({ message, originalError }: GraphQLError, variable: string): string {
  if (!originalError) return variable;
  const before = message.slice(0, -`; ${originalError.message}`.length);
  return / at "([\w.[\]]+)"$/.exec(before)?.[1] ?? variable;
}
