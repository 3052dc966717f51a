// The seal: what we gave out comes back unaltered. For cursors and the like, which need no secrecy.
import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import { mustBeWellFormed } from './cipher.js';

const SIGNATURE_BYTES = 16;
const SIGNATURE_LENGTH = 22; // 16 bytes in base64url without padding

/**
 * Signs short texts with a key of its own, derived from the root key: `new Seal(rootKey.derive('cursor seal'))`.
 * It hangs on no organisation, so that checking a cursor asks the keyring nothing; whoever needs a signature to
 * hold for one organisation only writes the organisation into the label or the text.
 */
export class Seal {
  readonly #key: KeyObject;

  /** @param key 32 bytes used for nothing else. */
  constructor(key: Buffer) {
    this.#key = createSecretKey(key);
  }

  /**
   * @param label what the text is for; a signature holds under its own label only.
   * @returns 22 characters of base64url (an HMAC-SHA-256 cut to 16 bytes).
   * @throws TypeError when label or text is not well-formed.
   */
  sign(label: string, text: string): string {
    mustBeWellFormed(label);
    mustBeWellFormed(text);
    const mac = createHmac('sha256', this.#key).update(`${label.length}:${label}${text}`).digest();
    return mac.toString('base64url', 0, SIGNATURE_BYTES);
  }

  /** Whether this signature was made by {@link sign} for this label and text. Never throws, whatever a client sent. */
  verify(label: string, text: string, signature: string): boolean {
    if (!label.isWellFormed() || !text.isWellFormed() || signature.length !== SIGNATURE_LENGTH) return false;
    // The texts are compared, not the decoded bytes: base64url has spare bits at the end, and several spellings
    // of one signature would pass otherwise. The lengths are asked again because
    // characters outside ASCII take several bytes.
    const given = Buffer.from(signature);
    const expected = Buffer.from(this.sign(label, text));
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
}
