// Variables: shapes of values that no operation needs are refused before anything reads them.
import { badInput } from '@haven/kernel';

const DEEPEST = 20;
/** Items of one list that a client sends, wherever it stands. */
export const MOST_ITEMS = 200;
const FORBIDDEN_KEY = 'A key is not allowed.';
const NAME = /^[_A-Za-z][_0-9A-Za-z]{0,79}$/;

/**
 * Refuses variables that are not an object, are nested deeper than 20 levels, hold a list of more than 200 items, a number
 * that is not finite (JSON's 1e309 becomes Infinity) or the key `__proto__`. Walks with a list of its own, so depth costs no stack.
 * @throws BAD_USER_INPUT naming the variable
 */
export function checkVariables(value: unknown): void {
  if (value === undefined || value === null) return;
  if (typeof value !== 'object' || Array.isArray(value)) throw badInput('variables', 'Must be an object.');
  for (const [name, given] of Object.entries(value)) {
    const complaint = name === '__proto__' ? FORBIDDEN_KEY : complaintOf(given);
    if (complaint) throw badInput(NAME.test(name) ? name : 'variables', complaint);
  }
}

function complaintOf(given: unknown): string | undefined {
  if (typeof given !== 'object') return complaintOfScalar(given);
  // One level at a time: what is below waits in the next list.
  for (let level: unknown[] = [given], depth = 1; level.length > 0; depth += 1) {
    const below: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) {
        const complaint = complaintOfScalar(value);
        if (complaint) return complaint;
        continue;
      }
      if (depth > DEEPEST) return 'Nested too deeply.';
      if (Array.isArray(value)) {
        if (value.length > MOST_ITEMS) return `At most ${MOST_ITEMS} items.`;
        for (const item of value) below.push(item);
      } else {
        for (const key of Object.keys(value)) {
          if (key === '__proto__') return FORBIDDEN_KEY;
          below.push((value as Record<string, unknown>)[key]);
        }
      }
    }
    level = below;
  }
  return undefined;
}

function complaintOfScalar(value: unknown): string | undefined {
  return typeof value === 'number' && !Number.isFinite(value) ? 'Must be a finite number.' : undefined;
}
