// The built app starts and answers. Some faults, such as entities that refer to each other, show only there.
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zoneOf } from '../stage/machine-readable-zone.js';
import { paperPage } from '../stage/paper-page.js';
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

describe('the built reader of papers', () => {
  it('starts its program and reads a passport', { timeout: 100_000 }, async () => {
    const built = new URL('../../dist/libs/casework/src/paper-reading/paper-reader.js', import.meta.url);
    if (!existsSync(built)) throw new Error('Nothing is built yet: run "npm test" or "npm run build" first');
    const { PaperReader } = (await import(
      built.href
    )) as typeof import('../../libs/casework/src/paper-reading/paper-reader.js');
    const zone = zoneOf({
      ...{ format: 'TD3', code: 'P', issuer: 'UKR', number: 'FA123456', nationality: 'UKR', birth: '870312' },
      ...{ sex: 'M', expiry: '310905', surname: 'KOVALCHUK', given: 'ANDRII', optional: '' },
    });
    const reading = await new PaperReader({ time: 90_000, memory: 1_000_000_000 }).read(
      await paperPage(zone),
      '2026-11-24',
    );
    expect(reading?.lines).toEqual(zone);
  });
});
