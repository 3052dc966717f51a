// Long work: what a fact asks for and takes minutes runs in no transaction and in nobody's way, and is done anew when it was cut short.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { commonErrors, newId, withClock } from '@haven/kernel';
import {
  contextIfAny,
  Events,
  LEASE_MS,
  MOST_ATTEMPTS,
  NotYet,
  Relay,
  RENEWED_EVERY_MS,
  Shift,
  unitOfWork,
  type Fact,
} from '@haven/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { sqlRows } from '../stage/behind.js';
import { stage, type Stage } from '../stage/stage.js';
import { hire, workerEnvironment } from '../stage/workers.js';
import { BellOrdered, BellRang, Bells, BellsModule, ECHO_TABLE } from './bells.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const idle = async (): Promise<void> => undefined;

let scene: Stage;
let workers: NestFastifyApplication[];
let bells: Bells;

beforeAll(async () => {
  scene = await stage();
  await sqlRows(scene, ECHO_TABLE);
  workers = [await hire(scene, [BellsModule]), await hire(scene, [BellsModule])];
  bells = workers[0]!.get(Bells, { strict: false });
});
afterEach(async () => {
  bells.midway = idle;
  await sqlRows(scene, 'delete from outbox');
});

const tell = (told: Fact, organizationId = scene.make.home): Promise<void> =>
  scene.make.within(organizationId, () => scene.app.get(Events).tell(told));
const order = async (organizationId = scene.make.home): Promise<string> => {
  const bellId = newId();
  await tell(BellOrdered({ bellId }), organizationId);
  return bellId;
};
const deliver = (worker = 0): Promise<boolean> => workers[worker]!.get(Relay).deliver(scene.make.home, 'long');
/** A worker whose shift has begun has looked at the clock, too, and told what that asks for. */
const deliverAll = async (): Promise<void> => {
  while (await deliver());
};
const rowOf = async (bellId: string): Promise<Record<string, unknown>> =>
  (await sqlRows(scene, `select * from outbox where payload->>'bellId' = $1`, [bellId]))[0]!;
const echoes = async (bellId: string): Promise<unknown[]> =>
  (await sqlRows(scene, 'select listener from echo where bell_id = $1 order by listener', [bellId])).map(
    ({ listener }) => listener,
  );
const later = (milliseconds: number): Date => new Date(Date.now() + milliseconds);
/** A deed that goes on until it is told to end. */
const lasting = (): { deed: () => Promise<void>; end: () => void } => {
  let end: () => void = () => undefined;
  const over = new Promise<void>((done) => (end = done));
  return { deed: () => over, end };
};

describe('long work', () => {
  it('goes on in no transaction, as the listener it is, and is written down when it is through', async () => {
    const other = await scene.make.organization();
    const { number } = await scene.make.case({}, other);
    const bellId = await order(other);
    const seen: unknown[] = [];
    bells.midway = async () => {
      expect(() => unitOfWork()).toThrow('No unit of work is open');
      seen.push(contextIfAny()?.operation, await echoes(bellId), (await rowOf(bellId)).heard);
    };
    await workers[0]!.get(Relay).deliver(other, 'long');
    // Listeners are called in the order in which they stand: this one has not been through yet.
    expect(seen).toEqual(['Bells.cast', ['melt'], []]);
    expect(await echoes(bellId)).toEqual(['announce', 'cast', 'melt']);
    expect(await rowOf(bellId)).toMatchObject({ attempts: 1, leased_until: null, done_at: expect.any(Date) });
    const [cast] = await sqlRows(scene, `select * from echo where bell_id = $1 and listener = 'cast'`, [bellId]);
    expect(cast).toMatchObject({ organization_id: other, cases: 1, numbers: number });
  });

  it('keeps no other fact of its organisation waiting', async () => {
    const bellId = await order();
    const rung = newId();
    const { deed, end } = lasting();
    bells.midway = deed;
    const casting = deliver();
    await expect.poll(() => echoes(bellId), { timeout: 5_000 }).toEqual(['melt']);
    await tell(BellRang({ bellId: rung, strokes: 1 }));
    await workers[0]!.get(Relay).deliver(scene.make.home);
    expect(await echoes(rung)).toEqual(['hearOnce', 'lookAround']);
    end();
    await casting;
  });

  it('is left alone by the other lane, and takes nothing of it', async () => {
    const bellId = await order();
    const rung = newId();
    await tell(BellRang({ bellId: rung, strokes: 1 }));
    await workers[0]!.get(Relay).deliver(scene.make.home);
    expect(await rowOf(bellId)).toMatchObject({ attempts: 0 });
    const next = newId();
    await tell(BellRang({ bellId: next, strokes: 1 }));
    expect(await deliver()).toBe(true);
    expect(await deliver()).toBe(false);
    expect(await echoes(bellId)).toHaveLength(3);
    expect(await rowOf(next)).toMatchObject({ attempts: 0 });
  });

  it('is claimed one by one, so that a second worker has its share', async () => {
    const [first, second] = [await order(), await order()];
    const { deed, end } = lasting();
    bells.midway = deed;
    const casting = deliver();
    await expect.poll(() => echoes(first), { timeout: 5_000 }).toEqual(['melt']);
    await deliver(1);
    expect(await echoes(second)).toHaveLength(3);
    end();
    await casting;
  });

  it('keeps its lease for as long as it lasts', async () => {
    const bellId = await order();
    bells.midway = async () => {
      const [before] = await sqlRows(scene, 'select leased_until from outbox where topic = $1', ['bell.ordered']);
      withClock(later(50_000), () => vi.advanceTimersByTime(RENEWED_EVERY_MS));
      const renewed = async (): Promise<boolean> =>
        Number((await rowOf(bellId)).leased_until) - Number(before!.leased_until) > 45_000;
      await expect.poll(renewed, { timeout: 5_000 }).toBe(true);
      // By now a lease that nobody renewed would be over.
      await withClock(later(LEASE_MS + 10_000), () => deliver(1));
      expect(await rowOf(bellId)).toMatchObject({ attempts: 1 });
    };
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      await deliver();
    } finally {
      vi.useRealTimers();
    }
    expect(await echoes(bellId)).toEqual(['announce', 'cast', 'melt']);
    expect(await rowOf(bellId)).toMatchObject({ done_at: expect.any(Date), leased_until: null, failure: null });
  });

  it('that fails is tried again later and parked in the end, with what it committed before', async () => {
    const bellId = await order();
    bells.midway = async () => {
      throw commonErrors.CONFLICT('The bell of Юлія Щербакова is cracked.');
    };
    await deliver();
    expect(await rowOf(bellId)).toMatchObject({
      attempts: 1,
      failure: 'Bells.cast CONFLICT',
      heard: ['Bells.announce'],
    });
    await deliver();
    expect(await echoes(bellId)).toEqual(['announce', 'melt']);
    for (let day = 1; day <= MOST_ATTEMPTS + 1; day++) await withClock(later(day * DAY_MS), () => deliver());
    expect(await rowOf(bellId)).toMatchObject({ attempts: MOST_ATTEMPTS, parked_at: expect.any(Date) });
    expect(await echoes(bellId)).toEqual(['announce', ...Array<string>(MOST_ATTEMPTS).fill('melt')]);
  });

  it('that cannot be done yet waits a minute each time and is never parked', async () => {
    const bellId = await order();
    bells.midway = async () => {
      throw new NotYet();
    };
    await deliver();
    const waiting = { attempts: 0, failure: 'NOT_YET', parked_at: null, done_at: null, leased_until: null };
    expect(await rowOf(bellId)).toMatchObject(waiting);
    await withClock(later(MINUTE_MS - 5_000), () => deliver());
    expect(await echoes(bellId)).toEqual(['announce', 'melt']);
    for (let minute = 1; minute <= 2 * MOST_ATTEMPTS; minute++)
      await withClock(later(minute * (MINUTE_MS + 1_000)), () => deliver());
    expect(await rowOf(bellId)).toMatchObject(waiting);
    const { body } = await workers[0]!.inject({ url: '/metrics' });
    expect(body).toContain(`haven_jobs_total{name="Bells.cast",outcome="put off"} ${1 + 2 * MOST_ATTEMPTS}`);
    bells.midway = idle;
    await withClock(later(DAY_MS), () => deliver());
    expect(await echoes(bellId)).toContain('cast');
    expect(await rowOf(bellId)).toMatchObject({ attempts: 1, done_at: expect.any(Date) });
  });
});

describe('a worker', () => {
  /** A worker in a process of its own that is in the middle of casting a bell for ever. */
  const caster = async (): Promise<ChildProcess> => {
    const child = fork('test/journeys/bells.worker.ts', {
      execArgv: ['--import', './test/stage/run-typescript.mjs'],
      env: { ...process.env, ...(await workerEnvironment(scene)) },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    await once(child, 'message').catch((error: unknown) => {
      child.kill('SIGKILL');
      throw error;
    });
    return child;
  };

  it('that is killed leaves the work to another, a minute later', async () => {
    const bellId = await order();
    const child = await caster();
    const left = once(child, 'exit');
    child.kill('SIGKILL');
    await left;
    await deliverAll();
    expect(await echoes(bellId)).toEqual(['melt']);
    await withClock(later(LEASE_MS), deliverAll);
    expect(await echoes(bellId)).toEqual(['announce', 'cast', 'melt', 'melt']);
    expect(await rowOf(bellId)).toMatchObject({ attempts: 2, done_at: expect.any(Date) });
  });

  it('that is stopped waits a little for work under way, and then lets another have it at once', async () => {
    const bellId = await order();
    const child = await caster();
    const left = once(child, 'exit');
    child.kill('SIGTERM');
    await left;
    expect(await rowOf(bellId)).toMatchObject({ attempts: 0, leased_until: null, failure: null, parked_at: null });
    await deliverAll();
    expect(await echoes(bellId)).toEqual(['announce', 'cast', 'melt', 'melt']);
  }, 20_000);

  it('finishes what is nearly through before it stops', async () => {
    const worker = await hire(scene, [BellsModule]);
    const { deed, end } = lasting();
    worker.get(Bells, { strict: false }).midway = deed;
    const bellId = await order();
    worker.get(Shift).start();
    await expect.poll(() => echoes(bellId), { timeout: 5_000 }).toEqual(['melt']);
    const stopped = worker.get(Shift).onModuleDestroy();
    end();
    await stopped;
    expect(await rowOf(bellId)).toMatchObject({ attempts: 1, done_at: expect.any(Date) });
  });

  it('undertakes two works at once, and one of each organisation', async () => {
    const [one, two, three] = [
      await scene.make.organization(),
      await scene.make.organization(),
      await scene.make.organization(),
    ];
    const worker = await hire(scene, [BellsModule]);
    const { deed, end } = lasting();
    let atOnce = 0;
    worker.get(Bells, { strict: false }).midway = () => (atOnce++, deed());
    await order(one);
    await order(one);
    worker.get(Shift).start();
    await expect.poll(() => atOnce, { timeout: 5_000 }).toBe(1);
    // Long enough for the other walk to have come by twice.
    await new Promise((done) => setTimeout(done, 2_600));
    expect(atOnce).toBe(1);
    await order(two);
    await order(three);
    await expect.poll(() => atOnce, { timeout: 5_000 }).toBe(2);
    await new Promise((done) => setTimeout(done, 1_500));
    expect(atOnce).toBe(2);
    end();
    await expect.poll(() => atOnce, { timeout: 5_000 }).toBe(4);
    await worker.get(Shift).onModuleDestroy();
  }, 20_000);
});
