// The built parsers look into files as their sources do: the compiler has rewritten what they import, and nothing is missing.
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { Readable } from 'node:stream';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { docx, pdf } from '../stage/papers.js';

type Inspection = typeof import('../../libs/casework/src/file-inspection/inspection.js');

const BUILT = 'dist/libs/casework/src/file-inspection/inspection.js';

describe('the built inspection', () => {
  let built: Inspection;
  beforeAll(async () => {
    if (!existsSync(BUILT)) throw new Error('Nothing is built yet: run "npm test" or "npm run build" first');
    built = (await import(/* @vite-ignore */ pathToFileURL(BUILT).href)) as Inspection;
  });

  it.each([
    ['a.pdf', async () => pdf(), { mediaType: 'application/pdf', pages: 1 }],
    ['a.docx', async () => docx(), {}],
    ['a.txt', async () => Buffer.from('hello'), { mediaType: 'text/plain' }],
    [
      'a.png',
      () =>
        sharp({ create: { width: 4, height: 2, channels: 3, background: '#fff' } })
          .png()
          .toBuffer(),
      { width: 4 },
    ],
  ])('accepts %s', async (fileName, file, found) => {
    const verdict = await built.inspect(Readable.from([await file()]), { fileName, mediaType: '' });
    expect(verdict).toMatchObject({ accepted: true, ...found });
  });

  it('refuses a program', async () => {
    const program = Buffer.from('MZ\u0090\u0000'.padEnd(99), 'latin1');
    expect(await built.inspect(Readable.from([program]), { fileName: 'a.pdf', mediaType: '' })).toMatchObject({
      reason: 'PROGRAM',
    });
  });
});
