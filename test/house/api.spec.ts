// The API as clients and auditors see it: printed, described and permitted, each diffed against what was agreed last.
import { BUILT_IN_ROLES } from '@haven/identity';
import { allPermissions, OpenRoutes, type HavenDriver, type Route } from '@haven/platform';
import { GraphQLModule } from '@nestjs/graphql';
import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
  type GraphQLNamedType,
} from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { stage } from '../stage/stage.js';

describe('the API', () => {
  let driver: HavenDriver;
  let routes: Route[];
  beforeAll(async () => {
    const { app } = await stage();
    driver = app.get<GraphQLModule<HavenDriver>>(GraphQLModule, { strict: false }).graphQlAdapter;
    routes = app.get(OpenRoutes).all();
  });

  it('is what schema.graphql says; UPDATE=1 npm test writes it anew', async () => {
    await expect(driver.printed()).toMatchFileSnapshot('../../schema.graphql');
  });

  it('tells a developer what each type, field, argument and value means', () => {
    const types = Object.values(driver.schema.getTypeMap()).filter(
      (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
    );
    expect(types.flatMap(undescribed)).toEqual([]);
  });

  it('lets each role do what permissions.snapshot.md says; UPDATE=1 npm test writes it anew', async () => {
    await expect(matrix(driver.operations, routes)).toMatchFileSnapshot('permissions.snapshot.md');
  });
});

const ROOTS = new Set(['Query', 'Subscription']);
/** Enums whose values say what they are. */
const PLAIN_ENUMS = /^(Case|Need|Task)Priority$|^(Gender|InterfaceLanguage|RiskLevel)$/;

function undescribed(type: GraphQLNamedType): string[] {
  const missing = type.description || ROOTS.has(type.name) ? [] : [type.name];
  const say = (name: string, { description }: { description?: string | null }): void => {
    if (!description) missing.push(`${type.name}.${name}`);
  };
  if (isEnumType(type) && !PLAIN_ENUMS.test(type.name)) for (const value of type.getValues()) say(value.name, value);
  if (isInputObjectType(type)) for (const field of Object.values(type.getFields())) say(field.name, field);
  if (isObjectType(type) || isInterfaceType(type))
    for (const field of Object.values(type.getFields())) {
      say(field.name, field);
      for (const argument of field.args) say(`${field.name}(${argument.name})`, argument);
    }
  return missing;
}

/** Who may do what, and what each operation asks for, as a page that can be read and diffed. */
function matrix(operations: HavenDriver['operations'], routes: readonly Route[]): string {
  const roles = BUILT_IN_ROLES.map(({ name, sees }) => `| ${name} | ${sees.join(', ')} |`);
  const permissions = allPermissions().map(({ name, meaning }) => {
    const reaches = BUILT_IN_ROLES.map((role) => role.may[name] ?? '');
    return `| ${name} | ${meaning} | ${reaches.join(' | ')} |`;
  });
  const rule = (columns: number): string => `|${' --- |'.repeat(columns)}`;
  const needs = (requirement: Route['requirement']): string =>
    typeof requirement === 'object' ? requirement.permission.name : String(requirement);
  const asked = [...operations.values()].map(
    ({ kind, field, requirement }) => `| ${kind} ${field} | ${needs(requirement)} |`,
  );
  const opened = routes.map(({ name, requirement }) => `| ${name} | ${needs(requirement)} |`);
  return [
    '# Permissions',
    '',
    'Made by `UPDATE=1 npm test`. A change here is a change of who may do or see what: read it line by line.',
    '',
    '## Classes of fields that a role sees',
    '',
    '| role | classes |',
    rule(2),
    ...roles,
    '',
    '## How far a role reaches with each permission',
    '',
    `| permission | meaning | ${BUILT_IN_ROLES.map(({ name }) => name).join(' | ')} |`,
    rule(2 + BUILT_IN_ROLES.length),
    ...permissions,
    '',
    '## What each operation asks for',
    '',
    '| operation | needs |',
    rule(2),
    ...asked.sort(),
    '',
    '## What each plain HTTP route asks for',
    '',
    '| route | needs |',
    rule(2),
    ...opened.sort(),
    '',
  ].join('\n');
}
