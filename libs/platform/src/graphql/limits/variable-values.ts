// Variable values: coerced to the types that the operation declares; what does not fit is refused by its place, never by what was typed.
import { badInputs, type FieldRefusal } from '@haven/kernel';
import {
  coerceInputValue,
  GraphQLError,
  isInputType,
  isNonNullType,
  Kind,
  typeFromAST,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import { joined, placeOf } from './places.js';

type Values = Readonly<Record<string, unknown>>;

const REQUIRED = 'Must be given.';
const MOST_REFUSALS = 20;
/** Sentences of graphql-js by their beginning, said anew without the values that they quote. What is not known is not repeated. */
const SENTENCES: readonly (readonly [beginning: RegExp, sentence: string])[] = [
  [/^Must be written like [-0-9T:Z, or]+\.$/, '$&'],
  [/^Int cannot/, 'Must be a whole number within 32 bits.'],
  [/^Float cannot/, 'Must be a number.'],
  [/^String cannot/, 'Must be a text.'],
  [/^Boolean cannot/, 'Must be true or false.'],
  [/^ID cannot/, 'Must be an id.'],
  [/^(Enum|Value) "/, 'Is none of the values that can stand here.'],
  [/^Field "([_A-Za-z]\w{0,79})" is not defined[^]*/, 'There is no field "$1" here.'],
  [/^Field "[^]*" is not defined/, 'There is a field here that is not known.'],
  [/^Expected non-nullable type/, 'Must not be null.'],
  [/^Expected type "\w+" to be an object/, 'Must be an object.'],
  [/^(Exactly one key|Field "\w*" must be non-null)/, 'Exactly one field of this input must be given.'],
];

/** @throws BAD_USER_INPUT with the place of everything that does not fit, as the arguments and input fields that lead to it */
export function variableValues(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  given: Values,
): Record<string, unknown> {
  const definitions = operation.variableDefinitions ?? [];
  const { coerced } = getVariableValues(schema, definitions, given, { maxErrors: 1, hideSuggestions: true });
  if (coerced) return coerced;
  const refusals = definitions.flatMap((definition) => {
    const place = () => placeIn(document, operation, definition.variable.name.value);
    return refusalsOf(schema, definition, given, place).map((refusal) => ({ definition, refusal }));
  });
  const domain = badInputs(refusals.slice(0, MOST_REFUSALS).map(({ refusal }) => refusal));
  throw new GraphQLError(domain.message, { nodes: refusals[0]?.definition, originalError: domain });
}

function refusalsOf(
  schema: GraphQLSchema,
  { variable, type: declared, defaultValue }: VariableDefinitionNode,
  given: Values,
  place: () => string,
): FieldRefusal[] {
  const type = typeFromAST(schema, declared);
  const name = variable.name.value;
  if (!isInputType(type)) return [];
  if (!Object.hasOwn(given, name))
    return !defaultValue && isNonNullType(type) ? [{ field: place(), message: REQUIRED }] : [];
  const refusals: FieldRefusal[] = [];
  coerceInputValue(given[name], type, (path, _value, { message }) => {
    const missing = /^Field "(\w+)" of required type/.exec(message)?.[1];
    const field = [...path, ...(missing ? [missing] : [])].reduce<string>(joined, place());
    refusals.push({ field, message: missing ? REQUIRED : saidAnew(message) });
  });
  return refusals;
}

function saidAnew(message: string): string {
  const [beginning, sentence] = SENTENCES.find(([pattern]) => pattern.test(message)) ?? [];
  if (!beginning || !sentence) return 'A value does not fit what is expected here.';
  return beginning.exec(message)![0].replace(beginning, sentence);
}

/** Where a variable is used, which is what the client sees in its document; its name when it is used nowhere. */
function placeIn(document: DocumentNode, operation: OperationDefinitionNode, name: string): string {
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  for (const within of [operation, ...fragments]) {
    const place = placeOf(within, (value) => value.kind === Kind.VARIABLE && value.name.value === name);
    if (place) return place;
  }
  return name;
}
