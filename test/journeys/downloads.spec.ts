// Downloads: a ticket is good once, for a minute, for whom it was given to, and everything is looked at again when it is used.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { now } from '@haven/kernel';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../stage/actor.js';
import { sqlRows } from '../stage/behind.js';
import { Paperwork, workThrough, type Ticket } from '../stage/paperwork.js';
import { startScanner } from '../stage/scanner.js';
import { stage, type Stage } from '../stage/stage.js';
import { hire } from '../stage/workers.js';

const NAME = 'Справка о доходах №5 😀.txt';
const BYTES = Buffer.from(Array.from({ length: 50_000 }, (_, line) => `${line}\n`).join(''));

describe('a download', () => {
  let scene: Stage;
  let papers: Paperwork;
  let caseworker: Actor;
  let applicantId: string;
  let ticket: Ticket;
  let worker: NestFastifyApplication;
  beforeAll(async () => {
    const { address } = await startScanner();
    scene = await stage();
    papers = await Paperwork.of(scene);
    worker = await hire(scene, [], { CLAMD: address });
    caseworker = await scene.as('caseworker');
    ({ id: applicantId } = await scene.make.applicant());
    ticket = await papers.arrived(caseworker, applicantId, NAME, BYTES);
    await workThrough(worker, scene.make.home);
  });

  const open = (actor = caseworker) => papers.open(actor, ticket.document.id);
  const codeOf = async (response: Response): Promise<[number, string]> => [
    response.status,
    ((await response.json()) as { errors: [{ extensions: { code: string } }] }).errors[0].extensions.code,
  ];
  const objectOf = async (rendition: string, versionId = ticket.file.id): Promise<string> => {
    const [row] = await sqlRows(
      scene,
      `select object_id from stored_file where rendition = $1 and version_id = $2 and standing = 'KEPT'`,
      [rendition, versionId],
    );
    const found = (await readdir(scene.filesFolder, { recursive: true })).find((name) =>
      name.endsWith(String(row!['object_id'])),
    );
    return join(scene.filesFolder, found!);
  };

  it('B282 B290 comes as an attachment under its own name, and runs nowhere', async () => {
    const response = await papers.fetch(await open());
    const headers = Object.fromEntries(response.headers);
    expect(headers).toMatchObject({
      'content-type': 'text/plain',
      'content-length': String(BYTES.length),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    expect(headers['content-disposition']).toContain(`filename*=UTF-8''${encodeURIComponent(NAME)}`);
    expect(headers['content-disposition']).toMatch(/^attachment;/);
    expect(Buffer.from(await response.arrayBuffer()).equals(BYTES)).toBe(true);
  });

  it('is good once', async () => {
    const leave = await open();
    expect((await papers.fetch(leave)).status).toBe(200);
    expect(await codeOf(await papers.fetch(leave))).toEqual([404, 'NOT_FOUND']);
  });

  it('is good once, however many ask at the same moment', async () => {
    const leave = await open();
    const statuses = await Promise.all(Array.from({ length: 10 }, async () => (await papers.fetch(leave)).status));
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 404)).toHaveLength(9);
  });

  it('is good for a minute', async () => {
    const leave = await open();
    await sqlRows(
      scene,
      `update download_ticket set expires_at = expires_at - interval '61 seconds' where redeemed_at is null`,
    );
    expect((await papers.fetch(leave)).status).toBe(404);
    expect(new Date(leave.expiresAt).getTime() - now().getTime()).toBeLessThanOrEqual(60_000);
  });

  it('B258 ends with the session that asked for it', async () => {
    const person = await scene.as('caseworker');
    const leave = await open(person);
    await sqlRows(scene, 'update session set ended_at = now() where user_id = $1', [person.who.userId]);
    expect(await codeOf(await papers.fetch(leave))).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('B259 is refused when access was taken away after the ticket was given', async () => {
    const person = await scene.as('caseworker');
    const leave = await open(person);
    await sqlRows(scene, `update membership set valid_until = '2021-01-01' where user_id = $1`, [person.who.userId]);
    await sqlRows(scene, 'update "user" set access_stamp = access_stamp + 1 where id = $1', [person.who.userId]);
    expect([403, 404]).toContain((await papers.fetch(leave)).status);
    const adviser = await scene.as('caseworker');
    const seen = await open(adviser);
    await sqlRows(scene, `update document set sensitivity = 'PRIVILEGED' where id = $1`, [ticket.document.id]);
    expect(await codeOf(await papers.fetch(seen))).toEqual([422, 'DOCUMENT_CLASS_NOT_SEEN']);
    await expect(open()).rejects.toThrow('DOCUMENT_CLASS_NOT_SEEN');
    await sqlRows(scene, `update document set sensitivity = 'IDENTITY' where id = $1`, [ticket.document.id]);
  });

  it('is not to be guessed or altered', async () => {
    const { url } = await open();
    const altered = url.slice(0, -1) + (url.endsWith('A') ? 'B' : 'A');
    for (const wrong of [altered, '/downloads?ticket=', '/downloads?ticket=a.b.c.d.e'])
      expect(await codeOf(await papers.fetch({ url: wrong }))).toEqual([404, 'NOT_FOUND']);
    for (const wrong of ['/downloads', '/downloads?ticket=a&ticket=b'])
      expect(await codeOf(await papers.fetch({ url: wrong }))).toEqual([400, 'BAD_USER_INPUT']);
    expect((await papers.fetch({ url })).status).toBe(200);
  });

  it('is not to be had by who does not reach the document', async () => {
    for (const role of ['organisation-admin', 'auditor', 'analyst', 'data-protection-officer'])
      await expect(open(await scene.as(role))).rejects.toThrow(/FORBIDDEN|NOT_FOUND/);
    const away = await scene.make.organization();
    await expect(open(await scene.as('supervisor', { organizationId: away, teamId: null }))).rejects.toThrow(
      'NOT_FOUND',
    );
  });

  it('B335 gives the range that is asked for, and refuses what is none', async () => {
    const range = async (asked: string) => {
      const response = await papers.fetch(await open(), { range: asked });
      return {
        status: response.status,
        of: response.headers.get('content-range'),
        body: Buffer.from(await response.arrayBuffer()),
      };
    };
    const size = BYTES.length;
    const middle = await range('bytes=100000-150000');
    expect([middle.status, middle.of]).toEqual([206, `bytes 100000-150000/${size}`]);
    expect(middle.body.equals(BYTES.subarray(100_000, 150_001))).toBe(true);
    expect((await range('bytes=-10')).body.equals(BYTES.subarray(size - 10))).toBe(true);
    expect((await range(`bytes=${size - 5}-${size * 9}`)).body.equals(BYTES.subarray(size - 5))).toBe(true);
    expect((await range('lines=1-2')).status).toBe(200);
    for (const none of [
      `bytes=${size}-`,
      'bytes=2000-1000',
      'bytes=0-1,5-6',
      `bytes=${'0-1,'.repeat(1_000)}5-6`,
      'bytes=-',
      'bytes=-0',
    ])
      expect([none.slice(0, 20), (await range(none)).status]).toEqual([none.slice(0, 20), 416]);
  });

  it('leaves a trace that says who fetched what of whom', async () => {
    await papers.fetch(await open());
    const [event] = await sqlRows(
      scene,
      `select operation, action, record_type, subject_ids, classes from audit_event where operation = 'DownloadRoutes.fetch' and action = 'READ' order by id desc limit 1`,
    );
    expect(event).toMatchObject({ record_type: 'DocumentVersion', subject_ids: [applicantId], classes: ['IDENTITY'] });
  });

  it('B333 B334 of a file that was tampered with is no file', async () => {
    const path = await objectOf('CONTENT');
    const whole = await readFile(path);
    const twin = await papers.arrived(caseworker, applicantId, 'twin.txt', Buffer.from(BYTES).reverse());
    await workThrough(worker, scene.make.home);
    const other = await readFile(await objectOf('CONTENT', twin.file.id));
    expect(other).toHaveLength(whole.length);
    const fetched = async (): Promise<boolean> => {
      const response = await papers.fetch(await open());
      if (response.status !== 200) return false;
      return response.arrayBuffer().then(
        (body) => body.byteLength === BYTES.length,
        () => false,
      );
    };
    const flipped = Buffer.from(whole);
    flipped[flipped.length - 100]! ^= 1;
    for (const damaged of [flipped, whole.subarray(0, 56 + 16_400), whole.subarray(0, -1), other]) {
      await writeFile(path, damaged);
      expect(await fetched()).toBe(false);
    }
    await writeFile(path, whole);
    expect(await fetched()).toBe(true);
  });
});
