// Ids of demo records: the same in every installation, so that a start that was interrupted goes on where it stopped.
import { createHash } from 'node:crypto';

/** A UUID of version 8 (RFC 9562) made from a name. */
export function demoId(...name: readonly (string | number)[]): string {
  const bytes = createHash('sha256')
    .update(`haven demo ${name.join(' ')}`)
    .digest()
    .subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
