// Places: what a client calls the spot where a value stands, such as `input.names[0].birthDate`, told from its document alone.
import { BREAK, Kind, visit, type ASTNode, type ValueNode } from 'graphql';

/** A name as clients write them. A longer one is not repeated to them. */
const NAME = /^[_A-Za-z][_0-9A-Za-z]{0,79}$/;

/** The arguments and input fields that lead to the first value that is looked for; undefined when there is none, or a name is too long. */
export function placeOf(within: ASTNode, lookedFor: (value: ValueNode) => boolean): string | undefined {
  let place: string | undefined;
  const look = (name: string, value: ValueNode | undefined): unknown => {
    const below = value && pathTo(value, lookedFor);
    if (below) place = [name, ...below].reduce(joined);
    return below && BREAK;
  };
  visit(within, {
    Argument: ({ name, value }) => look(name.value, value),
    VariableDefinition: ({ variable, defaultValue }) => look(variable.name.value, defaultValue),
  });
  return place?.split(/[.[]/).every((part) => NAME.test(part) || /^\d+\]$/.test(part)) ? place : undefined;
}

/** A path in the words of an input check. */
export const joined = (place: string, step: string | number): string =>
  typeof step === 'number' || /^\d+$/.test(step) ? `${place}[${step}]` : `${place}.${step}`;

function pathTo(value: ValueNode, lookedFor: (value: ValueNode) => boolean): string[] | undefined {
  if (lookedFor(value)) return [];
  const inner: [string, ValueNode][] =
    value.kind === Kind.LIST
      ? value.values.map((item, index) => [String(index), item])
      : value.kind === Kind.OBJECT
        ? value.fields.map((field) => [field.name.value, field.value])
        : [];
  for (const [step, each] of inner) {
    const below = pathTo(each, lookedFor);
    if (below) return [step, ...below];
  }
  return undefined;
}
