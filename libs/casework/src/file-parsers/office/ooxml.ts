// Office Open XML: what a DOCX or XLSX must not hold. Macros, foreign files, and everything that is fetched from elsewhere.
import { RejectionReason } from '../../file-inspection/rejection-reason.ts';
import { isPlainLink, staysInside } from '../links.ts';
import { refuse } from '../refusal.ts';
import type { XmlElement, XmlVisitor } from './xml-parts.ts';

type Rule = readonly [RegExp, RejectionReason, string];

const { ACTIVE_CONTENT, EMBEDDED_FILE, EXTERNAL_CONTENT } = RejectionReason;

/** By the name of a part. */
const NAMES: readonly Rule[] = [
  [/(^|\/)vba[^/]*$|\.vba$/i, ACTIVE_CONTENT, 'macros'],
  [/(^|\/)(macrosheets|dialogsheets|intlmacrosheets)\//i, ACTIVE_CONTENT, 'macro sheet'],
  [/(^|\/)activeX/i, ACTIVE_CONTENT, 'ActiveX'],
  [/(^|\/)(webextensions?|customUI)/i, ACTIVE_CONTENT, 'add-in'],
  [/(^|\/)(externalLinks|queryTables)\/|(^|\/)connections\.xml$/i, EXTERNAL_CONTENT, 'data connection'],
  [/(^|\/)embeddings\/|oleObject/i, EMBEDDED_FILE, 'embedded object'],
  // Settings of a printer are the one binary part that every spreadsheet program writes.
  [/(?<!(^|\/)printerSettings\/printerSettings\d*)\.bin$/i, EMBEDDED_FILE, 'binary part'],
];

/** By what a part is declared to be, or how one part refers to another: the last piece of the name. */
const DECLARED: readonly Rule[] = [
  [/macro|vba|attachedToolbars/i, ACTIVE_CONTENT, 'macros'],
  [/activeX|[/.]control\b|webextension|ui\/extensibility/i, ACTIVE_CONTENT, 'add-in'],
  [/oleObject|\/package$|[/.]aFChunk|subDocument/i, EMBEDDED_FILE, 'embedded object'],
  [/externalLink|connections|queryTable/i, EXTERNAL_CONTENT, 'data connection'],
];

/** Fields of a text that fetch or run something; QUOTE spells such a field in numbers. */
const FIELD = /\b(DDE|DDEAUTO|INCLUDE|INCLUDETEXT|INCLUDEPICTURE|DATABASE|RD)\b|\bQUOTE\s+["\d]/i;
/** Functions of a sheet that fetch or run something. */
export const FETCHING_FUNCTION = /\b(WEBSERVICE|IMAGE|RTD|CALL|REGISTER(\.ID)?|DDE|SQL\.REQUEST)\s*\(/i;

function hold(text: string, rules: readonly Rule[]): void {
  const broken = rules.find(([pattern]) => pattern.test(text));
  if (broken) refuse(broken[1], broken[2]);
}

export const checkName = (name: string): void => hold(name, NAMES);

/** What looks at one part. Which names a part has is free, so every part is looked at for everything. */
export function visitor(): XmlVisitor {
  let instructions = '';
  return {
    element: (element) => {
      checkRelationship(element);
      if (element.name === 'Override' || element.name === 'Default')
        hold(element.attributes.ContentType ?? '', DECLARED);
      if (element.name === 'fldSimple') checkField(element.attributes.instr ?? '');
      if (element.name === 'ddeLink') refuse(EXTERNAL_CONTENT, 'DDE');
    },
    texts: new Set(['instrText', 'f', 'formula1', 'formula2', 'definedName']),
    text: (name, text) => {
      // One instruction may be cut into many pieces.
      if (name === 'instrText') instructions += text;
      else if (FETCHING_FUNCTION.test(text)) refuse(EXTERNAL_CONTENT, 'function');
    },
    end: () => checkField(instructions),
  };
}

function checkField(instruction: string): void {
  if (FIELD.test(instruction)) refuse(EXTERNAL_CONTENT, 'field');
}

/** A link that somebody may click on is the only thing outside that a part may refer to. */
function checkRelationship({ name, attributes }: XmlElement): void {
  if (name !== 'Relationship') return;
  const { Type = '', Target = '', TargetMode = '' } = attributes;
  hold(Type, DECLARED);
  const outside = TargetMode.trim().toLowerCase() === 'external';
  const allowed = outside ? /\/hyperlink$/.test(Type) && isPlainLink(Target) : staysInside(Target);
  if (!allowed) refuse(EXTERNAL_CONTENT, 'relationship');
}
