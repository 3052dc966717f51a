// The catalogue: Postgres is asked whether every table is walled, whatever its migration meant to do.
import { CURRENT_ORGANIZATION, LOGINS } from '@haven/platform';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshAsker, type Ask } from './asker.js';
import { SERVER_RULES } from './server-rules.js';
import { TABLE_RULES, TENANT_TABLES, type CatalogueRule } from './table-rules.js';

let ask: Ask;
let end: () => Promise<void>;
beforeAll(async () => {
  ({ ask, end } = await freshAsker());
});
afterAll(() => end());

const named = (rules: readonly CatalogueRule[]) => rules.map((rule) => [rule.is, rule] as const);

const culprits = async ({ finds }: CatalogueRule): Promise<unknown[]> =>
  (await ask(`${TENANT_TABLES} ${finds}`)).map(({ name }) => name);

/** What the rule finds once somebody was careless; undone afterwards. */
async function culpritsOfBreach(rule: CatalogueRule): Promise<unknown[]> {
  await ask('begin');
  try {
    await ask(rule.breach);
    return await culprits(rule);
  } finally {
    await ask('rollback');
  }
}

describe('every tenant table', () => {
  it('is among those that the rules are asked of', async () => {
    const names = (await ask(`${TENANT_TABLES} select name from t`)).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['applicant', 'audit_event', 'case', 'outbox', 'user']));
  });

  it.each(named(TABLE_RULES))('%s', async (_is, rule) => {
    expect(await culprits(rule)).toEqual([]);
  });
});

describe('around the tables', () => {
  it('all logins are there', async () => {
    const found = await ask('select rolname as name from pg_roles where rolname = any($1) and rolcanlogin', [LOGINS]);
    expect(found).toHaveLength(LOGINS.length);
  });

  it.each(named(SERVER_RULES))('%s', async (_is, rule) => {
    expect(await culprits(rule)).toEqual([]);
  });
});

describe('the wall', () => {
  it('is worked out once a statement, and an empty organisation counts as none', () => {
    expect(CURRENT_ORGANIZATION).toBe(`(select nullif(current_setting('app.organization_id', true), '')::uuid)`);
  });
});

describe('a breach is found where', () => {
  it.each(named([...TABLE_RULES, ...SERVER_RULES]))('a rule says: %s', async (_is, rule) => {
    expect(await culpritsOfBreach(rule)).toContain(rule.culprit ?? 'careless');
  });
});
