// The ids: how a record is named for ever.
import { createHash } from 'node:crypto';
import { v7, validate } from 'uuid';
import { badInput } from './domain-error.js';

/** A new record id: UUID version 7, made in the application, so that ids sort roughly by creation and indexes grow at the end. */
export function newId(): string {
  return v7();
}

/** A UUID of version 8 (RFC 9562) made from a name: the same every time, for what is to be made once however often it is asked for. */
export function namedId(name: string): string {
  const bytes = createHash('sha256').update(name).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Whether the text is a UUID of RFC 9562 (any version, nil and max too) in its canonical, lower-case spelling. */
export function isId(text: unknown): text is string {
  return typeof text === 'string' && validate(text) && text === text.toLowerCase();
}

/**
 * Reads an id. RFC 9562 obliges readers to take capitals too, so they are taken and written small.
 * @throws BAD_USER_INPUT on the named field when the text is no UUID.
 */
export function asId(text: string, field = 'id'): string {
  const id = typeof text === 'string' ? text.toLowerCase() : text;
  if (!isId(id)) throw badInput(field, 'This is not an id: expected a UUID.');
  return id;
}
