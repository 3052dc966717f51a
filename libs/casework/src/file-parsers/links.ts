// Links: which targets a reader may be offered to click on. Nothing here is ever fetched.

const SCHEMES: ReadonlySet<string> = new Set(['http', 'https', 'mailto', 'tel']);

/** What viewers drop before they look: `java\nscript:` runs as `javascript:`. */
const DROPPED = /[\p{Cc}\p{Cf}\s]/gu;

function schemeOf(target: string): string | undefined {
  return /^([a-z][a-z0-9+.-]*):/i.exec(target)?.[1]?.toLowerCase();
}

/** Whether a click leads to a page, a mail or a call: not into a file, a share of the network or a script. */
export function isPlainLink(target: string): boolean {
  const seen = target.replace(DROPPED, '');
  const scheme = schemeOf(seen);
  return scheme ? SCHEMES.has(scheme) : !/^[\\/]{2}/.test(seen);
}

/** Whether a target stays within the package of files that names it. */
export function staysInside(target: string): boolean {
  const seen = target.replace(DROPPED, '');
  return schemeOf(seen) === undefined && !/^\/\/|\\/.test(seen);
}
