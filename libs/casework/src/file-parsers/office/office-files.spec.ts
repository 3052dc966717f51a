// Office files: what may be inside them, and what not.
import { describe, expect, it } from 'vitest';
import {
  docx,
  manifest,
  openDocument,
  openText,
  pdf,
  relationship,
  relationships,
  sheet,
  wordText,
  xlsx,
  type Parts,
} from '../../../../../test/stage/papers.js';
import type { RejectionReason } from '../../file-inspection/rejection-reason.js';
import { INSPECTION_LIMITS } from '../../file-inspection/verdict.js';
import { lookInto } from '../look.js';

const OLE2 = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);
const related = (...of: Parameters<typeof relationship>): Parts => ({
  'word/_rels/document.xml.rels': relationships(relationship(...of)),
});

type Case = readonly [is: string, file: () => Buffer, reason: RejectionReason, detail?: string];

async function isRefused(file: Buffer, reason: RejectionReason, detail?: string): Promise<void> {
  const verdict = await lookInto(file, INSPECTION_LIMITS);
  expect(verdict).toEqual({ accepted: false, reason, ...(detail !== undefined && { detail }) });
}

describe('an Office file may hold', () => {
  it.each([
    ['links', docx(related('hyperlink', 'https://example.org/?a=1&amp;b=2'))],
    ['addresses', docx(related('hyperlink', 'mailto:desk@example.org'))],
    [
      'links',
      openDocument('text', { 'content.xml': openText('<text:a xlink:href="https://example.org/">x</text:a>') }),
    ],
    ['pictures', docx({ ...related('image', 'media/a.png', 'Internal'), 'word/media/a.png': 'not looked at' })],
    [
      'charts',
      openDocument('spreadsheet', {
        'content.xml': openText('<draw:object xlink:href="./Object 1"/>'),
        'Object 1/content.xml': openText(''),
      }),
    ],
    ['settings of a printer', xlsx({ 'xl/printerSettings/printerSettings1.bin': Buffer.alloc(40) })],
    ['formulas', xlsx({ 'xl/worksheets/sheet1.xml': sheet('<f>SUM(A2:A9)</f>') })],
    ['fields', docx({ 'word/document.xml': wordText('<w:instrText> PAGE </w:instrText>') })],
    ['XML in UTF-16', docx({ 'customXml/item1.xml': Buffer.from('\ufeff<a>б</a>', 'utf16le') })],
  ])('%s', async (_is, file) => {
    expect(await lookInto(file, INSPECTION_LIMITS)).toMatchObject({ accepted: true });
  });
});

describe('a DOCX or XLSX is refused with', () => {
  it.each([
    ['macros', () => docx({ 'word/vbaProject.bin': OLE2 }), 'ACTIVE_CONTENT', 'macros'],
    [
      'macros under another name',
      () => docx({ ...related('vbaProject', 'a.xml', 'Internal') }),
      'ACTIVE_CONTENT',
      'macros',
    ],
    [
      'a type that allows macros',
      () =>
        docx({
          'x.xml': '<a/>',
          '[Content_Types].xml':
            '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
        }),
      'ACTIVE_CONTENT',
      'macros',
    ],
    ['an add-in', () => docx({ 'word/webextensions/webextension1.xml': '<a/>' }), 'ACTIVE_CONTENT', 'add-in'],
    ['a control', () => docx({ 'word/activeX/activeX1.xml': '<a/>' }), 'ACTIVE_CONTENT', 'ActiveX'],
    [
      'B299 a document type',
      () => docx({ 'word/document.xml': '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>' }),
      'ACTIVE_CONTENT',
      'DOCTYPE',
    ],
    [
      'a template elsewhere',
      () => docx(related('attachedTemplate', 'https://x.example/a.dotm')),
      'EXTERNAL_CONTENT',
      'relationship',
    ],
    [
      'a picture elsewhere',
      () => docx(related('image', 'https://x.example/a.png')),
      'EXTERNAL_CONTENT',
      'relationship',
    ],
    [
      'a picture elsewhere, spelled in numbers',
      () => docx(related('image', 'https://x.example/a.png', '&#69;xternal')),
      'EXTERNAL_CONTENT',
      'relationship',
    ],
    [
      'a picture elsewhere, called inside',
      () => docx(related('image', 'https://x.example/a.png', 'Internal')),
      'EXTERNAL_CONTENT',
      'relationship',
    ],
    [
      'a link into the network',
      () => docx(related('hyperlink', '\\\\x.example\\share')),
      'EXTERNAL_CONTENT',
      'relationship',
    ],
    ['a link to a file', () => docx(related('hyperlink', 'file:///C:/a.exe')), 'EXTERNAL_CONTENT', 'relationship'],
    [
      'a link that is a script',
      () => docx(related('hyperlink', 'java&#10;script:alert(1)')),
      'EXTERNAL_CONTENT',
      'relationship',
    ],
    ['a page that is put in', () => docx(related('aFChunk', 'a.html', 'Internal')), 'EMBEDDED_FILE', 'embedded object'],
    ['an object', () => docx({ 'word/embeddings/oleObject1.bin': OLE2 }), 'EMBEDDED_FILE', 'embedded object'],
    ['an object under another name', () => docx({ 'word/media/image1.png': OLE2 }), 'EMBEDDED_FILE', 'embedded object'],
    ['a PDF', () => docx({ 'word/media/image1.png': pdf() }), 'EMBEDDED_FILE', 'PDF'],
    [
      'a program',
      () => docx({ 'word/media/image1.png': Buffer.from('MZ\u0090\u0000'.padEnd(99), 'latin1') }),
      'PROGRAM',
    ],
    ['B305 a file in a file', () => docx({ 'word/media/image1.png': docx() }), 'ARCHIVE'],
    [
      'a field that runs something',
      () =>
        docx({ 'word/document.xml': wordText('<w:instrText>DDEA</w:instrText><w:instrText>UTO cmd</w:instrText>') }),
      'EXTERNAL_CONTENT',
      'field',
    ],
    [
      'a field that fetches something',
      () => docx({ 'word/document.xml': wordText('<w:fldSimple w:instr="INCLUDEPICTURE https://x.example"/>') }),
      'EXTERNAL_CONTENT',
      'field',
    ],
    [
      'a text in a code of its own',
      () => docx({ 'word/document.xml': '<?xml version="1.0" encoding="utf-7"?><a/>' }),
      'DECEPTIVE',
      'encoding',
    ],
    ['a text that is no XML', () => docx({ 'word/document.xml': '<a><b></a>' }), 'DAMAGED'],
    [
      'another spreadsheet',
      () => xlsx({ 'xl/externalLinks/externalLink1.xml': '<a/>' }),
      'EXTERNAL_CONTENT',
      'data connection',
    ],
    ['a database', () => xlsx({ 'xl/connections.xml': '<a/>' }), 'EXTERNAL_CONTENT', 'data connection'],
    [
      'a function that fetches',
      () => xlsx({ 'xl/worksheets/sheet1.xml': sheet('<f>_xlfn.&#87;EBSERVICE("https://x.example")</f>') }),
      'EXTERNAL_CONTENT',
      'function',
    ],
  ] satisfies Case[])('%s', async (_is, file, reason: RejectionReason, detail?: string) => {
    await isRefused(file(), reason, detail);
  });

  it('a password: it is an old file around a locked one', async () => {
    const locked = Buffer.concat([OLE2, Buffer.from('EncryptedPackage', 'utf16le')]);
    await isRefused(locked, 'ENCRYPTED');
  });
});

describe('an ODT or ODS is refused with', () => {
  const odt = (inside: string): Buffer => openDocument('text', { 'content.xml': openText(inside) });
  it.each([
    ['macros', () => openDocument('text', { 'Basic/Standard/Module1.xml': '<a/>' }), 'ACTIVE_CONTENT', 'macros'],
    ['a macro that something sets off', () => odt('<script:event-listener/>'), 'ACTIVE_CONTENT', 'macros'],
    ['a script', () => odt('<text:script>alert(1)</text:script>'), 'ACTIVE_CONTENT', 'macros'],
    [
      'a document type',
      () => openDocument('text', { 'content.xml': '<!DOCTYPE a SYSTEM "https://x.example/"><a/>' }),
      'ACTIVE_CONTENT',
      'DOCTYPE',
    ],
    [
      'a picture elsewhere',
      () => odt('<draw:image xlink:href="https://x.example/a.png"/>'),
      'EXTERNAL_CONTENT',
      'link',
    ],
    ['a file beside it', () => odt('<text:section-source xlink:href="../a.odt"/>'), 'EXTERNAL_CONTENT', 'link'],
    ['a link that is a script', () => odt('<text:a xlink:href="vnd.sun.star.script:a"/>'), 'EXTERNAL_CONTENT', 'link'],
    [
      'a function that fetches',
      () => odt('<table:table-cell table:formula="of:=WEBSERVICE(&quot;a&quot;)"/>'),
      'EXTERNAL_CONTENT',
      'function',
    ],
    ['DDE', () => odt('<office:dde-source/>'), 'EXTERNAL_CONTENT', 'DDE'],
    ['an object', () => odt('<draw:object-ole xlink:href="./Object 1"/>'), 'EMBEDDED_FILE', 'embedded object'],
    [
      'a password',
      () => openDocument('text', { 'META-INF/manifest.xml': manifest('<manifest:encryption-data/>') }),
      'ENCRYPTED',
    ],
  ] satisfies Case[])('%s', async (_is, file, reason: RejectionReason, detail?: string) => {
    await isRefused(file(), reason, detail);
  });
});
