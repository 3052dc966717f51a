// Logs: what the started API says of itself, one JSON line for each thing, so that a request id that somebody quotes can be found.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startBuilt, type BuiltApp } from '../house/built-app.js';
import type { Anything } from '../stage/actor.js';
import { sqlRows } from '../stage/behind.js';
import { build } from '../stage/command.js';
import { stage, type Stage } from '../stage/stage.js';

const LONG = 120_000;

let scene: Stage;
let api: BuiltApp;
let token: string;
beforeAll(async () => {
  await build();
  scene = await stage();
  api = await startBuilt(scene.adminUrl);
  token = (await scene.as('supervisor')).token!;
}, LONG);
afterAll(() => api?.stop());

async function send(query: string, variables: Anything = {}): Promise<Anything> {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  return { id: response.headers.get('x-request-id'), ...(await response.json()) };
}

/** The lines about a request, once there are so many; what the API prints may arrive after its answer. */
const said = (id: string, count: number): Promise<Anything[]> =>
  vi.waitFor(() => {
    const lines = api.said().split('\n').slice(0, -1);
    const about = lines.map((line) => JSON.parse(line)).filter(({ requestId }) => requestId === id);
    expect(about).toHaveLength(count);
    return about;
  });

describe('the log', () => {
  it('says at the start where the API listens', () => {
    expect(JSON.parse(api.said().split('\n')[0]!)).toMatchObject({ msg: 'listening', url: api.url });
  });

  it('has one line for each operation: its fields, how it ended, how long it took, and nothing else', async () => {
    const query =
      'query Sphinx($name: String!) { applicants(filter: { name: $name }) { nodes { id } } teams { nodes { id } } }';
    const { id } = await send(query, { name: 'Quartz' });
    expect(await said(id, 1)).toEqual([
      {
        ...{ level: 30, time: expect.any(Number), msg: 'operation', requestId: id },
        ...{ operation: 'applicants teams', code: 'OK', ms: expect.any(Number) },
      },
    ]);
    const refused = await send('mutation { createTeam(input: { name: "Quartz" }) { id } }');
    expect(await said(refused.id, 1)).toMatchObject([{ operation: 'createTeam', code: 'FORBIDDEN', msg: 'operation' }]);
    expect(api.said()).not.toMatch(/Sphinx|Quartz/);
  });

  it('has the request id that a client quotes beside the fault itself', async () => {
    await sqlRows(scene, 'alter table task rename to task_elsewhere');
    const { id, errors } = await send('{ tasks { nodes { id } } }').finally(() =>
      sqlRows(scene, 'alter table task_elsewhere rename to task'),
    );
    expect(errors[0].extensions).toMatchObject({ code: 'INTERNAL', requestId: id });
    expect(await said(id, 2)).toMatchObject([
      { level: 50, msg: 'fault', code: '42P01', operation: 'tasks', at: expect.any(Array) },
      { level: 30, msg: 'operation', code: 'INTERNAL', operation: 'tasks' },
    ]);
  });
});
