// The unit of work under strain: statements side by side, one that fails among them, and a value that cannot be sent.
import { newId } from '@haven/kernel';
import { Database, inContext } from '@haven/platform';
import { stranger } from '@haven/identity';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { stage, type Stage } from '../stage/stage.js';

describe('a unit of work', () => {
  let scene: Stage;
  let database: Database;
  const warnings: string[] = [];
  const note = (warning: Error): void => void warnings.push(warning.message);
  beforeAll(async () => {
    scene = await stage({ DATABASE_POOL: '1' });
    database = scene.app.get(Database);
    process.on('warning', note);
    return () => process.off('warning', note);
  });
  afterEach(() => void (warnings.length = 0));

  const within = <T>(deed: Parameters<typeof database.within<T>>[2]): Promise<T> =>
    inContext({ requestId: 'test', operation: 'test' }, () =>
      database.within(stranger(scene.make.home, scene.make.home), { readOnly: true }, deed),
    );
  const one = async (): Promise<string | null> =>
    within(async (work) => (await work.run('select count(*) from organization')).rows[0]![0]!);

  it('queues statements that are asked side by side, and never sends two at once', async () => {
    const answers = await within((work) =>
      Promise.all(Array.from({ length: 20 }, (_, index) => work.run('select $1::int', [index]))),
    );
    expect(answers.map(({ rows }) => Number(rows[0]![0]))).toEqual(Array.from({ length: 20 }, (_, index) => index));
    await new Promise((resolve) => setImmediate(resolve));
    expect(warnings.filter((message) => message.includes('client.query'))).toEqual([]);
  });

  it('tells of the statement that failed, not of those that could no longer run', async () => {
    const told = await within((work) =>
      Promise.allSettled([work.run('select 1'), work.run('select 1 / $1::int', [0]), work.run('select 2')]),
    ).then(
      () => 'nothing',
      (error: { code?: string }) => error.code,
    );
    expect(told).toBe('22012');
    expect(await one()).toBe('1');
  });

  it('survives a value that cannot be sent', async () => {
    const circle: Record<string, unknown> = {};
    circle.itself = circle;
    await expect(within((work) => work.run('select $1::jsonb', [circle]))).rejects.toThrow(/circular/i);
    expect(await one()).toBe('1');
  });

  it('answers for an id that is none as for an unknown one, however it is asked', async () => {
    const caseworker = await scene.as('caseworker');
    expect(await caseworker.ask('{ case(id: "x") { id } }')).toEqual({ case: null });
    for (const id of ['x', 'a\u0000b', '\ud800', 'x'.repeat(100_000), newId()])
      expect(await caseworker.ask('query ($id: ID!) { case(id: $id) { id } }', { id })).toEqual({ case: null });
    const mixed = await caseworker.ask('{ me { user { id } } case(id: "x") { id } }');
    expect(mixed).toEqual({ me: { user: { id: caseworker.who.userId } }, case: null });
  });
});
