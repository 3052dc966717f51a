// Papers: files such as people bring, small and right in every byte, with room for what should not be in them.
import { zip, type ZipEntry } from './zips.js';

const OPEN_XML = 'http://schemas.openxmlformats.org';
const MAIN = 'application/vnd.openxmlformats-officedocument';
const RELATION = `${OPEN_XML}/officeDocument/2006/relationships`;
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/**
 * A PDF of so many pages. Objects from number 4 on are given as they stand between `obj` and `endobj`; `catalog` and
 * `page` are further entries of the catalogue and of the first page.
 */
export function pdf({
  catalog = '',
  page = '',
  objects = [],
  pages = 1,
  trailer = '',
}: Partial<PdfParts> = {}): Buffer {
  const first = 4 + objects.length;
  const further = Array.from({ length: pages - 1 }, (_, index) => `${first + index} 0 R`);
  const all = [
    `<</Type/Catalog/Pages 2 0 R ${catalog}>>`,
    `<</Type/Pages/Count ${pages}/Kids[3 0 R ${further.join(' ')}]>>`,
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>> ${page}>>`,
    ...objects,
    ...further.map(() => '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>'),
  ];
  let text = '%PDF-1.7\n';
  const places = all.map((object, index) => {
    const place = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = all.length + 1;
  return Buffer.from(
    `${text}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<</Size ${size}/Root 1 0 R ${trailer}>>\nstartxref\n${text.length}\n%%EOF\n`,
    'latin1',
  );
}

export interface PdfParts {
  catalog: string;
  page: string;
  objects: readonly string[];
  pages: number;
  trailer: string;
}

/** Contents of a part by its name, in place of or besides those that a right file has. */
export type Parts = Record<string, string | Buffer>;

const entriesOf = (parts: Parts): ZipEntry[] => Object.entries(parts).map(([name, content]) => ({ name, content }));

export const relationships = (...inside: string[]): string =>
  `${HEAD}<Relationships xmlns="${OPEN_XML}/package/2006/relationships">${inside.join('')}</Relationships>`;

/** @param kind the last word of its type, such as `hyperlink` */
export const relationship = (kind: string, target: string, mode = 'External'): string =>
  `<Relationship Id="r1" Type="${RELATION}/${kind}" Target="${target}" TargetMode="${mode}"/>`;

const contentTypes = (part: string, type: string): string =>
  `${HEAD}<Types xmlns="${OPEN_XML}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="${part}" ContentType="${MAIN}.${type}.main+xml"/></Types>`;

export const docxParts = (parts: Parts = {}): ZipEntry[] =>
  entriesOf({
    '[Content_Types].xml': contentTypes('/word/document.xml', 'wordprocessingml.document'),
    '_rels/.rels': relationships(relationship('officeDocument', 'word/document.xml', 'Internal')),
    'word/document.xml': wordText('<w:r><w:t>To whom it may concern</w:t></w:r>'),
    ...parts,
  });

/** The main part of a DOCX with one paragraph. */
export const wordText = (paragraph: string): string =>
  `${HEAD}<w:document xmlns:w="${OPEN_XML}/wordprocessingml/2006/main"><w:body><w:p>${paragraph}</w:p></w:body></w:document>`;

export const docx = (parts: Parts = {}): Buffer => zip(docxParts(parts));

export const xlsx = (parts: Parts = {}): Buffer =>
  zip(
    entriesOf({
      '[Content_Types].xml': contentTypes('/xl/workbook.xml', 'spreadsheetml.sheet'),
      '_rels/.rels': relationships(relationship('officeDocument', 'xl/workbook.xml', 'Internal')),
      'xl/workbook.xml': `${HEAD}<workbook xmlns="${OPEN_XML}/spreadsheetml/2006/main"><sheets/></workbook>`,
      'xl/worksheets/sheet1.xml': sheet('<v>12</v>'),
      ...parts,
    }),
  );

/** A sheet of an XLSX with one cell. */
export const sheet = (cell: string): string =>
  `${HEAD}<worksheet xmlns="${OPEN_XML}/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1">${cell}</c></row></sheetData></worksheet>`;

const ODF = 'urn:oasis:names:tc:opendocument:xmlns';
const NAMESPACES = ['office', 'text', 'table', 'script', 'draw', 'manifest', 'meta']
  .map((name) => `xmlns:${name}="${ODF}:${name}:1.0"`)
  .join(' ');

/** The content of an ODT or ODS. */
export const openText = (inside: string): string =>
  `${HEAD}<office:document-content ${NAMESPACES} xmlns:xlink="http://www.w3.org/1999/xlink"><office:body>${inside}</office:body></office:document-content>`;

export const manifest = (inside = ''): string =>
  `${HEAD}<manifest:manifest ${NAMESPACES}><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">${inside}</manifest:file-entry></manifest:manifest>`;

export const openDocument = (kind: 'text' | 'spreadsheet' | 'presentation', parts: Parts = {}): Buffer =>
  zip([
    { name: 'mimetype', content: `application/vnd.oasis.opendocument.${kind}`, stored: true },
    ...entriesOf({
      'content.xml': openText('<office:text><text:p>To whom it may concern</text:p></office:text>'),
      'META-INF/manifest.xml': manifest(),
      ...parts,
    }),
  ]);
