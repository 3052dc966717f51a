// The cipher: the only place that calls AES, and what a ciphertext is bound to.
import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { freshBytes } from './fresh-bytes.js';

/** Length in bytes of every secret and derived key here: AES-256 and HMAC-SHA-256 both take 32. */
export const KEY_BYTES = 32;

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const LAST_BLOCK = Buffer.from([1]);

/**
 * A ciphertext does not open: it was altered, cut short, moved to another place, or the key is another one.
 * The message names the place at most, never a value; which of the causes it was cannot be told apart.
 */
export class CiphertextError extends Error {
  override readonly name = 'CiphertextError';

  /** @param what what should have opened, such as `applicant.family_name`. */
  constructor(what: string) {
    super(`The ciphertext of ${what} does not open.`);
  }
}

/**
 * Refuses text that UTF-8 cannot carry: a lone surrogate would silently become U+FFFD, so that two different
 * texts would meet in the same bytes, and what was typed would come back changed.
 *
 * @throws TypeError
 */
export function mustBeWellFormed(text: string): void {
  if (!text.isWellFormed()) throw new TypeError('The text holds a lone surrogate, which UTF-8 cannot carry.');
}

/**
 * The bytes a ciphertext is bound to (its additional data). Each part carries its length, so that ("ab", "c") and
 * ("a", "bc") differ.
 *
 * @throws TypeError when a part is not well-formed text.
 */
export function binding(...parts: readonly string[]): Buffer {
  let text = '';
  for (const part of parts) text += `${part.length}:${part}`;
  mustBeWellFormed(text);
  return Buffer.from(text);
}

/**
 * A key derived from a secret: HMAC-SHA-256(secret, label, 0, context, 1), which is the first block of HKDF-Expand.
 * The label holds no zero byte, so that label and context cannot run into each other.
 *
 * Keys are KeyObjects everywhere: handing node:crypto a Buffer as key costs about five times the work it is for.
 */
export function deriveKey(secret: KeyObject, label: string, context: Buffer): KeyObject {
  const mac = createHmac('sha256', secret).update(`haven ${label}\0`).update(context).update(LAST_BLOCK);
  return createSecretKey(mac.digest());
}

/**
 * Encrypts under a fresh random nonce. A key may do this 2^32 times before a nonce is likely to repeat; a key here
 * belongs to one person, so that is far away.
 *
 * @param header written in front in the clear; whoever needs it authenticated names it in `bound` too.
 * @returns header, nonce (12 bytes), ciphertext (as long as the plaintext), tag (16 bytes).
 */
export function encryptBytes(key: KeyObject, bound: Buffer, plaintext: Buffer, header: Buffer): Buffer {
  const nonce = freshBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(bound);
  const hidden = cipher.update(plaintext);
  cipher.final(); // empty in GCM, but it makes the tag
  return Buffer.concat([header, nonce, hidden, cipher.getAuthTag()]);
}

/**
 * The way back from {@link encryptBytes}, given the bytes behind the header. Nothing is handed out before the tag
 * was checked.
 *
 * @param what named in the error.
 * @throws CiphertextError
 */
export function decryptBytes(key: KeyObject, bound: Buffer, bytes: Buffer, what: string): Buffer {
  const end = bytes.length - TAG_BYTES;
  if (end < NONCE_BYTES) throw new CiphertextError(what);
  // Without authTagLength a tag of four bytes would be accepted.
  const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(bound);
  decipher.setAuthTag(bytes.subarray(end));
  const plaintext = decipher.update(bytes.subarray(NONCE_BYTES, end));
  try {
    decipher.final();
  } catch {
    throw new CiphertextError(what);
  }
  return plaintext;
}
