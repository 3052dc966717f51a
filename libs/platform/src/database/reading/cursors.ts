// Cursors: a place in a sorted list, sealed so that only a cursor we gave out, for the same list and order, is taken back.
import { badInput } from '@haven/kernel';
import type { Seal } from '../../crypto/seal.js';

const SEPARATOR = '.';

export const writeCursor = (seal: Seal, label: string, keys: string): string =>
  `${Buffer.from(keys).toString('base64url')}${SEPARATOR}${seal.sign(label, keys)}`;

/** @throws BAD_USER_INPUT naming the argument */
export function readCursor(seal: Seal, label: string, cursor: string, argument: string): unknown[] {
  const [payload = '', signature = ''] = cursor.split(SEPARATOR);
  const keys = Buffer.from(payload, 'base64url').toString();
  if (!seal.verify(label, keys, signature))
    throw badInput(argument, 'This cursor is not one of this list in this order.');
  return JSON.parse(keys) as unknown[];
}
