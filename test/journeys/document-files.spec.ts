// The files of documents: on their way in, through quarantine, and out again. Real connections, a real scanner, a real disk.
import { readdir } from 'node:fs/promises';
import { now, withClock } from '@haven/kernel';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../stage/actor.js';
import { sqlRows } from '../stage/behind.js';
import { pdf } from '../stage/papers.js';
import { Paperwork, sha256, workThrough } from '../stage/paperwork.js';
import { EICAR, startScanner } from '../stage/scanner.js';
import { stage, type Stage } from '../stage/stage.js';
import { hire } from '../stage/workers.js';

describe('the file of a document', () => {
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

  const work = (): Promise<void> => workThrough(worker, scene.make.home);
  const objects = async (): Promise<string[]> =>
    (await readdir(scene.filesFolder, { recursive: true })).filter((name) => /[0-9a-f]{8}-/.test(name)).sort();
  const rows = async (): Promise<string[]> =>
    (await sqlRows(scene, `select object_id || ' ' || standing as row from stored_file`)).map(({ row }) => String(row));

  it('arrives, is examined, and is then fetched as it was sent', async () => {
    const bytes = pdf({ pages: 3 });
    const { document } = await papers.arrived(caseworker, applicantId, 'summons.pdf', bytes);
    expect(await papers.state(caseworker, document.id)).toMatchObject({ status: 'QUARANTINED' });
    await work();
    const state = await papers.state(caseworker, document.id);
    expect(state.status).toBe('AVAILABLE');
    expect(state.versions.nodes).toMatchObject([
      { mediaType: 'application/pdf', pages: 3, previewable: true, current: true },
    ]);
    expect(sha256(await papers.content(caseworker, document.id))).toBe(sha256(bytes));
    const preview = await sharp(await papers.content(caseworker, document.id, 'PREVIEW')).metadata();
    expect(preview).toMatchObject({ format: 'jpeg', height: 1_024 });
  });

  it('leaves nothing behind but itself and its preview', async () => {
    await work();
    const kept = await rows();
    expect(kept.every((row) => row.endsWith('KEPT'))).toBe(true);
    expect(await objects()).toHaveLength(kept.length);
  });

  it('that is a picture comes out upright and says nothing of camera and place', async () => {
    const photo = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#4a6' } })
      .withExif({ IFD0: { Make: 'Phone', ImageDescription: 'Canary lane 5' }, IFD3: { GPSLatitude: '54/1 41/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const { document } = await papers.arrived(caseworker, applicantId, 'photo.jpg', photo);
    await work();
    const content = await papers.content(caseworker, document.id);
    const found = await sharp(content).metadata();
    expect(found).toMatchObject({ format: 'jpeg', width: 40, height: 60 });
    expect(found.exif).toBeUndefined();
    expect(content.includes('Canary')).toBe(false);
  });

  it('that is infected is refused, and its bytes are gone', async () => {
    const before = (await objects()).length;
    const { document } = await papers.arrived(caseworker, applicantId, 'note.txt', Buffer.from(EICAR));
    await work();
    const state = await papers.state(caseworker, document.id);
    expect(state).toMatchObject({ status: 'REJECTED', versions: { nodes: [{ rejection: 'INFECTED' }] } });
    expect(await objects()).toHaveLength(before);
    await expect(papers.open(caseworker, document.id)).rejects.toThrow('DOCUMENT_NOT_AVAILABLE');
  });

  it('that was sent before is recognised, within the person only', async () => {
    const bytes = pdf({ pages: 2, trailer: '/Note(same)' });
    const first = await papers.arrived(caseworker, applicantId, 'a.pdf', bytes);
    await work();
    const second = await papers.arrived(caseworker, applicantId, 'b.pdf', bytes);
    const somebodyElse = await scene.make.applicant();
    const third = await papers.arrived(caseworker, somebodyElse.id, 'a.pdf', bytes);
    await work();
    const sameAs = async (id: string) => (await papers.state(caseworker, id)).versions.nodes[0].sameAs;
    expect(await sameAs(second.document.id)).toEqual({ id: first.document.id });
    expect(await sameAs(third.document.id)).toBeNull();
  });

  it('takes its place when it is available, and the one before is kept', async () => {
    const { document } = await papers.arrived(caseworker, applicantId, 'one.pdf', pdf({ pages: 1 }));
    await work();
    const { version } = await papers.state(caseworker, document.id);
    const { replaceDocument } = await caseworker.ask(
      'mutation ($id: ID!, $version: Int!, $file: FileInput!) { replaceDocument(documentId: $id, version: $version, file: $file) { url token document { id version } file { id } } }',
      { id: document.id, version, file: { fileName: 'two.pdf', bytes: pdf({ pages: 2 }).length } },
    );
    await papers.send(replaceDocument, pdf({ pages: 2 }));
    const current = async () =>
      (await papers.state(caseworker, document.id)).versions.nodes.map((each: { number: number; current: boolean }) => [
        each.number,
        each.current,
      ]);
    expect(await current()).toEqual([
      [2, false],
      [1, true],
    ]);
    await work();
    expect(await current()).toEqual([
      [2, true],
      [1, false],
    ]);
    const old = await papers.fetch(await papers.open(caseworker, document.id, 'CONTENT', 1));
    expect(sha256(Buffer.from(await old.arrayBuffer()))).toBe(sha256(pdf({ pages: 1 })));
  });

  it('B315 waits in quarantine while the scanner is away, however long, and passes when it is back', async () => {
    const blind = await hire(scene, [], { CLAMD: 'unix:/nowhere/clamd.sock' });
    const { document } = await papers.arrived(caseworker, applicantId, 'late.pdf', pdf());
    for (let minute = 0; minute < 12; minute++)
      await withClock(new Date(now().getTime() + minute * 61_000), () => workThrough(blind, scene.make.home));
    expect(await papers.state(caseworker, document.id)).toMatchObject({ status: 'QUARANTINED' });
    await expect(papers.open(caseworker, document.id)).rejects.toThrow('DOCUMENT_NOT_AVAILABLE');
    await withClock(new Date(now().getTime() + 14 * 61_000), work);
    expect(await papers.state(caseworker, document.id)).toMatchObject({ status: 'AVAILABLE' });
  });

  it('runs out: its last day is a deadline of the person once it has passed, and moves with a correction', async () => {
    const { id } = await scene.make.applicant();
    const said = { kind: 'RENT_CONTRACT', expiresOn: '2027-03-01' };
    const { document } = await papers.arrived(caseworker, id, 'rent.pdf', pdf(), said);
    const deadlines = async () =>
      (
        await caseworker.ask(
          'query ($id: ID!) { applicant(id: $id) { deadlines { nodes { kind dueOn document { id } } } } }',
          { id },
        )
      ).applicant.deadlines.nodes;
    expect(await deadlines()).toEqual([]);
    await work();
    expect(await deadlines()).toEqual([{ kind: 'PAPER_EXPIRES', dueOn: '2027-03-01', document: { id: document.id } }]);
    const { version } = await papers.state(caseworker, document.id);
    await caseworker.ask(
      'mutation ($id: ID!, $version: Int!) { correctDocument(id: $id, version: $version, input: { expiresOn: "2028-03-01" }) { id } }',
      { id: document.id, version },
    );
    await work();
    expect(await deadlines()).toMatchObject([{ dueOn: '2028-03-01' }]);
  });
});
