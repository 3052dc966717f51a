// Production: what a server tells strangers about itself, there and elsewhere; and what it keeps to itself everywhere.
import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { Telemetry } from '@haven/platform';
import { getIntrospectionQuery } from 'graphql';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { stage, type Stage } from '../stage/stage.js';

const TASK = 'mutation ($input: CreateTaskInput!) { createTask(input: $input) { id } }';
const CLOSE = `mutation ($id: ID!, $version: Int!) {
  closeCase(id: $id, version: $version, input: { outcome: "RESOLVED", reason: "GOALS_ACHIEVED" }) { id }
}`;
const SECRET = 'Alesia of Hrodna';

let open: Stage;
let production: Stage;

beforeAll(async () => {
  open = await stage();
  production = await stage({ NODE_ENV: 'production' });
});

describe('in production', () => {
  it.each([
    ['B074: introspection by __type', '{ __type(name: "Case") { fields { name } } }'],
    ['B022: introspection by __schema', '{ __schema { types { name } } }'],
  ])('%s is off', async (_name, query) => {
    expect(await production.nobody.refusal(query)).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('there is no explorer', async () => {
    expect((await production.app.inject('/')).statusCode).toBe(404);
  });
});

describe('elsewhere', () => {
  it('introspection is on', async () => {
    expect((await open.nobody.ask(getIntrospectionQuery())).__schema.types.length).toBeGreaterThan(50);
  });

  it('the explorer needs no other server, and its policy lets only its own script run', async () => {
    const { headers, body } = await open.app.inject('/');
    expect(headers['content-type']).toMatch(/^text\/html/);
    // Scripts hold markup of their own as text; what the page itself asks for stands outside them.
    const page = body.replace(/(<script[^>]*>)[^]*?<\/script>/g, '$1').replace(/<style[^>]*>[^]*?<\/style>/g, '');
    expect(page).not.toMatch(/(?:src|href|action)\s*=\s*["']?\s*(?:https?:)?\/\//i);
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(/script-src 'self'[^;]* 'sha256-/);
    expect(policy).not.toMatch(/script-src[^;]*'unsafe-inline'|https?:|\*/);
  });

  it('the explorer goes out packed, and once', async () => {
    const get = (headers: Record<string, string>) => open.app.inject({ url: '/', headers });
    const whole = await get({});
    const packed = await get({ 'accept-encoding': 'br;q=1.0, gzip;q=0.8' });
    expect(packed.headers).toMatchObject({
      'content-encoding': 'gzip',
      vary: expect.stringMatching(/accept-encoding/i),
    });
    expect(gunzipSync(packed.rawPayload).equals(whole.rawPayload)).toBe(true);
    expect(packed.rawPayload.length).toBeLessThan(whole.rawPayload.length / 3);
    for (const [{ headers }, wish] of [
      [whole, 'identity'],
      [packed, 'gzip'],
    ] as const) {
      const again = await get({ 'accept-encoding': wish, 'if-none-match': `"other", W/${String(headers['etag'])}` });
      expect([again.statusCode, again.payload]).toEqual([304, '']);
      expect(again.headers['content-security-policy']).toBe(whole.headers['content-security-policy']);
    }
    expect(whole.headers['etag']).not.toBe(packed.headers['etag']);
    expect((await get({ 'accept-encoding': 'gzip;q=0' })).headers['content-encoding']).toBeUndefined();
  });
});

describe('everywhere', () => {
  it.each([
    ['B076: a field', '{ cass { id } }'],
    ['B078: an enum value', '{ cases(filter: { status: { in: [OPNE] } }) { totalCount } }'],
    ['B079: an input field', 'mutation { createTask(input: { tilte: "x" }) { id } }'],
  ])('%s that is nearly one is not set right', async (_name, query) => {
    for (const { nobody } of [open, production]) {
      const { errors } = await nobody.send(query);
      expect(errors![0]!.message).not.toMatch(/did you mean|title|ACTIVE|cases/i);
    }
  });

  it.each(['/', '/graphql', '/nowhere'])('%s answers with the headers that keep a browser safe', async (url) => {
    for (const { app } of [open, production]) {
      const { headers, statusCode } = await app.inject(url);
      expect(statusCode).toBeLessThan(500);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['strict-transport-security']).toBeDefined();
      expect(headers['x-frame-options']).toBeDefined();
      expect(headers['x-powered-by']).toBeUndefined();
    }
  });

  it('a refused deed prints nothing and counts as no fault', async () => {
    const actor = await open.as('supervisor');
    const { id: caseId } = await open.make.case();
    const streams = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write').mockReturnValue(true));
    const codes = [
      await actor.refusal(TASK, { input: { caseId, title: '', description: SECRET } }),
      await actor.refusal(TASK, { input: { caseId: randomUUID(), title: SECRET, dueInWorkingDays: 1 } }),
      await actor.refusal(CLOSE, { id: caseId, version: 1 }),
      await actor.refusal(CLOSE, { id: caseId, version: 9 }),
    ];
    const printed = streams.flatMap((stream) => stream.mock.calls.map(([text]) => String(text)));
    for (const stream of streams) stream.mockRestore();
    // All but the first come from within the resolvers, where Nest hears of them.
    expect(codes).toEqual(['BAD_USER_INPUT', 'NOT_FOUND', 'CASE_MOVE_NOT_ALLOWED', 'CONFLICT']);
    expect(printed.join('')).toBe('');
    expect(await open.app.get(Telemetry).registry.metrics()).toMatch(/^haven_faults_total 0$/m);
  });
});
