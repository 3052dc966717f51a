// The inspection from outside: what it does with sources, limits and its parser process, and what that process cannot do.
import { spawnSync } from 'node:child_process';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { look, piecesOf } from '../../../../test/stage/looking.js';
import { docx, pdf } from '../../../../test/stage/papers.js';
import { inspect, preview, reencode } from './inspection.js';
import { fencedNode } from './parser-process.js';
import { INSPECTION_LIMITS } from './verdict.js';

const MEBIBYTE = 1024 * 1024;
const A_TEXT = { fileName: 'a.txt', mediaType: 'text/plain' };

/** Text, made as it is read. */
function* text(mebibytes: number): Generator<Buffer> {
  const piece = Buffer.alloc(MEBIBYTE / 4, 'To whom it may concern. ');
  for (let sent = 0; sent < mebibytes * 4; sent++) yield piece;
}

describe('a source', () => {
  it('of 200 MB passes through without being kept in this process', async () => {
    let most = 0;
    const source = Readable.from(
      (function* (): Generator<Buffer> {
        for (const piece of text(200)) {
          most = Math.max(most, process.memoryUsage().arrayBuffers);
          yield piece;
        }
      })(),
    );
    const before = process.memoryUsage().arrayBuffers;
    expect(await inspect(source, A_TEXT)).toEqual({ accepted: true, mediaType: 'text/plain' });
    expect(most - before).toBeLessThan(40 * MEBIBYTE);
  });

  it('that is longer than allowed is not read to its end', async () => {
    let read = 0;
    const source = Readable.from(
      (function* (): Generator<Buffer> {
        for (const piece of text(10_000)) {
          read += piece.length;
          yield piece;
        }
      })(),
    );
    const verdict = await inspect(source, A_TEXT, { ...INSPECTION_LIMITS, bytes: MEBIBYTE });
    expect(verdict).toEqual({ accepted: false, reason: 'TOO_LARGE' });
    expect(read).toBeLessThan(20 * MEBIBYTE);
    expect(source.destroyed).toBe(true);
  });

  it('that fails is no verdict', async () => {
    const source = Readable.from(
      (function* (): Generator<Buffer> {
        yield Buffer.from('half');
        throw new Error('the store is away');
      })(),
    );
    await expect(inspect(source, A_TEXT)).rejects.toThrow('the store is away');
  });
});

describe('a parser', () => {
  it('that takes too long is stopped', async () => {
    const large = await sharp({ create: { width: 9_000, height: 9_000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    const verdict = await look(large, 'a.png', 'image/png', { ...INSPECTION_LIMITS, seconds: 0.01 });
    expect(verdict).toEqual({ accepted: false, reason: 'UNSCANNABLE', detail: 'time' });
  });

  it.runIf(process.platform === 'linux')('that takes too much memory is stopped by the operating system', async () => {
    const limits = { ...INSPECTION_LIMITS, memoryBytes: 800 * MEBIBYTE };
    const verdict = await inspect(Readable.from(text(199)), A_TEXT, limits);
    expect(verdict).toEqual({ accepted: false, reason: 'UNSCANNABLE', detail: 'ended early' });
  });

  it('that cannot be started says nothing about the file', async () => {
    const limits = { ...INSPECTION_LIMITS, memoryBytes: MEBIBYTE };
    await expect(inspect(Readable.from(['a']), A_TEXT, limits)).rejects.toThrow(/did not start/);
  });

  it.runIf(process.platform === 'linux')(
    'keeps a large image in its memory, or says that it has too little',
    async () => {
      const blank = { width: 8_000, height: 5_000, channels: 3, background: '#c00' } as const;
      const large = await sharp({ create: blank }).jpeg().withMetadata({ orientation: 6 }).toBuffer();
      const little = { ...INSPECTION_LIMITS, memoryBytes: 700 * MEBIBYTE };
      expect(await reencode(Readable.from(piecesOf(large)), 'image/jpeg', little)).toMatchObject({
        accepted: false,
        reason: 'UNSCANNABLE',
      });
      const made = await reencode(Readable.from(piecesOf(large)), 'image/jpeg');
      if (!made.accepted) throw new Error(made.reason);
      expect((await buffer(made.content)).length).toBeGreaterThan(MEBIBYTE / 20);
    },
  );

  it('answers for many files at once, while what was made of others is still to be read', async () => {
    const image = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    const unread = await Promise.all([1, 2, 3].map(() => reencode(Readable.from([image]), 'image/png')));
    const verdicts = await Promise.all([
      look(pdf(), 'a.pdf'),
      look(docx(), 'a.docx'),
      look('<html>', 'a.txt'),
      look('hello', 'a.txt'),
    ]);
    expect(verdicts.map(({ accepted }) => accepted)).toEqual([true, true, false, true]);
    for (const made of unread) if (made.accepted) await buffer(made.content);
  });
});

describe('the process of a parser', () => {
  /** Runs a line of code as the parsers are run. @returns what it printed */
  function tried(code: string): string {
    const [command, ...args] = fencedNode(INSPECTION_LIMITS.memoryBytes);
    const { stdout, stderr } = spawnSync(command!, [...args, '--input-type=module', '--eval', code], {
      env: {},
      encoding: 'utf8',
    });
    return stdout.trim() || stderr;
  }
  const said = (expression: string): string =>
    tried(`try { console.log(await (${expression})) } catch (error) { console.log(error.code) }`);

  it.each([
    ['reads no file but its own and the packages', `(await import('node:fs')).readFileSync('/etc/passwd')`],
    ['reads no key', `(await import('node:fs')).readdirSync('/work')`],
    ['reads nothing of other processes', `(await import('node:fs')).readFileSync('/proc/self/environ')`],
    ['writes no file', `(await import('node:fs')).writeFileSync('/tmp/plain', 'a')`],
    ['makes no folder', `(await import('node:fs')).mkdtempSync('/tmp/plain')`],
    ['starts no program', `(await import('node:child_process')).execSync('id')`],
    ['starts no thread', `new (await import('node:worker_threads')).Worker('1', { eval: true })`],
  ])('%s', (_is, expression) => {
    expect(said(expression)).toBe('ERR_ACCESS_DENIED');
  });

  it('runs no text as code', () => {
    expect(tried(`try { eval('1') } catch (error) { console.log(error.name) }`)).toBe('EvalError');
  });

  it('has no environment', () => {
    expect(
      said(`Object.keys(process.env).filter((name) => !['PWD', 'SHLVL', '_', 'OLDPWD'].includes(name)).length`),
    ).toBe('0');
  });
});

describe('what is made of a file', () => {
  const photo = (): Promise<Buffer> =>
    sharp({ create: { width: 3_000, height: 2_000, channels: 3, background: '#808080' } })
      .jpeg()
      .toBuffer();

  it('is a small picture of an image', async () => {
    const small = await preview(Readable.from(piecesOf(await photo())), 'image/jpeg');
    expect(await sharp(small).metadata()).toMatchObject({ format: 'jpeg', width: 1_024, height: 683 });
  });

  it('is a small picture of the first page of a PDF', async () => {
    const red = { page: '/Contents 4 0 R', objects: ['<</Length 24>>\nstream\n1 0 0 rg 0 0 595 842 re f\nendstream'] };
    const small = await preview(Readable.from([pdf(red)]), 'application/pdf');
    expect(await sharp(small).metadata()).toMatchObject({ format: 'jpeg', width: 724, height: 1_024 });
    const { dominant } = await sharp(small).stats();
    expect(dominant.r).toBeGreaterThan(240);
    expect(dominant.g).toBeLessThan(16);
  });

  it('is no picture of a text, an Office file, or what is not what it was', async () => {
    expect(await preview(Readable.from(['hello']), 'text/plain')).toBeUndefined();
    expect(await preview(Readable.from([docx()]), allowedDocx)).toBeUndefined();
    expect(await preview(Readable.from([pdf()]), 'image/jpeg')).toBeUndefined();
  });

  it('is an image made anew only of images', async () => {
    await expect(reencode(Readable.from([pdf()]), 'application/pdf')).rejects.toThrow(/no image/);
    expect(await reencode(Readable.from([pdf()]), 'image/png')).toEqual({ accepted: false, reason: 'TYPE_MISMATCH' });
  });

  it('comes no faster than it is taken, and can be left unread', async () => {
    const noise = Buffer.alloc(3_000 * 2_000 * 3);
    for (let index = 0; index < noise.length; index += 7) noise[index] = (index * 2_654_435_761) >>> 24;
    const image = await sharp(noise, { raw: { width: 3_000, height: 2_000, channels: 3 } })
      .png()
      .toBuffer();
    const made = await reencode(Readable.from(piecesOf(image)), 'image/png');
    if (!made.accepted) throw new Error(made.reason);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(made.content.readableLength).toBeLessThan(MEBIBYTE);
    expect(await sharp(await buffer(made.content)).metadata()).toMatchObject({ width: 3_000, height: 2_000 });
    const unread = await reencode(Readable.from(piecesOf(image)), 'image/png');
    if (unread.accepted) unread.content.destroy();
  });

  const allowedDocx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
});
