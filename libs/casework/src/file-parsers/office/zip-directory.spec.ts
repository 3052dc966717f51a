// The zip directory: zips that were made to harm whoever opens them, or to show each program something else.
import { describe, expect, it } from 'vitest';
import { docx, docxParts } from '../../../../../test/stage/papers.js';
import { zip, type ZipEntry } from '../../../../../test/stage/zips.js';
import type { RejectionReason } from '../../file-inspection/rejection-reason.js';
import { INSPECTION_LIMITS } from '../../file-inspection/verdict.js';
import { lookInto } from '../look.js';

type Case = readonly [is: string, file: () => Buffer, reason: RejectionReason, detail?: string];

async function isRefused(file: Buffer, reason: RejectionReason, detail?: string): Promise<void> {
  const verdict = await lookInto(file, INSPECTION_LIMITS);
  expect(verdict).toEqual({ accepted: false, reason, ...(detail !== undefined && { detail }) });
}

describe('a zip is refused', () => {
  const MEBIBYTE = 1024 * 1024;
  const withEntries = (...entries: ZipEntry[]): Buffer => zip([...docxParts(), ...entries]);
  it.each([
    [
      'B300 that unpacks beyond the limit',
      () =>
        withEntries(
          ...Array.from({ length: 6 }, (_, n) => ({ name: `${n}.png`, content: Buffer.alloc(90 * MEBIBYTE) })),
        ),
      'UNPACKS_TOO_LARGE',
      'declared size',
    ],
    [
      'B300 with a part that is larger than any file may be',
      () => withEntries({ name: 'a.png', content: Buffer.alloc(201 * MEBIBYTE) }),
      'UNPACKS_TOO_LARGE',
      'part',
    ],
    [
      'B300 that lies about what it unpacks to',
      () => withEntries({ name: 'a.png', content: Buffer.alloc(9 * MEBIBYTE), declaredSize: 10 }),
      'UNPACKS_TOO_LARGE',
      'true size',
    ],
    [
      'B300 of zips',
      () => zip(Array.from({ length: 16 }, (_, n) => ({ name: `lib ${n}.zip`, content: zip([]) }))),
      'ARCHIVE',
    ],
    [
      'B301 whose files share their bytes',
      () =>
        withEntries(
          { name: 'a.png', content: Buffer.alloc(MEBIBYTE) },
          { name: 'b.png', sameBytesAs: 3, localName: 'a.png' },
        ),
      'DECEPTIVE',
      'two names',
    ],
    ['B301 whose files overlap', () => overlapping(), 'DECEPTIVE', 'overlap'],
    ['B303 with a way out', () => withEntries({ name: '../a.png' }), 'DECEPTIVE', 'name'],
    ['B303 with a way out for Windows', () => withEntries({ name: '..\\a.png' }), 'DECEPTIVE', 'name'],
    ['B303 with an absolute path', () => withEntries({ name: '/etc/a.png' }), 'DECEPTIVE', 'name'],
    ['B303 with a drive', () => withEntries({ name: 'C:/a.png' }), 'DECEPTIVE', 'name'],
    [
      'B303 with a symbolic link',
      () => withEntries({ name: 'a.png', content: '/etc/passwd', mode: 0o120777 }),
      'DECEPTIVE',
      'link',
    ],
    ['B304 that is locked', () => withEntries({ name: 'a.png', content: 'a', flags: 1 }), 'ENCRYPTED'],
    [
      'with two files of one name',
      () => withEntries({ name: 'word/Document.xml', content: '<a/>' }),
      'DECEPTIVE',
      'same name',
    ],
    [
      'with two names for one file',
      () => withEntries({ name: 'a.png', localName: 'word/vbaProject.bin' }),
      'DECEPTIVE',
      'two names',
    ],
    ['that is cut short', () => docx().subarray(0, -40), 'DAMAGED'],
    ['with bytes that are not those of the sum', () => flipped(), 'DAMAGED'],
    [
      'that says there are fewer files than there are',
      () => fewer(withEntries({ name: 'word/vbaProject.bin', content: 'macros' })),
      'DECEPTIVE',
      'directory',
    ],
  ] satisfies Case[])('%s', async (_is, file, reason: RejectionReason, detail?: string) => {
    await isRefused(file(), reason, detail);
  });

  it('B302 with a million files, before they are counted one by one', async () => {
    const file = zip(Array.from({ length: 1_000_000 }, (_, number) => ({ name: `${number}`, stored: true })));
    const begun = performance.now();
    await isRefused(file, 'UNPACKS_TOO_LARGE', 'entries');
    expect(performance.now() - begun).toBeLessThan(5_000);
  });

  /** The second file lies, whole, within the first one, as in bombs that unpack the same bytes again and again. */
  function overlapping(): Buffer {
    const inner = zip([{ name: 'b.png', content: 'b'.repeat(100) }]);
    const local = inner.subarray(0, inner.indexOf('PK\u0001\u0002'));
    const outer = withEntries(
      { name: 'a.png', content: local, stored: true },
      { name: 'b.png', content: 'b'.repeat(100) },
    );
    const second = outer.lastIndexOf('PK\u0001\u0002');
    outer.writeUInt32LE(outer.indexOf(local), second + 42);
    return outer;
  }

  function flipped(): Buffer {
    const file = zip([...docxParts(), { name: 'word/media/a.png', content: 'a picture', stored: true }]);
    file[file.indexOf('a picture')]! ^= 1;
    return file;
  }

  function fewer(file: Buffer): Buffer {
    const end = file.length - 22;
    for (const at of [8, 10]) file.writeUInt16LE(file.readUInt16LE(end + at) - 1, end + at);
    return file;
  }
});
