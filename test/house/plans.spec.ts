// Plans: what is looked up by an index must find it as the app's login too, for which row security forbids some operators their index.
import { withLogin } from '@haven/platform';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, rootKey } from '../stage/servers.js';
import { asker, type Ask } from './asker.js';

describe('as the app’s login', () => {
  let ask: Ask;
  let end: () => Promise<void>;
  beforeAll(async () => {
    const { adminUrl, drop } = await freshDatabase();
    const app = await asker(withLogin(adminUrl, 'haven_app', await rootKey()));
    ask = app.ask;
    end = async () => {
      await app.end();
      await drop();
    };
    // On empty tables every plan would read them whole; this asks whether the index could be used at all.
    await ask('set enable_seqscan = off');
    await ask("set app.organization_id = '018f4e2a-7b1c-7c3d-9e4f-5a6b7c8d9e0f'");
  });
  afterAll(() => end());

  const plan = async (condition: string, table: string): Promise<string> => {
    const where = `organization_id = '018f4e2a-7b1c-7c3d-9e4f-5a6b7c8d9e0f' and ${condition}`;
    const rows = await ask(`explain (costs off) select from "${table}" where ${where}`);
    return rows.map((row) => String(row['QUERY PLAN'])).join('\n');
  };

  it('the blind index is found by its token', async () => {
    expect(await plan("field = 'person_name.full' and token = 1", 'search_token')).toMatch(/Index Cond:.*token = /);
  });

  it('an array in its place would not be, which is why there is a row for each token', async () => {
    const found = await plan(`subject_ids @> '{018f4e2a-7b1c-7c3d-9e4f-5a6b7c8d9e0f}'`, 'audit_event');
    expect(found).not.toMatch(/Index Cond:.*subject_ids/);
  });
});
