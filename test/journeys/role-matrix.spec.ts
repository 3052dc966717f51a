// Every role at every operation: what the roles page does not grant is FORBIDDEN, what it grants is not, and nobody gets in unknown.
import { newId } from '@haven/kernel';
import { BUILT_IN_ROLES, SIGNED_IN } from '@haven/identity';
import type { Operation } from '@haven/platform';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../stage/actor.js';
import { driverOf, SchemaWalk } from '../stage/schema-walk.js';
import { stage } from '../stage/stage.js';

const scene = await stage();
const walk = new SchemaWalk(driverOf(scene.app));
const operations = walk.operations().map((each) => [`${each.kind} ${each.field}`, each] as const);
const actors: Record<string, Actor> = {};
for (const { name } of BUILT_IN_ROLES) actors[name] = await scene.as(name, { teamId: null });

/** Sends an operation that fits and names nothing that exists, so that it gets past the guard and no further. */
async function codeOf(actor: Actor, operation: Operation): Promise<string> {
  const field = walk.field(operation);
  const variables = walk.operands(field, newId);
  const given = field.args.filter(({ name }) => name in variables);
  const { errors } = await actor.send(walk.document(operation.kind, field, given, 0), variables);
  return errors?.[0]?.extensions.code ?? 'OK';
}

/** The name of the permission that an operation asks for, if it asks for one. */
const needed = ({ requirement }: Operation): string | undefined =>
  typeof requirement === 'string' ? undefined : requirement.permission.name;
const granted = (role: string, permission: string): boolean =>
  permission in { ...SIGNED_IN, ...BUILT_IN_ROLES.find(({ name }) => name === role)!.may };

describe.each(BUILT_IN_ROLES.map(({ name }) => name))('%s', (role) => {
  it.each(operations)('at %s gets what the page says', async (_name, operation) => {
    const permission = needed(operation);
    // What anybody signed in may do includes signing out: each has a session of its own for that.
    const actor = permission ? actors[role]! : await scene.as(role, { teamId: null });
    const code = await codeOf(actor, operation);
    if (permission && !granted(role, permission)) expect(code).toBe('FORBIDDEN');
    else expect(code).not.toBe('FORBIDDEN');
    expect(code).not.toBe('INTERNAL');
  });
});

describe('somebody who has not signed in', () => {
  const closed = operations.filter(([, { requirement }]) => requirement !== 'public');
  it.each(closed)('is not let in at %s', async (_name, operation) => {
    expect(await codeOf(scene.nobody, operation)).toBe('UNAUTHENTICATED');
  });
});

describe('the page', () => {
  it('B241: lets an auditor change nothing but the end of their own sessions', async () => {
    for (const operation of walk.operations('mutation')) {
      const permission = needed(operation);
      if (!permission || permission in SIGNED_IN) continue;
      expect([operation.field, await codeOf(actors['auditor']!, operation)]).toEqual([operation.field, 'FORBIDDEN']);
    }
  });

  it('B242: shows an analyst no applicant, case, note or task', async () => {
    for (const operation of walk.operations('query')) {
      if (!/^(applicant|case|note|task)\./.test(needed(operation) ?? '')) continue;
      expect([operation.field, await codeOf(actors['analyst']!, operation)]).toEqual([operation.field, 'FORBIDDEN']);
    }
  });
});
