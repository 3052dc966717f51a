// Bad texts: what cannot be kept is sent to every text field of every operation. Each is refused by its name, and nothing is written.
import { BUILT_IN_ROLES } from '@haven/identity';
import { Telemetry, type Operation } from '@haven/platform';
import { getNamedType, isInputObjectType, isListType, isNonNullType, type GraphQLInputType } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { Actor, Answer, Anything } from '../stage/actor.js';
import { driverOf, SchemaWalk, type Field } from '../stage/schema-walk.js';
import { stage } from '../stage/stage.js';
import { fingerprint, twin } from '../stage/twins.js';

const scene = await stage();
const walk = new SchemaWalk(driverOf(scene.app));
const home = await twin(scene, { family: 'Kavaliova', phone: '+37060000001', passport: 'MP1111111' });
const before = await fingerprint(scene, home.organizationId);

/** Where texts stand in what an argument takes, such as `input.names[0].full`. Filters of filters take what filters take. */
function places(type: GraphQLInputType, path: string): string[] {
  if (isNonNullType(type)) return places(type.ofType, path);
  if (isListType(type)) return places(type.ofType, `${path}[0]`);
  if (!isInputObjectType(type)) return getNamedType(type).name === 'String' ? [path] : [];
  return Object.values(type.getFields())
    .filter(({ name }) => name !== 'any' && name !== 'not')
    .flatMap((each) => places(each.type, `${path}.${each.name}`));
}

interface Spot {
  operation: Operation;
  field: Field;
  place: string;
}
const spots = (kind: Operation['kind']): [string, Spot][] =>
  walk.operations(kind).flatMap((operation) => {
    const field = walk.field(operation);
    const found = field.args.flatMap(({ name, type }) => places(type, name));
    return found.map((place): [string, Spot] => [`${field.name}: ${place}`, { operation, field, place }]);
  });

/** What else must be said where an optional list has its first item. */
const BESIDE: Record<string, Record<string, unknown>> = {
  contactPoints: { system: 'PHONE', value: '+37060000000' },
  residenceStatuses: { country: 'LT', basis: 'TEMPORARY_PROTECTION' },
};

/** The least that the field can be sent with, and this text in its place. */
function variablesOf({ field, place }: Spot, text: string): Record<string, unknown> {
  const variables: Anything = walk.operands(field, (record) => home.ids[record]!);
  const steps = place.split(/[.[\]]+/).filter(Boolean);
  const last = steps.pop()!;
  let at = variables;
  for (const [index, step] of steps.entries())
    at = at[step] ??= /^\d+$/.test(steps[index + 1] ?? last) ? [] : { ...BESIDE[steps[index - 1]!] };
  at[last] = text;
  return variables;
}

/** Somebody who is let in, so that it is the text that is refused. */
function somebody({ requirement }: Operation): Actor {
  if (requirement === 'public') return scene.nobody;
  if (requirement === 'signed-in') return home.actors['supervisor']!;
  const role = BUILT_IN_ROLES.find(({ may, sees }) => requirement.permission.name in may && sees.length > 2);
  return home.actors[role?.name ?? BUILT_IN_ROLES.find(({ may }) => requirement.permission.name in may)!.name]!;
}

function send(spot: Spot, text: string): Promise<Answer<Anything>> {
  const { field, operation } = spot;
  const variables = variablesOf(spot, text);
  const given = field.args.filter(({ name }) => name in variables);
  return somebody(operation).send(walk.document(operation.kind, field, given, 0), variables);
}

const NOWHERE: [name: string, text: string][] = [
  ['B336: NUL', 'a\u0000b'],
  ['B337: half of a pair', 'a\ud800b'],
  ['B338: the other half', '\udfff'],
  ['B346: a heap of marks', `a${'\u0301'.repeat(10_000)}`],
  ['B347, B348: most of a megabyte', 'a'.repeat(900_000)],
  ['B350: a control character', 'a\u0007b'],
];

describe.each([...spots('mutation'), ...spots('query')])('%s', (_spot, spot) => {
  it.each(NOWHERE)('%s is refused by the name of its field', async (_name, text) => {
    const { status, data, errors } = await send(spot, text);
    expect(status).toBeLessThan(500);
    expect(data?.[spot.field.name] ?? null).toBeNull();
    expect(errors![0]!.extensions.code).toBe('BAD_USER_INPUT');
    expect(errors![0]!.extensions.fields).toEqual(
      expect.arrayContaining([expect.objectContaining({ field: spot.place })]),
    );
    expect(errors![0]!.message).not.toContain('aaaa');
  });

  it('B377: 50,000 letters and a sign stop nothing', async () => {
    const from = performance.now();
    const { status } = await send({ ...spot }, `${'a'.repeat(50_000)}!\u0000`);
    expect(status).toBeLessThan(500);
    expect(performance.now() - from).toBeLessThan(2_000);
  });
});

describe('after all that', () => {
  it('everything is as it was, and nothing was a fault of ours', async () => {
    expect(await fingerprint(scene, home.organizationId)).toEqual(before);
    expect(await scene.app.get(Telemetry).registry.metrics()).toMatch(/^haven_faults_total 0$/m);
  });
});
