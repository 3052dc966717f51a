// Spots: every place of the schema where a client says something of a type, so that a bad value can be tried in each of them.
import { BUILT_IN_ROLES } from '@haven/identity';
import type { Operation } from '@haven/platform';
import { getNamedType, isInputObjectType, isListType, isNonNullType, type GraphQLInputType } from 'graphql';
import type { Actor, Answer, Anything } from './actor.js';
import type { Field, SchemaWalk } from './schema-walk.js';
import type { Twin } from './twins.js';

export interface Spot {
  operation: Operation;
  field: Field;
  /** Such as `input.names[0].full`. */
  place: string;
}

/** What else must be said where an optional list has its first item. */
const BESIDE: Record<string, Record<string, unknown>> = {
  contactPoints: { system: 'PHONE', value: '+37060000000' },
  residenceStatuses: { country: 'LT', basis: 'TEMPORARY_PROTECTION' },
};
const WIDE = 3;

/** Every place of a scalar type, by operation and place. Filters of filters take what filters take. */
export function spotsOf(walk: SchemaWalk, scalar: string): [name: string, spot: Spot][] {
  return walk.operations().flatMap((operation) => {
    const field = walk.field(operation);
    const found = field.args.flatMap(({ name, type }) => places(type, name, scalar));
    return found.map((place): [string, Spot] => [`${field.name}: ${place}`, { operation, field, place }]);
  });
}

function places(type: GraphQLInputType, path: string, scalar: string): string[] {
  if (isNonNullType(type)) return places(type.ofType, path, scalar);
  if (isListType(type)) return places(type.ofType, `${path}[0]`, scalar);
  if (!isInputObjectType(type)) return getNamedType(type).name === scalar ? [path] : [];
  return Object.values(type.getFields())
    .filter(({ name }) => name !== 'any' && name !== 'not')
    .flatMap((each) => places(each.type, `${path}.${each.name}`, scalar));
}

/** Sends the least that the field can be sent with, and this value in its place, as somebody who is let in. */
export function sendAt(
  walk: SchemaWalk,
  home: Twin,
  nobody: Actor,
  { operation, field, place }: Spot,
  value: unknown,
): Promise<Answer<Anything>> {
  const variables: Anything = walk.operands(field, (record) => home.ids[record]!);
  const steps = place.split(/[.[\]]+/).filter(Boolean);
  const last = steps.pop()!;
  let at = variables;
  for (const [index, step] of steps.entries())
    at = at[step] ??= /^\d+$/.test(steps[index + 1] ?? last) ? [] : { ...BESIDE[steps[index - 1]!] };
  at[last] = value;
  const given = field.args.filter(({ name }) => name in variables);
  const document = walk.document(operation.kind, field, given, 0);
  return somebody(operation, home, nobody).send(document, variables);
}

function somebody({ requirement }: Operation, { actors }: Twin, nobody: Actor): Actor {
  if (requirement === 'public') return nobody;
  if (requirement === 'signed-in') return actors['supervisor']!;
  const roles = BUILT_IN_ROLES.filter(({ may }) => requirement.permission.name in may);
  const role = roles.find(({ sees }) => sees.length >= WIDE) ?? roles[0]!;
  return actors[role.name]!;
}
