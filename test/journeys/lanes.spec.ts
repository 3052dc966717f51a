// Lanes under strain: operations of one statement that travel together, of two organisations, with failures of every kind among them.
import { Database } from '@haven/platform';
import { stranger } from '@haven/identity';
import { beforeAll, describe, expect, it } from 'vitest';
import { stage, type Stage } from '../stage/stage.js';

const READ = { readOnly: true };

let scene: Stage;
let database: Database;
let homes: [string, string];

beforeAll(async () => {
  scene = await stage({ DATABASE_POOL: '2' });
  database = scene.app.get(Database);
  homes = [scene.make.home, await scene.make.organization('Elsewhere')];
});

/** What a statement told: its first cell, or the code of its failure. */
const told = async (organizationId: string, text: string, values: unknown[] = []): Promise<unknown> => {
  try {
    const { rows } = await database.once(stranger(organizationId, organizationId), READ, text, values);
    return rows[0]?.[0];
  } catch (error) {
    return (error as { code?: string }).code ?? (error as Error).name;
  }
};

describe('operations that share a connection', () => {
  it('get each their own answer, in their own organisation, whatever happens to their neighbours', async () => {
    const circle: Record<string, unknown> = {};
    circle.itself = circle;
    const asked = Array.from({ length: 600 }, (_, index) => {
      const home = homes[index % 2]!;
      const mine = (): [string, Promise<unknown>] => [
        `${home} ${index}`,
        told(home, `select organization_id || ' ' || $1::int from organization /* ${index % 7} */`, [index]),
      ];
      switch (index % 10) {
        case 3:
          return ['22012', told(home, 'select 1 / $1::int', [0])] as const;
        case 5:
          return ['42601', told(home, `select from from /* ${index} */`)] as const;
        case 7:
          return ['TypeError', told(home, 'select $1::jsonb', [circle])] as const;
        case 9:
          return ['25006', told(home, 'delete from search_token')] as const;
        default:
          return mine();
      }
    });
    const answers = await Promise.all(asked.map(([, answer]) => answer));
    expect(answers).toEqual(asked.map(([expected]) => expected));
  });

  it('survive a connection that is lost under them', async () => {
    const fates = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        told(
          homes[0],
          index === 10 ? 'select pg_terminate_backend(pg_backend_pid())' : 'select organization_id from organization',
        ),
      ),
    );
    expect(fates.filter((fate) => fate === homes[0]).length).toBeGreaterThan(0);
    // Whoever is given a connection in the moment in which it dies is told so; the next one has another.
    await expect.poll(() => told(homes[1], 'select organization_id from organization')).toBe(homes[1]);
  });

  it('leave a connection to a unit of work that waits for one', async () => {
    const reads = Array.from({ length: 400 }, () => told(homes[0], 'select pg_sleep(0.002)'));
    const done: string[] = [];
    const everyRead = Promise.all(reads).then(() => done.push('reads'));
    await database.within(stranger(homes[1], homes[1]), READ, (work) => work.run('select 1'));
    done.push('work');
    await everyRead;
    expect(done).toEqual(['work', 'reads']);
  });
});
