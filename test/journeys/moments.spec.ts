// Moments: what a client reads of one, whatever Postgres keeps of it.
import { beforeAll, expect, it } from 'vitest';
import { sqlRows } from '../stage/behind.js';
import { stage, type Stage } from '../stage/stage.js';

let scene: Stage;
beforeAll(async () => {
  scene = await stage();
});

it.each([
  ['2026-03-01 08:00:00Z', '2026-03-01T08:00:00.000Z'],
  ['2026-03-01 08:00:00.1Z', '2026-03-01T08:00:00.100Z'],
  ['2026-03-01 08:00:00.001Z', '2026-03-01T08:00:00.001Z'],
  ['2026-03-01 08:00:00.123456Z', '2026-03-01T08:00:00.123Z'],
  ['2026-03-01 08:00:00.999999Z', '2026-03-01T08:00:00.999Z'],
  ['1969-12-31 23:59:59.9995Z', '1969-12-31T23:59:59.999Z'],
  ['2026-06-30 23:30:00+03', '2026-06-30T20:30:00.000Z'],
])('a case opened at %s says %s', async (kept, said) => {
  const { id } = await scene.make.case({});
  await sqlRows(scene, 'update "case" set opened_at = $2 where id = $1', [id, kept]);
  const caseworker = await scene.as('caseworker');
  expect(await caseworker.ask('query ($id: ID!) { case(id: $id) { openedAt } }', { id })).toEqual({
    case: { openedAt: said },
  });
});
