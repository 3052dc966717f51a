// Office files: a zip that is a text or a spreadsheet of today, and nothing else besides.
import { RejectionReason } from '../../file-inspection/rejection-reason.ts';
import type { InspectionLimits } from '../../file-inspection/verdict.ts';
import { harmOf } from '../file-kinds.ts';
import * as ooxml from './ooxml.ts';
import * as openDocument from './open-document.ts';
import { refuse } from '../refusal.ts';
import { readXml } from './xml-parts.ts';
import { partsOf, type Part } from './zip-directory.ts';

const OPEN_XML = 'application/vnd.openxmlformats-officedocument';
const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument';

/** What the main part of a file is declared as, and what the file is then. */
const OPEN_XML_MAIN =
  /^application\/vnd\.openxmlformats-officedocument\.(wordprocessingml\.document|spreadsheetml\.sheet)\.main\+xml$/;
const OPEN_DOCUMENT_TYPES: ReadonlySet<string> = new Set([`${OPEN_DOCUMENT}.text`, `${OPEN_DOCUMENT}.spreadsheet`]);

const CONTENT_TYPES = '[Content_Types].xml';
const XML_NAME = /\.(xml|rels|vml|svg|rdf)$/i;
const LONGEST_MIMETYPE = 200;

/** @returns the media type. @throws Refusal, or any error when it is broken */
export async function inspectOffice(file: Buffer, limits: InspectionLimits): Promise<string> {
  const parts = await partsOf(file, limits);
  const mediaType = typeOf(parts);
  const format = mediaType.startsWith(OPEN_XML) ? ooxml : openDocument;
  // All names first: they tell most, and cost nothing.
  for (const { name } of parts) format.checkName(name);
  for (const part of parts) await checkPart(part, format);
  return mediaType;
}

/** Told by what the file says of itself; a zip that says nothing known is an archive. */
function typeOf(parts: readonly Part[]): string {
  const contentTypes = parts.find(({ name }) => name === CONTENT_TYPES);
  const mimetype = parts.find(({ name }) => name === 'mimetype');
  if (contentTypes && mimetype) refuse(RejectionReason.DECEPTIVE, 'two formats');
  if (contentTypes) return openXmlType(contentTypes.content());
  const said = mimetype?.content().subarray(0, LONGEST_MIMETYPE).toString('latin1').trim() ?? '';
  if (OPEN_DOCUMENT_TYPES.has(said)) return said;
  return refuse(said.startsWith(OPEN_DOCUMENT) ? RejectionReason.TYPE_NOT_ALLOWED : RejectionReason.ARCHIVE);
}

function openXmlType(contentTypes: Buffer): string {
  const found = new Set<string>();
  readXml(contentTypes, {
    element: ({ attributes: { ContentType = '' } }) => {
      if (/macroEnabled/i.test(ContentType)) refuse(RejectionReason.ACTIVE_CONTENT, 'macros');
      const [, main] = OPEN_XML_MAIN.exec(ContentType) ?? [];
      if (main) found.add(`${OPEN_XML}.${main}`);
    },
  });
  if (found.size > 1) refuse(RejectionReason.DECEPTIVE, 'two formats');
  const [type] = found;
  return type ?? refuse(RejectionReason.TYPE_NOT_ALLOWED);
}

async function checkPart(part: Part, format: typeof ooxml | typeof openDocument): Promise<void> {
  const content = part.content();
  if (XML_NAME.test(part.name)) {
    readXml(content, format.visitor());
    return;
  }
  const harm = await harmOf(content);
  if (harm === RejectionReason.LEGACY_OFFICE) refuse(RejectionReason.EMBEDDED_FILE, 'embedded object');
  if (harm) refuse(harm);
  if (content.subarray(0, 5).toString('latin1') === '%PDF-') refuse(RejectionReason.EMBEDDED_FILE, 'PDF');
}
