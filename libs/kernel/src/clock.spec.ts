// What must hold of clock.
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { now, withClock } from './clock.js';

describe('The clock', () => {
  it('goes', () => {
    const before = Date.now();
    expect(now().getTime()).toBeGreaterThanOrEqual(before);
    expect(now().getTime()).toBeLessThanOrEqual(Date.now());
  });

  it('stands still in a test, across what is awaited, and goes on outside it', async () => {
    const seen = await withClock('2026-03-31T08:30:00Z', async () => {
      await sleep(5);
      return now().toISOString();
    });
    expect(seen).toBe('2026-03-31T08:30:00.000Z');
    expect(Math.abs(now().getTime() - Date.now())).toBeLessThan(1000);
  });

  it('may be stopped at another moment inside, and at different moments side by side', async () => {
    const at = (moment: string) => withClock(moment, async () => (await sleep(2), now().getUTCFullYear()));
    expect(await Promise.all([at('2020-06-01T00:00:00Z'), at('2030-06-01T00:00:00Z')])).toEqual([2020, 2030]);
    withClock(new Date(0), () => {
      expect(withClock(new Date(1000), () => now().getTime())).toBe(1000);
      expect(now().getTime()).toBe(0);
    });
  });

  it('hands out a Date that its taker may change', () => {
    withClock(new Date(0), () => {
      now().setUTCFullYear(2000);
      expect(now().getTime()).toBe(0);
    });
  });

  it('refuses to stop at no moment', () => {
    expect(() => withClock('someday', now)).toThrow(RangeError);
  });
});
