// Asked arguments: by what records are asked for is held to the rules of what is kept, so that nothing has become something else when Postgres reads it.
import { badInput, cleanText, isId } from '@haven/kernel';
import { isInputObjectType, isListType, isNonNullType, type GraphQLArgument, type GraphQLInputType } from 'graphql';

type Values = Record<string, unknown>;

/** Longer than any text that is kept for being looked for. */
const MAX = { max: 1_000 };
const PLAIN = /^[ -~]{0,1000}$/;

/** The arguments with their texts in normal form. @throws BAD_USER_INPUT naming what nothing could be found by */
export function askedArguments(definitions: readonly GraphQLArgument[], args: Values): Values {
  const asked: Values = {};
  for (const { name, type } of definitions)
    if (args[name] !== undefined) asked[name] = askedValue(type, args[name], name, false);
  return asked;
}

function askedValue(type: GraphQLInputType, value: unknown, path: string, within: boolean): unknown {
  if (value === null || value === undefined) return value;
  if (isNonNullType(type)) return askedValue(type.ofType, value, path, within);
  if (isListType(type))
    return (value as unknown[]).map((item, index) => askedValue(type.ofType, item, `${path}[${index}]`, within));
  if (isInputObjectType(type)) {
    const asked: Values = {};
    for (const [name, field] of Object.entries(type.getFields())) {
      const given = (value as Values)[name];
      if (given !== undefined) asked[name] = askedValue(field.type, given, `${path}.${name}`, true);
    }
    mustRunForward(asked, path);
    return asked;
  }
  if (typeof value !== 'string') return value;
  if (type.name !== 'ID') return askedText(value, path);
  // An argument that is no id names nothing and answers so; a list of ids with such a one in it is a mistake.
  if (within && !isId(value.toLowerCase()))
    throw badInput(path, 'An id is a UUID such as 018f4e2a-7b1c-7c3d-9e4f-5a6b7c8d9e0f.');
  return value;
}

function askedText(text: string, path: string): string {
  if (PLAIN.test(text)) return text;
  const result = cleanText(text, MAX);
  if (!result.ok) throw badInput(path, result.message);
  return result.value;
}

/** Of days and numbers: an end before the beginning would be answered by nothing, and hide that the two were mixed up. */
function mustRunForward({ from, to }: Values, path: string): void {
  if (from === null || to === null || typeof from !== typeof to) return;
  if ((typeof from === 'string' || typeof from === 'number') && from > to!)
    throw badInput(`${path}.to`, 'Must not be before from.');
}
