// The clock: the only place that asks what time it is.
import { AsyncLocalStorage } from 'node:async_hooks';

const stopped = new AsyncLocalStorage<number>();

/** The present moment, or the moment at which `withClock` has stopped the clock. Each call returns a Date of its own. */
export function now(): Date {
  return new Date(stopped.getStore() ?? Date.now());
}

/**
 * Runs `fn`, and everything it awaits or starts, with the clock stopped at one moment: for tests.
 * @throws RangeError when `at` is not a moment.
 */
export function withClock<T>(at: Date | string, fn: () => T): T {
  const moment = new Date(at).getTime();
  if (Number.isNaN(moment)) throw new RangeError(`No such moment: ${String(at)}`);
  return stopped.run(moment, fn);
}
