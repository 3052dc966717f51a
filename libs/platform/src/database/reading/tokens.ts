// Tokens: marks that a compiled statement leaves in its JSON where a value must still be decrypted or sealed.
// Each begins with a quotation mark and a nonce of the request, which no stored text can contain, so nobody can forge one.
import type { Sensitivity } from '../../access/sensitivity.js';
import { freshBytes } from '../../crypto/fresh-bytes.js';
import { escaped, quoted, type Json } from './json-sql.js';

/** A field that is shown: where its ciphertext stands and what showing it means. */
export interface Place {
  table: string;
  column: string;
  sensitivity: Sensitivity;
}

export const newNonce = (): string => freshBytes(9).toString('base64url');

/** After the nonce: one letter for the kind, three digits for the place. */
export const TOKEN = { encrypted: 'e', watched: 'w', cursor: 'c', found: 'f' } as const;
export const UUID_LENGTH = 36;

export const placeDigits = (index: number): string => String(index).padStart(3, '0');

/** Token for an encrypted column: kind, place, row id, subject id, ciphertext in hex. */
export const encryptedToken = (nonce: string, place: number, row: string, subject: string, column: string): Json =>
  quoted(nonce, `'${TOKEN.encrypted}${placeDigits(place)}'`, row, subject, `encode(${column}, 'hex')`);

/** Token for a sensitive value that is kept in the clear: the showing is noted, the value stays. */
export const watchedToken = (nonce: string, place: number, subject: string, column: string): Json =>
  escaped(`${nonce} || '${TOKEN.watched}${placeDigits(place)}' || ${subject} || ${column}`);

/** Token that stands for nothing: a row was found by a sensitive value. */
export const foundToken = (nonce: string, place: number, subject: string): Json =>
  quoted(nonce, `'${TOKEN.found}${placeDigits(place)}'`, subject);

/** Token for a cursor: the values of the sort key as JSON. */
export const cursorToken = (nonce: string, place: number, keys: readonly string[]): Json =>
  escaped(`${nonce} || '${TOKEN.cursor}${placeDigits(place)}' || json_build_array(${keys.join(', ')})::text`);

/** SQL of the subject in a piece of JSON text that begins after a token's nonce. */
export const subjectInToken = (piece: string): string =>
  `substr(${piece}, case left(${piece}, 1) when '${TOKEN.encrypted}' then ${5 + UUID_LENGTH} else 5 end, ${UUID_LENGTH})::uuid`;
