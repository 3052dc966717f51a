// Schedules: what the clock sets going, once in each period, however many workers look at it.
import { newId, withClock } from '@haven/kernel';
import { Events, Relay, Timetable } from '@haven/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { beforeAll, describe, expect, it } from 'vitest';
import { sqlRows } from '../stage/behind.js';
import { stage, type Stage } from '../stage/stage.js';
import { hire } from '../stage/workers.js';
import { BellRang, Bells, BellsModule, ECHO_TABLE } from './bells.js';

let scene: Stage;
let workers: NestFastifyApplication[];
beforeAll(async () => {
  scene = await stage();
  await sqlRows(scene, ECHO_TABLE);
  workers = [await hire(scene, [BellsModule]), await hire(scene, [BellsModule])];
});

describe('a schedule', () => {
  const polished = async (organizationId: string): Promise<number> =>
    (await sqlRows(scene, `select 1 from echo where listener = 'polish' and organization_id = $1`, [organizationId]))
      .length;
  const attend = (organizationId: string, at: string): Promise<unknown> =>
    withClock(at, () => Promise.all(workers.map((worker) => worker.get(Timetable).attend(organizationId))));

  const outOfPolish = (deaf: boolean): void => {
    for (const worker of workers) worker.get(Bells, { strict: false }).deaf = deaf;
  };

  it('has its turn once in each period for each organisation, whoever looks at the clock', async () => {
    const [one, other] = [await scene.make.organization(), await scene.make.organization()];
    await attend(one, '2031-05-01T10:20:00Z');
    await attend(one, '2031-05-01T10:59:59Z');
    expect([await polished(one), await polished(other)]).toEqual([1, 0]);
    await attend(one, '2031-05-01T11:00:00Z');
    await attend(other, '2031-05-01T11:00:00Z');
    expect([await polished(one), await polished(other)]).toEqual([2, 1]);
  });

  it('that failed has left nothing and is tried again a minute later', async () => {
    const id = await scene.make.organization();
    outOfPolish(true);
    await attend(id, '2031-05-01T10:20:00Z');
    expect(await polished(id)).toBe(0);
    outOfPolish(false);
    await attend(id, '2031-05-01T10:20:30Z');
    expect(await polished(id)).toBe(0);
    await attend(id, '2031-05-01T10:21:00Z');
    expect(await polished(id)).toBe(1);
  });

  it('forgets idempotency keys after a day and heard facts after a week', async () => {
    const id = await scene.make.organization();
    const at = (iso: string, deed: () => Promise<unknown>): Promise<unknown> => withClock(iso, deed);
    await at('2031-05-01T10:00:00Z', () =>
      scene.make.within(id, () => scene.app.get(Events).tell(BellRang({ bellId: newId(), strokes: 1 }))),
    );
    await at('2031-05-01T10:00:00Z', () => workers[0]!.get(Relay).deliver(id));
    const key = `insert into idempotency_key (organization_id, user_id, key, fingerprint, created_at) values ($1, $1, $2, '', $3)`;
    await sqlRows(scene, key, [id, 'old', '2031-05-01T10:00:00Z']);
    await sqlRows(scene, key, [id, 'new', '2031-05-02T09:00:00Z']);
    await attend(id, '2031-05-02T10:00:01Z');
    expect(await sqlRows(scene, 'select key from idempotency_key where organization_id = $1', [id])).toEqual([
      { key: 'new' },
    ]);
    const heard = `select 1 from outbox where organization_id = $1 and topic = 'bell.rang'`;
    expect(await sqlRows(scene, heard, [id])).toHaveLength(1);
    await attend(id, '2031-05-09T00:00:00Z');
    expect(await sqlRows(scene, heard, [id])).toEqual([]);
  });

  it('B474: lets a key that is a day old be used for another request', async () => {
    const organizationId = await scene.make.organization();
    const caseworker = await scene.as('caseworker', { organizationId });
    const { applicantId } = await scene.make.case({}, organizationId);
    const key = { 'idempotency-key': newId() };
    const open = 'mutation ($input: OpenCaseInput!) { openCase(input: $input) { id } }';
    const first = await caseworker.ask(open, { input: { applicantId } }, key);
    const another = { input: { applicantId, priority: 'HIGH' } };
    await attend(organizationId, new Date(Date.now() + 23 * 3_600_000).toISOString());
    expect(await caseworker.refusal(open, another, key)).toBe('IDEMPOTENCY_KEY_REUSED');
    await attend(organizationId, new Date(Date.now() + 25 * 3_600_000).toISOString());
    expect((await caseworker.ask(open, another, key)).openCase.id).not.toBe(first.openCase.id);
  });
});
