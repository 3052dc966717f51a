// The outbox: what an operation tells is heard once by everyone who listens, whatever fails in between.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { newId, withClock } from '@haven/kernel';
import { connected, Events, LEASE_MS, MOST_ATTEMPTS, Relay, Shift, type Fact } from '@haven/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sqlRows } from '../stage/behind.js';
import { stage, type Stage } from '../stage/stage.js';
import { hire, workerEnvironment } from '../stage/workers.js';
import { BellBroke, BellCracked, BellRang, Bells, BellsModule, BellTolled, ECHO_TABLE } from './bells.js';

const DAY_MS = 86_400_000;

let scene: Stage;
let workers: NestFastifyApplication[];
let bells: Bells;
let relay: Relay;

beforeAll(async () => {
  scene = await stage();
  await sqlRows(scene, ECHO_TABLE);
  workers = [await hire(scene, [BellsModule]), await hire(scene, [BellsModule])];
  bells = workers[0]!.get(Bells, { strict: false });
  relay = workers[0]!.get(Relay);
});
afterEach(() => void (bells.deaf = false));

const tell = (told: Fact, organizationId = scene.make.home): Promise<void> =>
  scene.make.within(organizationId, () => scene.app.get(Events).tell(told));
const rowOf = async (bellId: string): Promise<Record<string, unknown>> =>
  (await sqlRows(scene, `select * from outbox where payload->>'bellId' = $1`, [bellId]))[0]!;
const echoes = async (bellId: string): Promise<unknown[]> =>
  (await sqlRows(scene, 'select listener from echo where bell_id = $1 order by listener', [bellId])).map(
    ({ listener }) => listener,
  );
const later = (milliseconds: number): Date => new Date(Date.now() + milliseconds);

describe('a fact', () => {
  it('is heard once by everyone who listens, and then no more', async () => {
    const bellId = newId();
    await tell(BellRang({ bellId, strokes: 3 }));
    await relay.deliver(scene.make.home);
    await withClock(later(DAY_MS), () => relay.deliver(scene.make.home));
    expect(await echoes(bellId)).toEqual(['hearOnce', 'lookAround']);
    expect(await rowOf(bellId)).toMatchObject({
      attempts: 1,
      leased_until: null,
      failure: null,
      done_at: expect.any(Date),
    });
  });

  it('of an operation that was undone is never heard', async () => {
    const bellId = newId();
    const undone = scene.make.within(scene.make.home, async () => {
      await scene.app.get(Events).tell(BellRang({ bellId, strokes: 1 }));
      throw new Error('Changed my mind');
    });
    await expect(undone).rejects.toThrow('Changed my mind');
    await relay.deliver(scene.make.home);
    expect(await echoes(bellId)).toEqual([]);
  });

  it('is not heard before it is due', async () => {
    const bellId = newId();
    await scene.make.within(scene.make.home, () =>
      scene.app.get(Events).tell(BellRang({ bellId, strokes: 1 }), later(DAY_MS)),
    );
    await relay.deliver(scene.make.home);
    expect(await echoes(bellId)).toEqual([]);
    await withClock(later(2 * DAY_MS), () => relay.deliver(scene.make.home));
    expect(await echoes(bellId)).toHaveLength(2);
  });

  it('is heard once with two workers at it', async () => {
    const told = Array.from({ length: 120 }, () => newId());
    await scene.make.within(scene.make.home, async () => {
      for (const bellId of told) await scene.app.get(Events).tell(BellRang({ bellId, strokes: 1 }));
    });
    await Promise.all(
      workers.map(async (worker) => {
        while (await worker.get(Relay).deliver(scene.make.home));
      }),
    );
    const [counted] = await sqlRows(
      scene,
      'select count(*)::int as heard, count(distinct (bell_id, listener))::int as apart from echo where bell_id = any($1)',
      [told],
    );
    expect(counted).toEqual({ heard: 240, apart: 240 });
  });

  it('whose lease ran out while a slow worker still has it, is heard once', async () => {
    const [underWay, waiting] = [newId(), newId()];
    await tell(BellTolled({ bellId: underWay }));
    await tell(BellTolled({ bellId: waiting }));
    bells.midway = async () => {
      bells.midway = async () => undefined;
      // The second worker passes over the fact that is being heard, and takes the next one of the batch.
      await withClock(later(2 * LEASE_MS), () => workers[1]!.get(Relay).deliver(scene.make.home));
      expect([await echoes(underWay), await echoes(waiting)]).toEqual([[], ['hearSlowly']]);
    };
    await relay.deliver(scene.make.home);
    expect([await echoes(underWay), await echoes(waiting)]).toEqual([['hearSlowly'], ['hearSlowly']]);
    expect(await rowOf(underWay)).toMatchObject({ attempts: 1, done_at: expect.any(Date), failure: null });
    expect(await rowOf(waiting)).toMatchObject({ attempts: 2, done_at: expect.any(Date), failure: null });
  });

  it('B484: is heard once though a worker was killed while hearing it', async () => {
    const bellId = newId();
    await tell(BellTolled({ bellId }));
    const child = fork('test/journeys/bells.worker.ts', {
      execArgv: ['--import', './test/stage/run-typescript.mjs'],
      env: { ...process.env, ...(await workerEnvironment(scene)) },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const [word] = await once(child, 'message').finally(() => child.kill('SIGKILL'));
    expect(word).toBe('midway');
    await relay.deliver(scene.make.home);
    expect(await echoes(bellId)).toEqual([]);
    const heard = async (): Promise<unknown[]> => {
      await withClock(later(LEASE_MS), () => relay.deliver(scene.make.home));
      return echoes(bellId);
    };
    await expect.poll(heard, { timeout: 5_000 }).toEqual(['hearSlowly']);
    expect(await rowOf(bellId)).toMatchObject({ attempts: 2, done_at: expect.any(Date) });
  });

  it('is heard again only by those who failed', async () => {
    const bellId = newId();
    bells.deaf = true;
    await tell(BellCracked({ bellId }));
    await relay.deliver(scene.make.home);
    expect(await rowOf(bellId)).toMatchObject({
      heard: ['Bells.hearWell'],
      failure: 'Bells.hearBadly CONFLICT',
      done_at: null,
    });
    await relay.deliver(scene.make.home);
    expect(await rowOf(bellId)).toMatchObject({ attempts: 1 });
    bells.deaf = false;
    await withClock(later(3_000), () => relay.deliver(scene.make.home));
    expect(await echoes(bellId)).toEqual(['hearBadly', 'hearWell']);
    expect(await rowOf(bellId)).toMatchObject({ attempts: 2, done_at: expect.any(Date) });
  });

  it('that fails too often is parked with a code, and the worker says so', async () => {
    const worker = workers[0]!;
    const ready = (): Promise<unknown> => worker.inject({ url: '/ready' }).then((reply) => reply.json());
    const bellId = newId();
    const broken = newId();
    bells.deaf = true;
    await worker.get(Shift).count();
    expect(await ready()).toMatchObject({ parts: { jobs: 'ok' } });
    await tell(BellCracked({ bellId }));
    await tell(BellBroke({ bellId: broken }));
    for (let day = 0; day <= MOST_ATTEMPTS + 1; day++)
      await withClock(later(day * DAY_MS), () => relay.deliver(scene.make.home));
    const parked = { attempts: MOST_ATTEMPTS, parked_at: expect.any(Date), leased_until: null };
    expect(await rowOf(bellId)).toMatchObject({ ...parked, failure: 'Bells.hearBadly CONFLICT' });
    expect(await rowOf(broken)).toMatchObject({ ...parked, failure: 'Bells.breakDown 22012' });
    expect(await echoes(bellId)).toEqual(['hearWell']);
    expect(await ready()).toMatchObject({ status: 'degraded', parts: { jobs: 'degraded', database: 'ok' } });
    await workers[1]!.get(Shift).count();
    const { body } = await workers[1]!.inject({ url: '/metrics' });
    expect(body).toContain('haven_outbox_parked 2');
    bells.deaf = false;
    // What docs/decisions/outbox.md says about taking it up again.
    await sqlRows(scene, 'update outbox set parked_at = null, attempts = 0 where parked_at is not null');
    await withClock(later(30 * DAY_MS), () => relay.deliver(scene.make.home));
    expect(await echoes(bellId)).toEqual(['hearBadly', 'hearWell']);
    await sqlRows(scene, `delete from outbox where topic = 'bell.broke'`);
  });

  it('that costs every worker its life is parked', async () => {
    const bellId = newId();
    await tell(BellTolled({ bellId }));
    await sqlRows(scene, `update outbox set attempts = $1 where payload->>'bellId' = $2`, [MOST_ATTEMPTS, bellId]);
    await relay.deliver(scene.make.home);
    expect(await rowOf(bellId)).toMatchObject({ failure: 'WORKER_LOST', parked_at: expect.any(Date) });
    expect(await echoes(bellId)).toEqual([]);
    await sqlRows(scene, `delete from outbox where parked_at is not null`);
  });

  it('that nobody here hears waits an hour for a newer worker, and is done then', async () => {
    const bellId = newId();
    await tell({ topic: 'bell.unknown', payload: { bellId } });
    await relay.deliver(scene.make.home);
    expect(await rowOf(bellId)).toMatchObject({ done_at: null, leased_until: null });
    await withClock(later(3_700_000), () => relay.deliver(scene.make.home));
    expect(await rowOf(bellId)).toMatchObject({ done_at: expect.any(Date), failure: null });
  });

  it('is heard within its organisation, with the permissions that the listener names', async () => {
    const { make } = scene;
    const other = await make.organization();
    const { number } = await make.case({}, other);
    await make.case();
    const bellId = newId();
    await tell(BellRang({ bellId, strokes: 1 }), other);
    await relay.deliver(other);
    expect(
      await sqlRows(scene, 'select listener, organization_id, cases, numbers from echo where bell_id = $1 order by 1', [
        bellId,
      ]),
    ).toEqual([
      { listener: 'hearOnce', organization_id: other, cases: 1, numbers: '' },
      // It names the permission to read and not the one to close.
      { listener: 'lookAround', organization_id: other, cases: 0, numbers: number },
    ]);
  });

  it('holds ids, numbers and codes, and no text', async () => {
    // @ts-expect-error a string that is no id is not even written down
    BellRang({ bellId: newId(), strokes: 'Юлія' });
    const named = tell({ topic: 'bell.named', payload: { name: 'Юлія Щербакова' } });
    await expect(named).rejects.toThrow('its name is none of them');
    await expect(tell({ topic: 'bell.named', payload: { bellId: 'Юлія Щербакова' } })).rejects.toThrow('its bellId');
    await tell({
      topic: 'bell.coded',
      payload: { bellId: newId(), state: 'ON_HOLD', strokes: 2, last: true, note: null },
    });
  });
});

describe('a worker', () => {
  it('B266: without an organisation sees nothing', async () => {
    await scene.make.case();
    const counted = await connected((await workerEnvironment(scene)).DATABASE_URL!, async (client) => {
      const counts = [];
      for (const table of ['case', 'applicant', 'outbox', 'job_run', 'audit_event'])
        counts.push((await client.query<{ count: string }>(`select count(*) from "${table}"`)).rows[0]!.count);
      return counts;
    });
    expect(counted).toEqual(['0', '0', '0', '0', '0']);
  });

  it('hands on what was told while it walks, and stops when it is asked to', async () => {
    const worker = await hire(scene, [BellsModule]);
    const bellId = newId();
    worker.get(Shift).start();
    await tell(BellRang({ bellId, strokes: 1 }));
    await expect.poll(() => echoes(bellId), { timeout: 5_000 }).toHaveLength(2);
    await worker.get(Shift).onModuleDestroy();
    await tell(BellRang({ bellId: newId(), strokes: 1 }));
    expect(
      (await sqlRows(scene, 'select 1 from outbox where done_at is null and attempts = 0')).length,
    ).toBeGreaterThan(0);
  });

  it('says that it lives, and takes nothing', async () => {
    expect((await workers[0]!.inject({ url: '/live' })).json()).toEqual({ status: 'ok' });
    expect((await workers[0]!.inject({ method: 'POST', url: '/graphql', payload: '{}' })).statusCode).toBe(404);
  });
});
