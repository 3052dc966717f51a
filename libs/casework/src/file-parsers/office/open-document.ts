// OpenDocument: what an ODT or ODS must not hold. Macros, foreign files, and everything that is fetched from elsewhere.
import { RejectionReason } from '../../file-inspection/rejection-reason.ts';
import { isPlainLink, staysInside } from '../links.ts';
import { FETCHING_FUNCTION } from './ooxml.ts';
import { refuse } from '../refusal.ts';
import type { XmlVisitor } from './xml-parts.ts';

const { ACTIVE_CONTENT, EMBEDDED_FILE, ENCRYPTED, EXTERNAL_CONTENT } = RejectionReason;

const ELEMENTS: ReadonlyMap<string, readonly [RejectionReason, string?]> = new Map([
  ['encryption-data', [ENCRYPTED]],
  ['script', [ACTIVE_CONTENT, 'macros']],
  ['event-listener', [ACTIVE_CONTENT, 'macros']],
  ['applet', [ACTIVE_CONTENT, 'applet']],
  ['plugin', [ACTIVE_CONTENT, 'plugin']],
  ['object-ole', [EMBEDDED_FILE, 'embedded object']],
  ['floating-frame', [EXTERNAL_CONTENT, 'frame']],
  ['dde-source', [EXTERNAL_CONTENT, 'DDE']],
  ['dde-connection-decl', [EXTERNAL_CONTENT, 'DDE']],
  ['dde-link', [EXTERNAL_CONTENT, 'DDE']],
  ['database-source-sql', [EXTERNAL_CONTENT, 'data connection']],
  ['database-source-query', [EXTERNAL_CONTENT, 'data connection']],
  ['database-source-table', [EXTERNAL_CONTENT, 'data connection']],
]);

/** Libraries of macros have folders of their own. */
export function checkName(name: string): void {
  if (/^(basic|scripts)\//i.test(name)) refuse(ACTIVE_CONTENT, 'macros');
}

/** A folder up would be beside the file itself, on the reader's disk. */
const inThePackage = (target: string): boolean => staysInside(target) && !/^\s*(\/|(\.\/)*\.\.)/.test(target);

/** What looks at one part. */
export function visitor(): XmlVisitor {
  return {
    element: ({ name, attributes }) => {
      const forbidden = ELEMENTS.get(name);
      if (forbidden) refuse(...forbidden);
      if (/oleobject/i.test(attributes['media-type'] ?? '')) refuse(EMBEDDED_FILE, 'embedded object');
      if (FETCHING_FUNCTION.test(attributes.formula ?? '')) refuse(EXTERNAL_CONTENT, 'function');
      const { href } = attributes;
      if (href !== undefined && !(name === 'a' ? isPlainLink(href) : inThePackage(href))) {
        refuse(EXTERNAL_CONTENT, 'link');
      }
    },
  };
}
