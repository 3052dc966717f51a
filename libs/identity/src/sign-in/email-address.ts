// E-mail addresses: when two spellings are one address, so that nobody has two sign-ins or is missed for a capital letter.
import { domainToASCII } from 'node:url';

/** What is before the @ has at most 64 octets (RFC 5321). */
const LONGEST_LOCAL_PART = 64;
const LONGEST = 254;
const LOCAL_PART = /^[^\s@"(),:;<>[\\\]]+$/u;

/**
 * The form by which an address is found: NFKC, lower case, the domain in ASCII; undefined when it is no address.
 * Capitals before the @ could differ in theory; no provider that people use tells them apart.
 */
export function emailForm(text: string): string | undefined {
  const whole = text.normalize('NFKC').trim().toLowerCase();
  const at = whole.lastIndexOf('@');
  const local = whole.slice(0, Math.max(at, 0));
  const domain = domainToASCII(whole.slice(at + 1));
  if (
    !LOCAL_PART.test(local) ||
    Buffer.byteLength(local) > LONGEST_LOCAL_PART ||
    local.startsWith('.') ||
    local.endsWith('.')
  )
    return undefined;
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain)) return undefined;
  const form = `${local}@${domain}`;
  return form.length <= LONGEST ? form : undefined;
}

/** The check of a field that holds an address; what was typed is kept as it is, without the white space around it. */
export const isEmailAddress = (value: string) =>
  emailForm(value)
    ? ({ ok: true, value: value.trim() } as const)
    : ({ ok: false, message: 'An e-mail address such as name@example.org.' } as const);
