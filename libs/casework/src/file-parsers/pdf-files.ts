// PDF files: every object of the file is looked at, those packed into streams of objects too, and page one becomes a preview.
//
// The parser is MuPDF, compiled to WebAssembly: whatever a broken file makes it do stays within its own memory.
import * as mupdf from 'mupdf';
import type { PDFDocument, PDFObject } from 'mupdf';
import { RejectionReason } from '../file-inspection/rejection-reason.ts';
import { PREVIEW_SIDE, type InspectionLimits } from '../file-inspection/verdict.ts';
import { isPlainLink } from './links.ts';
import { refuse } from './refusal.ts';

const { ACTIVE_CONTENT, EMBEDDED_FILE, EXTERNAL_CONTENT } = RejectionReason;

type Finding = readonly [RejectionReason, string];

/** Keys that stand for something a paper does not need, wherever they stand. */
const KEYS: ReadonlyMap<string, Finding> = new Map([
  ['JS', [ACTIVE_CONTENT, 'JavaScript']],
  ['JavaScript', [ACTIVE_CONTENT, 'JavaScript']],
  ['XFA', [ACTIVE_CONTENT, 'XFA']],
  ['RichMediaContent', [ACTIVE_CONTENT, 'RichMedia']],
  ['EmbeddedFiles', [EMBEDDED_FILE, 'EmbeddedFiles']],
  ['EF', [EMBEDDED_FILE, 'EmbeddedFile']],
  ['OPI', [EXTERNAL_CONTENT, 'OPI']],
]);

/** What an action does (S), an annotation is (Subtype), an object is (Type). */
const NAMES: ReadonlyMap<string, ReadonlyMap<string, Finding>> = new Map([
  [
    'S',
    new Map<string, Finding>([
      ...['JavaScript', 'Launch', 'SubmitForm', 'ImportData', 'Rendition', 'Movie', 'Sound', 'RichMediaExecute'].map(
        (name) => [name, [ACTIVE_CONTENT, name]] as const,
      ),
      ['GoTo3DView', [ACTIVE_CONTENT, '3D']],
      ['GoToR', [EXTERNAL_CONTENT, 'GoToR']],
      ['GoToE', [EMBEDDED_FILE, 'GoToE']],
      ['Thread', [EXTERNAL_CONTENT, 'Thread']],
    ]),
  ],
  [
    'Subtype',
    new Map<string, Finding>([
      ...['RichMedia', 'Movie', 'Screen', 'Sound', '3D', 'PS'].map((name) => [name, [ACTIVE_CONTENT, name]] as const),
      ['FileAttachment', [EMBEDDED_FILE, 'FileAttachment']],
    ]),
  ],
  ['Type', new Map<string, Finding>([['EmbeddedFile', [EMBEDDED_FILE, 'EmbeddedFile']]])],
]);

/** Of the commands of a reader's menu, those that a click in a paper may give. */
const TURNS: ReadonlySet<string> = new Set(['NextPage', 'PrevPage', 'FirstPage', 'LastPage', 'Print']);

/** @returns the number of pages. @throws Refusal, or any error when it is broken */
export function inspectPdf(file: Buffer, limits: InspectionLimits): number {
  const pdf = opened(file);
  const pages = pdf.countPages();
  if (pages > limits.pages) refuse(RejectionReason.TOO_MANY_PAGES);
  if (pages < 1) refuse(RejectionReason.DAMAGED);
  check(pdf.getTrailer());
  let found = 0;
  for (let number = 1; number < pdf.countObjects(); number++) {
    found += check(pdf.newIndirect(number).resolve());
    // The number above is only what the file says.
    if (found > limits.pages) refuse(RejectionReason.TOO_MANY_PAGES);
  }
  pdf.loadPage(0).getBounds();
  // MuPDF mends what is torn, and every reader does so in its own way: what was seen here is not what others see.
  if (pdf.wasRepaired()) refuse(RejectionReason.DAMAGED);
  return pages;
}

/** The first page, as JPEG. */
export function previewOfPdf(file: Buffer): Buffer {
  const page = opened(file).loadPage(0);
  const [left, top, right, bottom] = page.getBounds();
  const scale = PREVIEW_SIDE / Math.max(right - left, bottom - top, 1);
  const pixels = page.toPixmap(mupdf.Matrix.scale(scale, scale), mupdf.ColorSpace.DeviceRGB, false, true);
  return Buffer.from(pixels.asJPEG(80));
}

function opened(file: Buffer): PDFDocument {
  const pdf = mupdf.Document.openDocument(file, 'application/pdf').asPDF();
  if (!pdf) return refuse(RejectionReason.DAMAGED);
  if (pdf.needsPassword()) refuse(RejectionReason.ENCRYPTED);
  // One that only forbids printing or copying opens for everybody, but the malware scanner sees nothing of what is in it.
  if (!pdf.getTrailer().get('Encrypt').isNull()) refuse(RejectionReason.ENCRYPTED, 'restrictions');
  return pdf;
}

/** What a dictionary holds, taken out once: asking the parser for each key again is what takes time. */
type Held = ReadonlyMap<string, PDFObject>;

function heldIn(dictionary: PDFObject): Held {
  const held = new Map<string, PDFObject>();
  dictionary.forEach((value, key) => held.set(String(key), value));
  return held;
}

/** The value itself, where it may be only referred to. */
const meant = (value: PDFObject | undefined): PDFObject | undefined => (value?.isIndirect() ? value.resolve() : value);

/** A name under a key, whether it stands there or is only referred to. */
function nameAt(held: Held, key: string): string | undefined {
  const value = meant(held.get(key));
  return value?.isName() ? value.asName() : undefined;
}

const isThere = (held: Held, key: string): boolean => meant(held.get(key))?.isNull() === false;

/** Looks through one object, not through those it refers to. @returns how many pages it is: one or none */
function check(object: PDFObject): number {
  const waiting = [object];
  let pages = 0;
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.isIndirect()) continue;
    if (next.isArray()) next.forEach((value) => void waiting.push(value));
    if (!next.isDictionary()) continue;
    const held = heldIn(next);
    checkDictionary(held);
    if (next === object && nameAt(held, 'Type') === 'Page') pages = 1;
    waiting.push(...held.values());
  }
  return pages;
}

function checkDictionary(held: Held): void {
  for (const key of held.keys()) {
    const forbidden = KEYS.get(key);
    if (forbidden) refuse(...forbidden);
  }
  for (const [key, forbidden] of NAMES) {
    const finding = forbidden.get(nameAt(held, key) ?? '');
    if (finding) refuse(...finding);
  }
  const does = nameAt(held, 'S');
  if (does === 'URI') checkLink(meant(held.get('URI')));
  if (does === 'Named' && !TURNS.has(nameAt(held, 'N') ?? '')) refuse(ACTIVE_CONTENT, 'Named');
  mustOnlyTurnPages(meant(held.get('OpenAction')));
  const byItself = meant(held.get('AA'));
  if (byItself?.isDictionary()) byItself.forEach((action) => mustOnlyTurnPages(meant(action)));
  checkForeignParts(held);
}

/** Links are clicked on knowingly, and most letters of authorities have one: to a page, a mail or a call they may stay. */
function checkLink(target: PDFObject | undefined): void {
  if (!target?.isString() || !isPlainLink(target.asString())) refuse(EXTERNAL_CONTENT, 'URI');
}

/** What happens without a click may show another page and nothing else. */
function mustOnlyTurnPages(action: PDFObject | undefined): void {
  if (!action?.isDictionary()) return;
  const held = heldIn(action);
  if (nameAt(held, 'S') !== 'GoTo' || isThere(held, 'Next')) refuse(ACTIVE_CONTENT, 'OpenAction');
}

/** Content that lies in another file: of a stream, or of a form that stands for a page elsewhere. */
function checkForeignParts(held: Held): void {
  if (isThere(held, 'Length') && isThere(held, 'F')) refuse(EXTERNAL_CONTENT, 'stream');
  if (nameAt(held, 'Subtype') === 'Form' && isThere(held, 'Ref')) refuse(EXTERNAL_CONTENT, 'Ref');
}
