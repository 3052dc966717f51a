// Texts: plain text and tables of text, told apart from pages, drawings and scripts by how they begin.
import { RejectionReason } from '../file-inspection/rejection-reason.ts';
import { refuse } from './refusal.ts';

/** How far the beginning of a text goes: browsers look no further when they guess. */
const BEGINNING = 4_096;

/** Control characters that no text has. Tab, line feed, form feed and carriage return are left out. */
const CONTROLS = /[\u0000-\u0008\u000b\u000e-\u001a\u001c-\u001f\u007f]/;

/** What may stand before it. No two of these can match the same text, or a hostile one would be tried in every division. */
const SPACE = '^(?:\\s|<!--(?:(?!-->)[\\s\\S])*-->|<\\?xml[^>]*>)*';
const beginsWith = (what: string): RegExp => new RegExp(`${SPACE}(?:${what})`, 'i');

const FORBIDDEN: readonly (readonly [RegExp, RejectionReason])[] = [
  [beginsWith('<!doctype\\s+svg|<!doctype[^>]*\\[|<(?:\\w+:)?svg\\b'), RejectionReason.DRAWING],
  [
    beginsWith(
      '<!doctype\\s+html|<(?:html|head|title|body|script|iframe|h1|div|font|table|a|style|b|br|p|img|meta|link|form|object|embed)[\\s/>]',
    ),
    RejectionReason.WEB_PAGE,
  ],
  [beginsWith('#!|<\\?php|<\\?=|<%|@echo\\s|push\\s+graphic-context'), RejectionReason.SCRIPT],
  // Whatever else begins as XML is meant for a program, not for a reader.
  [/^\s*<\?xml\b/i, RejectionReason.TYPE_NOT_ALLOWED],
];

/** UTF-8, UTF-16 with its mark, or one of the older codes with one byte a letter. */
function decoded(file: Buffer): string {
  const [first, second] = file;
  const code =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(code, { fatal: true }).decode(file);
  } catch {
    return code === 'utf-8' ? file.toString('latin1') : refuse(RejectionReason.DAMAGED);
  }
}

/** @throws Refusal when it is no text, or one for a computer */
export function textKind(file: Buffer): 'text/plain' {
  const text = decoded(file);
  const beginning = text.slice(0, BEGINNING);
  const forbidden = FORBIDDEN.find(([pattern]) => pattern.test(beginning));
  if (forbidden) refuse(forbidden[1]);
  if (CONTROLS.test(text)) refuse(RejectionReason.TYPE_NOT_ALLOWED);
  return 'text/plain';
}
