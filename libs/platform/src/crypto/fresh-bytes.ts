// Fresh bytes: random ones, fetched by the thousand, since a call for twelve costs half as much as an encryption.
import { randomFillSync } from 'node:crypto';

const store = Buffer.alloc(4_096);
let spent = store.length;

/** Random bytes for a nonce. They are to be used at once: some hundred calls later others stand in their place. */
export function freshBytes(length: number): Buffer {
  if (spent + length > store.length) {
    randomFillSync(store);
    spent = 0;
  }
  spent += length;
  return store.subarray(spent - length, spent);
}
