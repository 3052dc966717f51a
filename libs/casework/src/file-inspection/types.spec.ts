// Types: what a file is by its content has to be what its name and its declared type say, and one of those that are kept.
import { supportedExtensions } from 'file-type';
import { describe, expect, it } from 'vitest';
import { look } from '../../../../test/stage/looking.js';
import { docx, openDocument, pdf, xlsx } from '../../../../test/stage/papers.js';
import { zip } from '../../../../test/stage/zips.js';
import { ARCHIVES, PROGRAMS } from '../file-parsers/file-kinds.js';
import { REJECTION_MEANINGS, RejectionReason } from './rejection-reason.js';

const refused = (reason: RejectionReason, detail?: string): object => ({
  accepted: false,
  reason,
  ...(detail !== undefined && { detail }),
});
const bytes = (...numbers: number[]): Buffer => Buffer.concat([Buffer.from(numbers), Buffer.alloc(600)]);

describe('a file of an allowed type', () => {
  it.each([
    ['letter.pdf', pdf(), { mediaType: 'application/pdf', pages: 1 }],
    ['LETTER.PDF', pdf({ pages: 3 }), { mediaType: 'application/pdf', pages: 3 }],
    ['letter.docx', docx(), { mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' }],
    ['costs.xlsx', xlsx(), { mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }],
    ['letter.odt', openDocument('text'), { mediaType: 'application/vnd.oasis.opendocument.text' }],
    ['costs.ods', openDocument('spreadsheet'), { mediaType: 'application/vnd.oasis.opendocument.spreadsheet' }],
    ['note.txt', 'Съешь ещё этих мягких булок', { mediaType: 'text/plain' }],
    ['note.txt', Buffer.from('\ufeffпривет', 'utf16le'), { mediaType: 'text/plain' }],
    // The older Cyrillic code, in which banks still write.
    ['costs.csv', Buffer.from([0xcf, 0xf0, 0xe8, 0x3b, 0x31, 0x0a]), { mediaType: 'text/csv' }],
    ['B321 formula.csv', '=HYPERLINK("https://example.org";"click")\n', { mediaType: 'text/csv' }],
    ['Справка о доходах №5 😀.pdf', pdf(), { mediaType: 'application/pdf', pages: 1 }],
  ])('is accepted: %s', async (name, content, found) => {
    expect(await look(content, name)).toEqual({ accepted: true, ...found });
  });

  it.each([
    ['costs.csv', 'a;b', 'application/vnd.ms-excel'],
    ['costs.csv', 'a;b', 'text/plain; charset=utf-8'],
    ['letter.docx', docx(), 'application/octet-stream'],
    ['letter.pdf', pdf(), ''],
  ])('may be declared as others call it: %s', async (name, content, declared) => {
    expect(await look(content, name, declared)).toMatchObject({ accepted: true });
  });
});

describe('a file is refused that', () => {
  it.each([
    ['marks of the order of bytes', '\ufeff'],
    ['remarks', '<!---->'],
    ['blanks', ' '],
  ])('is a script behind many %s, and it is not long looked for', async (_is, before) => {
    const begun = performance.now();
    expect(await look(`${before.repeat(200)}#!/bin/sh`, 'a.txt')).toEqual(refused('SCRIPT'));
    expect(await look(`${before.repeat(400)}nothing`, 'a.txt')).toMatchObject({ accepted: true });
    expect(performance.now() - begun).toBeLessThan(15_000);
  });

  it('is empty', async () => {
    expect(await look('', 'letter.pdf')).toEqual(refused('EMPTY'));
  });

  it.each([
    ['B283 is a web page', '<!DOCTYPE html><html><script>alert(1)</script>', 'a.pdf', 'WEB_PAGE'],
    ['B283 is a web page behind blanks and a remark', '\n\n <!-- x --> <script>alert(1)</script>', 'a.txt', 'WEB_PAGE'],
    ['B284 is a program for Windows', bytes(0x4d, 0x5a, 0x90, 0), 'a.jpg', 'PROGRAM'],
    ['is a program for Linux', bytes(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1), 'a.png', 'PROGRAM'],
    [
      'is a shortcut of Windows',
      bytes(...Buffer.from('4c0000000114020000000000c000000000000046', 'hex')),
      'a.pdf',
      'PROGRAM',
    ],
    ['B285 is a PHP script', '<?php system($_GET["c"]); ?>', 'a.php', 'SCRIPT'],
    ['B285 is a JSP script', '<%@ page import="java.io.*" %>', 'a.txt', 'SCRIPT'],
    ['B285 is a shell script', '#!/bin/sh\nrm -rf /\n', 'a.txt', 'SCRIPT'],
    ['B286 is a drawing with a script', '<svg onload=alert(1)>', 'a.png', 'DRAWING'],
    [
      'B287 is a drawing with an entity',
      '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>',
      'a.txt',
      'DRAWING',
    ],
    [
      'B298 is an Office file of the old kind',
      bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1),
      'a.doc',
      'LEGACY_OFFICE',
    ],
    ['B311 is a command of ImageMagick', "push graphic-context\nfill 'url(https://x.example/\")'", 'a.png', 'SCRIPT'],
    ['is PostScript', '%!PS-Adobe-3.0 EPSF-3.0\n', 'a.png', 'SCRIPT'],
    ['is a zip', zip([{ name: 'a.txt', content: 'a' }]), 'a.zip', 'ARCHIVE'],
    ['is a zip under the name of an Office file', zip([{ name: 'a.txt', content: 'a' }]), 'a.docx', 'ARCHIVE'],
    ['is a zip without files', zip([]), 'a.docx', 'ARCHIVE'],
    ['is a RAR', bytes(0x52, 0x61, 0x72, 0x21, 0x1a, 7, 1, 0), 'a.rar', 'ARCHIVE'],
    ['is a 7z', bytes(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c), 'a.7z', 'ARCHIVE'],
    ['is a GIF', 'GIF89a\u0001\u0000\u0001\u0000\u0000\u0000\u0000', 'a.gif', 'TYPE_NOT_ALLOWED'],
    ['is a presentation', openDocument('presentation'), 'a.odt', 'TYPE_NOT_ALLOWED'],
    ['is XML', '<?xml version="1.0"?><root/>', 'a.txt', 'TYPE_NOT_ALLOWED'],
    ['has bytes that no text has', 'a\u0000b', 'a.txt', 'TYPE_NOT_ALLOWED'],
  ] as const)('%s', async (_is, content, name, reason) => {
    expect(await look(content, name)).toEqual(refused(reason));
  });

  it.each([
    ['B318 is declared as an image and is a PDF', pdf(), 'a.pdf', 'image/png', 'TYPE_MISMATCH', 'declared type'],
    ['is named as an image and is a PDF', pdf(), 'a.png', 'image/png', 'TYPE_MISMATCH', 'name'],
    ['is named as a spreadsheet and is a text', docx(), 'a.xlsx', undefined, 'TYPE_MISMATCH', 'name'],
    ['is named as a PDF and is a text', 'hello', 'a.pdf', undefined, 'TYPE_MISMATCH', 'name'],
    ['has the name of a program', pdf(), 'a.pdf.exe', undefined, 'TYPE_NOT_ALLOWED', 'name'],
    ['has no ending', pdf(), 'pdf', undefined, 'TYPE_NOT_ALLOWED', 'name'],
    ['ends with a dot', pdf(), 'a.pdf.', undefined, 'TYPE_NOT_ALLOWED', 'name'],
  ] as const)('%s', async (_is, content, name, declared, reason, detail) => {
    expect(await look(content, name, declared)).toEqual(refused(reason, detail));
  });
});

describe('the lists', () => {
  it('name only what can be recognised', () => {
    expect([...PROGRAMS, ...ARCHIVES].filter((extension) => !supportedExtensions.has(extension))).toEqual([]);
  });

  it('have words for every reason', () => {
    expect(Object.keys(REJECTION_MEANINGS)).toEqual(Object.keys(RejectionReason));
    expect(Object.values(REJECTION_MEANINGS).filter((meaning) => meaning.length < 40)).toEqual([]);
  });
});
