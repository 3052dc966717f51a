// Statement names: a statement seen twice is prepared under a name; the number of names is bounded on every connection.
import { LRUCache } from 'lru-cache';
import type { Statement } from './batch.js';

const MOST_NAMES = 1_000;
const seen = new LRUCache<string, true>({ max: 2_000 });
const names = new Map<string, string>();

/**
 * Gives a recurring statement its name. Clients choose the shape of a query, so after the first thousand shapes further ones stay unnamed
 * and are parsed each time: memory on the server stays bounded whatever is asked.
 */
export function named(text: string, values: readonly unknown[]): Statement {
  let name = names.get(text);
  if (!name && names.size < MOST_NAMES) {
    if (seen.has(text)) names.set(text, (name = `h${names.size}`));
    else seen.set(text, true);
  }
  return { text, values, ...(name && { name }) };
}
