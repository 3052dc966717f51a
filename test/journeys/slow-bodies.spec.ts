// Slow bodies: a request that is held open costs a connection. Operations have seconds to arrive; uploads have longer, as long as bytes come.
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Settings, Telemetry, withLogin } from '@haven/platform';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createServer } from '../../apps/api/src/server.js';
import type { Actor } from '../stage/actor.js';
import { rootKey } from '../stage/servers.js';
import { stage, type Stage } from '../stage/stage.js';
import { statusOf, trickle } from '../stage/wire.js';
import { workerEnvironment } from '../stage/workers.js';
import { ParcelsModule, Uploads } from './parcels.js';

const PATIENCE = { bodyMs: 900, streamMs: 4_000, stalledMs: 600, lookMs: 100 };
const STREAM = 'application/offset+octet-stream';
/** A busy machine is late; it is never early. */
const LATE_MS = 1_500;

let scene: Stage;
let port: number;
let supervisor: Actor;

beforeAll(async () => {
  scene = await stage({}, [ParcelsModule], PATIENCE);
  await scene.app.listen(0, '127.0.0.1');
  port = Number(new URL(await scene.app.getUrl()).port);
  supervisor = await scene.as('supervisor');
});
afterEach(() => {
  Uploads.before = async () => undefined;
  Uploads.broken.length = 0;
});

const head = (to: string, type: string, length: number, ...more: string[]): string =>
  [
    `${to} HTTP/1.1`,
    'host: 127.0.0.1',
    `authorization: Bearer ${supervisor.token}`,
    `content-type: ${type}`,
    `content-length: ${length}`,
    ...more,
    '\r\n',
  ].join('\r\n');
const bytes = (count: number): string[] => Array<string>(count).fill('x');
const CLOSE = 'connection: close';

describe('an operation', () => {
  it.each([
    ['to GraphQL', 'POST /graphql'],
    ['to a route of uploads that is asked in JSON', 'POST /uploads/trial'],
    ['to nowhere', 'POST /nowhere'],
  ])('%s is cut off when it has not arrived in time, whether it stands still or trickles', async (_name, to) => {
    const asked = head(to, 'application/json', 1_000);
    for (const pieces of [[asked], [asked, ...bytes(40)]]) {
      const { answer, milliseconds } = await trickle(port, pieces, 100);
      expect(milliseconds).toBeGreaterThanOrEqual(PATIENCE.bodyMs - 50);
      expect(milliseconds).toBeLessThan(PATIENCE.bodyMs + LATE_MS);
      if (to === 'POST /nowhere') continue;
      expect(statusOf(answer)).toBe(408);
      expect(answer).toContain('"code":"BAD_USER_INPUT"');
      expect(answer).toMatch(/^connection: close/im);
    }
  });

  it('whose headers do not come to an end is cut off as well', async () => {
    const { answer, milliseconds } = await trickle(port, ['POST /graphql HTTP/1.1\r\n', ...bytes(60)], 50);
    expect(statusOf(answer)).toBe(408);
    expect(milliseconds).toBeLessThan(PATIENCE.bodyMs + LATE_MS);
  });

  it('is cut off no sooner because it calls itself a stream', async () => {
    const { answer } = await trickle(port, [head('POST /graphql', STREAM, 1_000)], 100);
    expect(statusOf(answer)).toBe(415);
  });
});

describe('an upload', () => {
  it.each(['POST /uploads/trial', 'PATCH /uploads/trial/1', 'POST /uploads/trial/apart'])(
    'takes as long as it takes while bytes come: %s',
    async (to) => {
      const { answer, milliseconds } = await trickle(port, [head(to, STREAM, 20, CLOSE), ...bytes(20)], 100);
      expect(statusOf(answer)).toBe(to.startsWith('PATCH') || to.endsWith('apart') ? 200 : 201);
      expect(answer).toContain('{"bytes":20}');
      expect(milliseconds).toBeGreaterThan(2 * PATIENCE.bodyMs);
    },
  );

  it.each([
    ['POST /uploads/trial', 'multipart/form-data; boundary=x'],
    ['PATCH /uploads/trial/1', STREAM],
    ['POST /uploads/trial/apart', STREAM],
  ])('is cut off when no byte comes: %s, %s', async (to, type) => {
    const report = vi.spyOn(scene.app.get(Telemetry), 'report');
    const { answer, milliseconds } = await trickle(port, [head(to, type, 1_000), ...bytes(3)], 100);
    expect(statusOf(answer)).toBe(408);
    expect(answer).toMatch(/^connection: close/im);
    expect(milliseconds).toBeGreaterThanOrEqual(PATIENCE.stalledMs);
    expect(milliseconds).toBeLessThan(PATIENCE.stalledMs + LATE_MS);
    // The handler hears of it, and it is nobody's fault.
    await expect.poll(() => Uploads.broken.length).toBe(1);
    await sleep(50);
    expect(report).not.toHaveBeenCalled();
    report.mockRestore();
  });

  it('B270 is cut off although its handler has not begun to read', async () => {
    Uploads.before = () => sleep(2 * PATIENCE.stalledMs);
    const { answer } = await trickle(port, [head('PATCH /uploads/trial/1', STREAM, 1_000)], 100);
    expect(statusOf(answer)).toBe(408);
    await expect.poll(() => Uploads.broken.length, { timeout: 5_000 }).toBe(1);
  });

  it('is cut off in the end, however many bytes come', async () => {
    const { answer, milliseconds } = await trickle(
      port,
      [head('PATCH /uploads/trial/1', STREAM, 1_000), ...bytes(90)],
      100,
    );
    expect(statusOf(answer)).toBe(408);
    expect(milliseconds).toBeGreaterThanOrEqual(PATIENCE.streamMs - 50);
    expect(milliseconds).toBeLessThan(PATIENCE.streamMs + LATE_MS);
  }, 15_000);

  it.each([10, 5_000_000])('of %d bytes waits for a handler that is slow itself', async (length) => {
    Uploads.before = () => sleep(3 * PATIENCE.stalledMs);
    const sent = head('PATCH /uploads/trial/1', STREAM, length, CLOSE) + 'x'.repeat(length);
    const { answer } = await trickle(port, [sent], 100);
    expect(statusOf(answer)).toBe(200);
    expect(answer).toContain(`{"bytes":${length}}`);
  });

  it('that is broken off is no fault of ours, and is counted', async () => {
    const report = vi.spyOn(scene.app.get(Telemetry), 'report');
    const socket = connect(port, '127.0.0.1', () => socket.write(`${head('POST /uploads/trial', STREAM, 1_000)}x`));
    await once(socket, 'connect');
    await sleep(200);
    socket.destroy();
    await expect.poll(() => Uploads.broken.length).toBe(1);
    const metrics = async (): Promise<string> => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    await expect.poll(metrics).toMatch(/route="Uploads.take",code="(CUT|BAD_USER_INPUT)"/);
    expect(report).not.toHaveBeenCalled();
    report.mockRestore();
  });

  it('does not keep a server from stopping', async () => {
    const settings = {
      ...(await workerEnvironment(scene)),
      DATABASE_URL: withLogin(scene.adminUrl, 'haven_app', await rootKey()),
    };
    const app = await createServer(Settings.from(settings), [ParcelsModule]);
    await app.listen(0, '127.0.0.1');
    const uploading = trickle(
      Number(new URL(await app.getUrl()).port),
      [head('POST /uploads/trial', STREAM, 1_000), 'x'],
      10,
    );
    await sleep(300);
    await app.close();
    expect((await uploading).milliseconds).toBeLessThan(5_000);
    await expect.poll(() => Uploads.broken.length).toBe(1);
  });
});
