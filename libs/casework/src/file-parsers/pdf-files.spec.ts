// PDF files: what may be in them, what not, wherever it hides, and how many pages there are.
import * as mupdf from 'mupdf';
import { describe, expect, it } from 'vitest';
import { pdf, type PdfParts } from '../../../../test/stage/papers.js';
import type { RejectionReason } from '../file-inspection/rejection-reason.js';
import { INSPECTION_LIMITS } from '../file-inspection/verdict.js';
import { lookInto } from './look.js';

const look = (file: Buffer): ReturnType<typeof lookInto> => lookInto(file, INSPECTION_LIMITS);

/** The same file as others write it. */
function rewritten(file: Buffer, how: string): Buffer {
  const opened = mupdf.Document.openDocument(file, 'application/pdf').asPDF()!;
  return Buffer.from(opened.saveToBuffer(how).asUint8Array());
}

const link = (action: string): Partial<PdfParts> => ({
  page: '/Annots[4 0 R]',
  objects: [`<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A ${action}>>`],
});
const opens = (action: string): Partial<PdfParts> => ({ catalog: `/OpenAction ${action}` });

type Case = readonly [is: string, parts: Partial<PdfParts>, reason: RejectionReason, detail: string];

const HARMFUL: Case[] = [
  ['JavaScript that runs by itself', opens('<</S/JavaScript/JS(app.alert(1))>>'), 'ACTIVE_CONTENT', 'OpenAction'],
  [
    'JavaScript among the names',
    { catalog: '/Names<</JavaScript<</Names[(a)4 0 R]>>>>', objects: ['<<>>'] },
    'ACTIVE_CONTENT',
    'JavaScript',
  ],
  ['JavaScript, its name in numbers', link('<</S/#4aava#53cript>>'), 'ACTIVE_CONTENT', 'JavaScript'],
  [
    'JavaScript, its name elsewhere',
    { page: '/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S 4 0 R>>>>]', objects: ['/JavaScript'] },
    'ACTIVE_CONTENT',
    'JavaScript',
  ],
  [
    'JavaScript that nothing refers to',
    { objects: ['<</S/JavaScript/JS(app.alert(1))>>'] },
    'ACTIVE_CONTENT',
    'JavaScript',
  ],
  [
    'JavaScript behind another action',
    link('<</S/GoTo/D[3 0 R/Fit]/Next[<</S/JavaScript/JS(1)>>]>>'),
    'ACTIVE_CONTENT',
    'JavaScript',
  ],
  ['B292 a program to start', link('<</S/Launch/F(cmd.exe)>>'), 'ACTIVE_CONTENT', 'Launch'],
  ['B292 a link that is opened by itself', opens('<</S/URI/URI(https://x.example)>>'), 'ACTIVE_CONTENT', 'OpenAction'],
  [
    'B292 a link that is opened by a page',
    { page: '/AA<</O<</S/URI/URI(https://x.example)>>>>' },
    'ACTIVE_CONTENT',
    'OpenAction',
  ],
  ['B292 a link to a file', link('<</S/URI/URI(file:///C:/a.exe)>>'), 'EXTERNAL_CONTENT', 'URI'],
  ['B292 a link that is a script', link('<</S/URI/URI(java\\nscript:alert\\(1\\))>>'), 'EXTERNAL_CONTENT', 'URI'],
  ['B292 a link into the network', link('<</S/URI/URI(\\\\\\\\x.example\\\\a)>>'), 'EXTERNAL_CONTENT', 'URI'],
  ['B292 a file inside', { catalog: '/Names<</EmbeddedFiles<</Names[]>>>>' }, 'EMBEDDED_FILE', 'EmbeddedFiles'],
  [
    'B292 a file that is pinned on',
    { page: '/Annots[<</Subtype/FileAttachment/Rect[0 0 9 9]>>]' },
    'EMBEDDED_FILE',
    'FileAttachment',
  ],
  [
    'B292 a file that goes with it',
    { catalog: '/AF[<</Type/Filespec/F(a)/EF<</F 3 0 R>>>>]' },
    'EMBEDDED_FILE',
    'EmbeddedFile',
  ],
  ['B292 rich media', { page: '/Annots[<</Subtype/RichMedia/Rect[0 0 9 9]>>]' }, 'ACTIVE_CONTENT', 'RichMedia'],
  ['B292 an XFA form', { catalog: '/AcroForm<</XFA[]/Fields[]>>' }, 'ACTIVE_CONTENT', 'XFA'],
  ['a form that is sent', link('<</S/SubmitForm/F(https://x.example)>>'), 'ACTIVE_CONTENT', 'SubmitForm'],
  ['a form that is filled from elsewhere', link('<</S/ImportData/F(a.fdf)>>'), 'ACTIVE_CONTENT', 'ImportData'],
  ['a way into another file', link('<</S/GoToR/F(\\\\\\\\x.example\\\\a.pdf)/D[0/Fit]>>'), 'EXTERNAL_CONTENT', 'GoToR'],
  ['a way into a file inside', link('<</S/GoToE/D[0/Fit]>>'), 'EMBEDDED_FILE', 'GoToE'],
  ['a film', { page: '/Annots[<</Subtype/Movie/Rect[0 0 9 9]>>]' }, 'ACTIVE_CONTENT', 'Movie'],
  ['a command of the menu', link('<</S/Named/N/SaveAs>>'), 'ACTIVE_CONTENT', 'Named'],
  [
    'content elsewhere',
    { objects: ['<</Length 0/F(https://x.example/a)>>\nstream\n\nendstream'] },
    'EXTERNAL_CONTENT',
    'stream',
  ],
];

describe('a PDF may hold', () => {
  it.each([
    ['a page that it opens at', opens('[3 0 R/Fit]')],
    ['a way to a page that it opens with', opens('<</S/GoTo/D[3 0 R/Fit]>>')],
    ['B292 links to click on', link('<</S/URI/URI(https://example.org/a?b=c)>>')],
    ['B292 addresses to click on', link('<</S/URI/URI(mailto:desk@example.org)>>')],
    ['lists that refer to each other', { objects: ['[5 0 R 5 0 R]', '[4 0 R 4 0 R]'] }],
    ['a form', { catalog: '/AcroForm<</Fields[]>>' }],
    ['metadata', { trailer: '/Info<</Title(JavaScript /JS /Launch)>>' }],
  ] as [string, Partial<PdfParts>][])('%s', async (_is, parts) => {
    expect(await look(pdf(parts))).toEqual({ accepted: true, mediaType: 'application/pdf', pages: 1 });
  });

  it('everything packed into streams of objects', async () => {
    const file = rewritten(pdf({ pages: 20 }), 'objstms,compress');
    expect(file.includes('/Page/')).toBe(false);
    expect(await look(file)).toEqual({ accepted: true, mediaType: 'application/pdf', pages: 20 });
  });
});

describe('a PDF is refused with', () => {
  it.each(HARMFUL)('%s', async (_is, parts, reason, detail) => {
    expect(await look(pdf(parts))).toEqual({ accepted: false, reason, detail });
  });

  // The catalogue and streams are always written openly.
  const packable = HARMFUL.filter(
    ([, { catalog, objects = [] }]) => !catalog && !objects.some((one) => /stream/.test(one)),
  );
  it.each(packable)('%s, packed into a stream of objects', async (_is, parts, reason, detail) => {
    const file = rewritten(pdf(parts), 'objstms,compress');
    expect(/\/(MediaBox|Annots|Rect|JavaScript)/.test(file.toString('latin1'))).toBe(false);
    expect(await look(file)).toEqual({ accepted: false, reason, detail });
  });

  it('B293 a password', async () => {
    const file = rewritten(pdf(), 'encrypt=aes-256,user-password=secret,owner-password=other');
    expect(await look(file)).toEqual({ accepted: false, reason: 'ENCRYPTED' });
  });

  it('B293 a wish not to be printed: the scanner could not look into it', async () => {
    const file = rewritten(pdf(), 'encrypt=aes-256,owner-password=secret,permissions=0');
    expect(await look(file)).toEqual({ accepted: false, reason: 'ENCRYPTED', detail: 'restrictions' });
  });

  it.each([
    ['that is torn', pdf().subarray(0, 200)],
    [
      'whose table leads elsewhere',
      Buffer.from(
        pdf()
          .toString('latin1')
          .replace(/startxref\n\d+/, 'startxref\n7'),
        'latin1',
      ),
    ],
    ['without pages', Buffer.from(pdf().toString('latin1').replace('/Count 1', '/Count 0'), 'latin1')],
    ['that is only called one', Buffer.from('%PDF-1.7\nhello')],
  ])('nothing more: one %s is broken', async (_is, file) => {
    expect(await look(file)).toEqual({ accepted: false, reason: 'DAMAGED' });
  });

  it('too many pages, whatever it says of their number', async () => {
    expect(await look(pdf({ pages: 1_000 }))).toMatchObject({ accepted: true, pages: 1_000 });
    const refused = { accepted: false, reason: 'TOO_MANY_PAGES' };
    expect(await look(pdf({ pages: 1_001 }))).toEqual(refused);
    expect(await look(pdf({ pages: 10_000 }))).toEqual(refused);
    const lying = pdf({ pages: 1_001 }).toString('latin1').replace('/Count 1001', '/Count 0001');
    expect(await look(Buffer.from(lying, 'latin1'))).toEqual(refused);
  });
});
