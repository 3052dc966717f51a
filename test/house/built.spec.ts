// The built app starts and answers. Some faults, such as entities that refer to each other, show only there.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../stage/servers.js';
import { startBuilt, type BuiltApp } from './built-app.js';

describe('the built API', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>> | undefined;
  let api: BuiltApp | undefined;
  beforeAll(async () => {
    database = await freshDatabase();
    api = await startBuilt(database.adminUrl);
  });
  afterAll(async () => {
    await api?.stop();
    await database?.drop();
  });

  it('answers with its schema', async () => {
    const response = await fetch(`${api!.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ __typename }' }),
    });
    expect(await response.json()).toMatchObject({ data: { __typename: 'Query' } });
  });
});
