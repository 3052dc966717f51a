// Uploads: lines that break, clients that err, and those who mean harm. Over real connections.
import { createHash, randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { readdir } from 'node:fs/promises';
import { Timetable } from '@haven/platform';
import { now, withClock } from '@haven/kernel';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../stage/actor.js';
import { sqlRows } from '../stage/behind.js';
import { Paperwork, sha256, workThrough, type Ticket } from '../stage/paperwork.js';
import { startScanner } from '../stage/scanner.js';
import { stage, type Stage } from '../stage/stage.js';
import { hire } from '../stage/workers.js';

const HOUR_MS = 3_600_000;
const CHECKSUM = 'upload-checksum';

describe('an upload', () => {
  let scene: Stage;
  let papers: Paperwork;
  let worker: NestFastifyApplication;
  let caseworker: Actor;
  let applicantId: string;
  beforeAll(async () => {
    const { address } = await startScanner();
    scene = await stage();
    papers = await Paperwork.of(scene);
    worker = await hire(scene, [], { CLAMD: address });
    caseworker = await scene.as('caseworker');
    ({ id: applicantId } = await scene.make.applicant());
  });

  const text = (bytes: number): Buffer =>
    Buffer.from(
      randomBytes(Math.ceil(bytes / 2))
        .toString('hex')
        .slice(0, bytes),
    );
  const expect1 = (bytes: number, fileName = 'note.txt'): Promise<Ticket> =>
    papers.ticket(caseworker, applicantId, { fileName, bytes });
  const offsetOf = async (ticket: Ticket): Promise<number> =>
    Number((await papers.tus(ticket, 'HEAD')).headers.get('upload-offset'));
  const statusOf = async (ticket: Ticket): Promise<string> =>
    (await papers.state(caseworker, ticket.document.id)).versions.nodes[0].status;
  const objects = async (): Promise<number> =>
    (await readdir(scene.filesFolder, { recursive: true })).filter((name) => /[0-9a-f]{8}-/.test(name)).length;

  /** Sends a PATCH by hand and hangs up after so many bytes of its body, and so many milliseconds. */
  const cutAfter = (ticket: Ticket, bytes: Buffer, offset: number, sent: number, wait = 100): Promise<void> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(papers.base);
      const socket = connect(Number(port), hostname, () => {
        const head = [
          `PATCH ${ticket.url} HTTP/1.1`,
          'Host: haven',
          `Authorization: Bearer ${ticket.token}`,
          'Tus-Resumable: 1.0.0',
          'Content-Type: application/offset+octet-stream',
          `Upload-Offset: ${offset}`,
          `Content-Length: ${bytes.length - offset}`,
        ];
        socket.write(`${head.join('\r\n')}\r\n\r\n`);
        socket.write(bytes.subarray(offset, offset + sent), () => setTimeout(() => socket.destroy(), wait));
      });
      socket.on('close', () => resolve());
      socket.on('error', reject);
    });

  it('B271 goes on at the byte where its line broke, be it a hundred times', async () => {
    const bytes = text(1_500_000);
    const ticket = await expect1(bytes.length);
    let offset = 0;
    let moved = 0;
    for (let cut = 0; cut < 100; cut++) {
      // What is on its way is never more than a part of what is missing: the last byte is not sent yet.
      const sent = Math.floor(Math.random() * Math.min(30_000, bytes.length - offset - 1));
      await cutAfter(ticket, bytes, offset, sent, Math.random() * 60);
      const reached = await offsetOf(ticket);
      expect(reached).toBeGreaterThanOrEqual(offset);
      expect(reached).toBeLessThanOrEqual(offset + sent);
      if (reached > offset) moved++;
      offset = reached;
    }
    expect(moved).toBeGreaterThan(20);
    expect(await statusOf(ticket)).toBe('UPLOADING');
    expect((await papers.send(ticket, bytes, offset)).status).toBe(204);
    await workThrough(worker, scene.make.home);
    expect(sha256(await papers.content(caseworker, ticket.document.id))).toBe(sha256(bytes));
  });

  it('keeps every byte that arrived before the line broke', async () => {
    const bytes = text(200_000);
    const ticket = await expect1(bytes.length);
    await cutAfter(ticket, bytes, 0, 150_000);
    await expect.poll(() => offsetOf(ticket)).toBe(150_000);
  });

  it('tells what it can do, and begins where a client expects to begin', async () => {
    const ticket = await expect1(10);
    const offer = await papers.tus(ticket, 'OPTIONS');
    expect(offer.headers.get('tus-extension')?.split(',')).toEqual(expect.arrayContaining(['creation', 'checksum']));
    expect(offer.headers.get('tus-checksum-algorithm')).toContain('sha256');
    const begun = await papers.tus({ ...ticket, url: '/uploads' }, 'POST', { 'upload-length': '10' });
    expect([begun.status, begun.headers.get('location')]).toEqual([201, ticket.url]);
  });

  it('B331 is of the length that was announced', async () => {
    const ticket = await expect1(10);
    const begin = async (length: string): Promise<number> =>
      (await papers.tus({ ...ticket, url: '/uploads' }, 'POST', { 'upload-length': length })).status;
    expect(await begin('9')).toBe(400);
    expect(await begin('-1')).toBe(400);
    expect(await begin('ten')).toBe(400);
    expect(await begin('1e18')).toBe(400);
    expect(await begin('1000000000000000000')).toBe(413);
  });

  it('B268 B269 ends at the announced length, and keeps nothing of the surplus', async () => {
    const ticket = await expect1(1_000);
    const sent = await papers.tus(ticket, 'PATCH', { 'upload-offset': '0' }, text(1_001));
    expect(sent.status).toBe(413);
    // Without a Content-Length nobody knows before it comes.
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(text(65_536)) });
    const streamed = await fetch(papers.base + ticket.url, {
      method: 'PATCH',
      headers: {
        ...{ authorization: `Bearer ${ticket.token}`, 'tus-resumable': '1.0.0', 'upload-offset': '0' },
        'content-type': 'application/offset+octet-stream',
      },
      body: endless,
      duplex: 'half',
    } as RequestInit).then(
      (response) => response.status,
      () => 413, // it hung up while we were still sending
    );
    expect(streamed).toBe(413);
    const { receivedBytes } = (await papers.state(caseworker, ticket.document.id)).versions.nodes[0];
    expect(receivedBytes).toBeLessThanOrEqual(1_000);
  });

  it('B328 refuses an offset that is not where it is', async () => {
    const ticket = await expect1(10);
    expect((await papers.tus(ticket, 'PATCH', { 'upload-offset': '4' }, text(6))).status).toBe(409);
    expect(await offsetOf(ticket)).toBe(0);
  });

  it('B330 refuses what its checksum does not fit, and takes what it fits', async () => {
    const bytes = text(40_000);
    const ticket = await expect1(bytes.length);
    const sum = (of: Buffer): string => `sha256 ${createHash('sha256').update(of).digest('base64')}`;
    const send = async (checksum: string): Promise<number> =>
      (await papers.tus(ticket, 'PATCH', { 'upload-offset': '0', [CHECKSUM]: checksum }, bytes)).status;
    expect(await send(sum(Buffer.from('other')))).toBe(460);
    expect(await send('crc7 abc')).toBe(400);
    expect(await offsetOf(ticket)).toBe(0);
    expect(await send(sum(bytes))).toBe(204);
    expect(await statusOf(ticket)).toBe('QUARANTINED');
  });

  it('B323 is sent once: other bytes for it are refused', async () => {
    const ticket = await expect1(10);
    expect((await papers.send(ticket, text(10))).status).toBe(204);
    expect((await papers.send(ticket, text(10))).status).toBe(404);
    expect((await papers.tus(ticket, 'DELETE')).status).toBe(422);
  });

  it('is sent by two requests at once and still is one file', async () => {
    const bytes = text(400_000);
    const ticket = await expect1(bytes.length);
    const statuses = await Promise.all(
      [papers.send(ticket, bytes), papers.send(ticket, bytes)].map(async (each) => (await each).status),
    );
    expect(statuses).toContain(204);
    await workThrough(worker, scene.make.home);
    expect(sha256(await papers.content(caseworker, ticket.document.id))).toBe(sha256(bytes));
  });

  it('is given up by its sender, and what came of it goes', async () => {
    const bytes = text(1_000);
    const ticket = await expect1(bytes.length);
    await cutAfter(ticket, bytes, 0, 500);
    await expect.poll(() => offsetOf(ticket)).toBe(500);
    const before = await objects();
    expect((await papers.tus(ticket, 'DELETE')).status).toBe(204);
    expect((await papers.tus(ticket, 'HEAD')).status).toBe(404);
    await workThrough(worker, scene.make.home);
    expect(await objects()).toBe(before - 1);
    expect(await statusOf(ticket)).toBe('ABANDONED');
  });

  it('comes in a form as well, again and again until it is whole', async () => {
    const bytes = text(300_000);
    const ticket = await expect1(bytes.length);
    const post = (content: Uint8Array, name = 'file'): Promise<Response> => {
      const form = new FormData();
      form.set('remark', 'not looked at');
      form.set(name, new Blob([content as BlobPart]), 'any-name.exe');
      return fetch(papers.base + ticket.url, {
        method: 'POST',
        headers: { authorization: `Bearer ${ticket.token}` },
        body: form,
      });
    };
    const refused = async (response: Response): Promise<[number, string]> => [
      response.status,
      (await response.json()).errors[0].extensions.code,
    ];
    expect(await refused(await post(bytes.subarray(0, 100)))).toEqual([400, 'FILE_INCOMPLETE']);
    expect(await refused(await post(bytes, 'other'))).toEqual([400, 'BAD_USER_INPUT']);
    expect(await refused(await post(Buffer.concat([bytes, bytes])))).toEqual([413, 'FILE_TOO_LARGE']);
    const taken = await post(bytes);
    expect([taken.status, await taken.json()]).toEqual([
      201,
      { id: ticket.file.id, status: 'QUARANTINED', receivedBytes: bytes.length },
    ]);
    await workThrough(worker, scene.make.home);
    expect(sha256(await papers.content(caseworker, ticket.document.id))).toBe(sha256(bytes));
  });

  it('B051 refuses forms that are none, and forms elsewhere', async () => {
    const ticket = await expect1(10);
    const post = async (url: string, type: string, body: string): Promise<number> =>
      (
        await fetch(papers.base + url, {
          method: 'POST',
          headers: { authorization: `Bearer ${ticket.token}`, 'content-type': type },
          body,
        })
      ).status;
    expect(await post(ticket.url, 'multipart/form-data', 'x')).toBe(400);
    expect(await post(ticket.url, 'multipart/form-data; boundary=a', 'x')).toBe(400);
    expect(await post('/graphql', 'multipart/form-data; boundary=a', '--a--')).toBe(415);
  });

  it('asks for its own ticket', async () => {
    const [one, other] = [await expect1(10), await expect1(10)];
    const head = async (token: string, url = one.url): Promise<number> =>
      (await papers.tus({ url, token }, 'HEAD')).status;
    expect(await head(other.token)).toBe(401);
    expect(await head(`${one.token}x`)).toBe(401);
    expect(await head(caseworker.token!)).toBe(401);
    expect(await head('')).toBe(401);
    expect(await head(one.token)).toBe(200);
    expect(await withClock(new Date(now().getTime() + 25 * HOUR_MS), () => head(one.token))).toBe(200);
  });

  it('ends with the session, and with the access, of who began it', async () => {
    const person = await scene.as('caseworker');
    const ticket = await papers.ticket(person, applicantId, { fileName: 'a.txt', bytes: 10 });
    await sqlRows(scene, 'update session set ended_at = now() where user_id = $1', [person.who.userId]);
    expect((await papers.send(ticket, text(10))).status).toBe(401);
    const intake = await scene.as('intake');
    const mine = await intake.ask(
      'mutation ($input: RegisterApplicantInput!) { registerApplicant(input: $input) { id } }',
      { input: { names: [{ kind: 'LEGAL', family: 'Own', given: 'One' }] } },
    );
    const theirs = await papers.ticket(intake, mine.registerApplicant.id, { fileName: 'a.txt', bytes: 10 });
    await sqlRows(scene, `update membership set valid_until = '2021-01-01' where user_id = $1`, [intake.who.userId]);
    await sqlRows(scene, 'update "user" set access_stamp = access_stamp + 1 where id = $1', [intake.who.userId]);
    expect([403, 404]).toContain((await papers.send(theirs, text(10))).status);
  });

  it('is over after a day, and its room is free again', async () => {
    const ticket = await expect1(123_456);
    const room = async (): Promise<number> =>
      Number(
        (await sqlRows(scene, 'select bytes from file_room where organization_id = $1', [scene.make.home]))[0]![
          'bytes'
        ],
      );
    const before = await room();
    await withClock(new Date(now().getTime() + 25 * HOUR_MS), () =>
      worker
        .get(Timetable)
        .attend(scene.make.home)
        .then(() => workThrough(worker, scene.make.home)),
    );
    expect(await room()).toBeLessThanOrEqual(before - 123_456);
    expect(await statusOf(ticket)).toBe('ABANDONED');
  });
});
