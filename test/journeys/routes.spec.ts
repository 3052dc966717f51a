// Routes: what comes and goes by plain HTTP is guarded, told of and refused as every operation is.
import { newId } from '@haven/kernel';
import { OpenRoutes, Telemetry, unitOfWork } from '@haven/platform';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Actor } from '../stage/actor.js';
import { sqlRows } from '../stage/behind.js';
import { stage, type Stage } from '../stage/stage.js';
import { Parcels, ParcelsModule, Uploads } from './parcels.js';

const ORIGIN = 'https://app.example.org';

let scene: Stage;
let base: string;
let supervisor: Actor;
let partner: Actor;

beforeAll(async () => {
  scene = await stage({ ALLOWED_ORIGINS: ORIGIN }, [ParcelsModule]);
  await scene.app.listen(0, '127.0.0.1');
  base = await scene.app.getUrl();
  supervisor = await scene.as('supervisor');
  partner = await scene.as('partner');
});
afterEach(() => {
  Parcels.midway = async () => undefined;
  Uploads.before = async () => undefined;
});

interface Heard {
  status: number;
  body: ReturnType<typeof JSON.parse>;
  headers: Headers;
}
const as = (actor?: Actor): Record<string, string> => (actor ? { authorization: `Bearer ${actor.token}` } : {});
async function get(path: string, headers: Record<string, string> = {}): Promise<Heard> {
  const answer = await fetch(`${base}${path}`, { headers });
  return { status: answer.status, body: await answer.json(), headers: answer.headers };
}
const codeOf = ({ body }: Heard): string => body.errors[0].extensions.code;
const put = (
  path: string,
  type: string,
  body: BodyInit,
  more: Record<string, string> = {},
  method = 'POST',
): Promise<Response> =>
  fetch(`${base}${path}`, { method, body, headers: { ...as(supervisor), 'content-type': type, ...more } });

describe('a route', () => {
  it('that is public answers everyone, in a context of its own', async () => {
    const { status, body, headers } = await get('/parcels/open', { authorization: 'Bearer nonsense' });
    expect([status, body]).toEqual([200, { operation: 'Parcels.open', address: '127.0.0.1' }]);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('that asks for a sign-in refuses everyone else', async () => {
    for (const headers of [as(), { authorization: 'Bearer nonsense' }]) {
      const refused = await get('/parcels/mine', headers);
      expect([refused.status, codeOf(refused)]).toEqual([401, 'UNAUTHENTICATED']);
      expect(refused.headers.get('cache-control')).toBe('no-store');
      expect(refused.headers.get('x-request-id')).toBe(refused.body.errors[0].extensions.requestId);
    }
    expect((await get('/parcels/mine', as(partner))).body).toEqual({ userId: partner.who.userId });
  });

  it('that asks for a permission refuses who does not hold it, and reaches as far as it does', async () => {
    const refused = await get('/parcels/cases', as(partner));
    expect([refused.status, codeOf(refused)]).toEqual([403, 'FORBIDDEN']);
    expect(refused.body.errors[0].extensions.permission).toBe('case.close');
    await scene.make.case();
    await scene.make.case({}, await scene.make.organization());
    expect((await get('/parcels/cases', as(supervisor))).body).toEqual({ cases: 1, tries: 1 });
  });

  it('that is asked with a ticket goes on in the name that the ticket holds', async () => {
    const other = await scene.make.organization();
    await scene.make.case({}, other);
    expect((await get(`/parcels/tickets/${other}`)).body).toEqual({ cases: 1 });
    const misspelt = await get('/parcels/tickets/nothing');
    expect([misspelt.status, codeOf(misspelt)]).toEqual([400, 'BAD_USER_INPUT']);
  });

  it('begins its transaction anew for somebody whose access has changed, and refuses who may no longer', async () => {
    const leaving = await scene.as('supervisor');
    const { userId } = leaving.who;
    const changed = 'update "user" set access_stamp = access_stamp + 1 where id = $1';
    expect((await get('/parcels/cases', as(leaving))).body).toMatchObject({ tries: 1 });
    await sqlRows(scene, changed, [userId]);
    expect((await get('/parcels/cases', as(leaving))).status).toBe(200);
    await sqlRows(scene, 'delete from membership where user_id = $1', [userId]);
    await sqlRows(scene, changed, [userId]);
    const refused = await get('/parcels/cases', as(leaving));
    expect([refused.status, codeOf(refused)]).toEqual([403, 'FORBIDDEN']);
    const gone = await scene.as('supervisor');
    await sqlRows(scene, 'update session set ended_at = now() where user_id = $1', [gone.who.userId]);
    expect((await get('/parcels/cases', as(gone))).status).toBe(401);
  });

  it('begins its transaction anew when another one stood in its way', async () => {
    let blocked = 2;
    Parcels.midway = async () => {
      // What Postgres answers to one of two that wait for each other.
      if (blocked-- > 0) await unitOfWork().run(`do $$ begin raise exception using errcode = '40P01'; end $$`);
    };
    expect((await get('/parcels/cases', as(supervisor))).body).toMatchObject({ tries: 3 });
  });

  it.each([
    ['forbidden', 403, 'FORBIDDEN'],
    ['unknown', 404, 'NOT_FOUND'],
    ['input', 400, 'BAD_USER_INPUT'],
    ['conflict', 409, 'CONFLICT'],
    ['limited', 429, 'RATE_LIMITED'],
    ['heavy', 413, 'PARCEL_TOO_HEAVY'],
    ['taken', 422, 'PARCEL_TAKEN'],
  ])('refuses with the code and its status: %s', async (kind, status, code) => {
    const refused = await get(`/parcels/failures/${kind}`);
    expect([refused.status, codeOf(refused)]).toEqual([status, code]);
    expect(refused.headers.get('content-type')).toMatch(/^application\/json/);
    if (kind === 'input')
      expect(refused.body.errors[0].extensions.fields).toEqual([{ field: 'weight', message: 'too much.' }]);
  });

  it('says nothing of a fault but the id under which it was told', async () => {
    const report = vi.spyOn(scene.app.get(Telemetry), 'report');
    const { status, body, headers } = await get('/parcels/failures/fault');
    const requestId = headers.get('x-request-id');
    expect(status).toBe(500);
    expect(body).toEqual({ errors: [{ message: expect.any(String), extensions: { code: 'INTERNAL', requestId } }] });
    expect(JSON.stringify(body)).not.toContain('Щербакова');
    expect(report).toHaveBeenCalledExactlyOnceWith(expect.any(Error), requestId);
    report.mockRestore();
  });

  it('breaks off a file that it cannot read to the end', async () => {
    const answer = await fetch(`${base}/parcels/half`);
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="half"');
    await expect(answer.arrayBuffer()).rejects.toThrow();
  });

  it('is counted under its name', async () => {
    await get('/parcels/failures/taken');
    const metrics = async (): Promise<string> => (await fetch(`${base}/metrics`)).text();
    await expect.poll(metrics).toMatch(/haven_route_seconds_count\{route="Parcels.fail",code="PARCEL_TAKEN"\} [1-9]/);
    expect(await metrics()).toMatch(/haven_route_seconds_count\{route="Parcels.open",code="OK"\} 1\b/);
    expect(await metrics()).toMatch(/haven_route_seconds_count\{route="Parcels.half",code="CUT"\} 1\b/);
  });

  it('stands in the list of all routes with what it asks for', () => {
    const routes = scene.app.get(OpenRoutes).all();
    expect(routes).toContainEqual({ name: 'GET /parcels/tickets/:organization', requirement: 'ticket', guarded: true });
    expect(routes).toContainEqual({ name: 'GET /live', requirement: 'public', guarded: false });
  });
});

describe('a stream', () => {
  const parcel = Buffer.alloc(3_000_000, 'x');

  it.each([
    ['POST', '/uploads/trial', 'application/offset+octet-stream'],
    ['POST', '/uploads/trial', 'multipart/form-data; boundary=x'],
    ['POST', '/uploads/trial/apart', 'application/offset+octet-stream'],
    ['PATCH', '/uploads/trial/1', 'Application/Offset+Octet-Stream'],
  ])('reaches the route untouched, however long it is: %s %s, %s', async (method, path, type) => {
    const answer = await put(path, type, parcel, {}, method);
    expect(await answer.json()).toEqual({ bytes: parcel.length });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([
    ['/graphql', 'application/offset+octet-stream'],
    ['/graphql', 'multipart/form-data; boundary=x'],
    ['/uploads/trial', 'application/octet-stream'],
    ['/uploads/trial', 'text/plain'],
  ])('is refused elsewhere, and so is any other media type: %s, %s', async (path, type) => {
    const answer = await put(path, type, 'x');
    expect(answer.status).toBe(415);
    expect((await answer.json()).errors[0].extensions.code).toBe('BAD_USER_INPUT');
  });

  it('is refused when it is packed', async () => {
    const answer = await put('/uploads/trial', 'application/offset+octet-stream', 'x', { 'content-encoding': 'gzip' });
    expect(answer.status).toBe(415);
  });

  it('is refused from somebody who has not signed in, and not read', async () => {
    const answer = await put('/uploads/trial', 'application/offset+octet-stream', 'x', { authorization: '' });
    expect(answer.status).toBe(401);
  });

  it('is no way around the limit of other bodies', async () => {
    expect((await put('/uploads/trial', 'application/json', `"${parcel.toString()}"`)).status).toBe(413);
  });
});

describe('a page of another origin', () => {
  const announce = (origin: string, method: string): Promise<Response> =>
    fetch(`${base}/uploads/${newId()}`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': method,
        'access-control-request-headers': 'authorization,content-type,tus-resumable,upload-offset,upload-checksum',
      },
    });

  it.each(['HEAD', 'PATCH', 'DELETE'])('may send %s with what an upload needs, when it is ours', async (method) => {
    const { headers, status } = await announce(ORIGIN, method);
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(headers.get('access-control-allow-methods')).toContain(method);
    const allowed = headers.get('access-control-allow-headers')!.toLowerCase();
    for (const needed of ['authorization', 'upload-offset', 'upload-checksum']) expect(allowed).toContain(needed);
    expect((await announce('https://evil.example', method)).headers.get('access-control-allow-origin')).toBeNull();
  });

  it.each([
    ['HEAD', '/uploads/trial/1', {}],
    ['POST', '/uploads/trial/apart', { 'content-type': 'application/offset+octet-stream' }],
  ])('may read how far an upload is: %s %s', async (method, path, type) => {
    const headers = { ...as(supervisor), ...type, origin: ORIGIN };
    const answer = await fetch(`${base}${path}`, { method, headers, body: method === 'POST' ? 'x' : undefined });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    const exposed = answer.headers.get('access-control-expose-headers')!.toLowerCase().split(/,\s*/);
    expect(exposed).toEqual(
      expect.arrayContaining(['upload-offset', 'upload-length', 'tus-resumable', 'location', 'content-disposition']),
    );
  });
});
