// What a refresh token does to its session.
import { describe, expect, it } from 'vitest';
import { GRACE_MS, Refreshing, refreshing } from './session.rules.js';

const at = new Date('2026-03-31T08:00:00Z');
const before = (milliseconds: number) => new Date(at.getTime() - milliseconds);
const session = {
  refreshCount: 5,
  lastUsedAt: before(60_000),
  expiresAt: new Date('2026-04-14T08:00:00Z'),
  device: 'Office, left desk',
};
const come = (number: number, changes: object = {}, device: string | undefined = 'Office, left desk') =>
  refreshing({ ...session, ...changes }, number, device, at);

describe('a refresh token', () => {
  it('is replaced by the next when it is in force', () => expect(come(5)).toBe(Refreshing.NEXT));

  it('gets the same successor again within the grace, and shows a theft after it', () => {
    expect(come(4, { lastUsedAt: before(GRACE_MS) })).toBe(Refreshing.SAME);
    expect(come(4, { lastUsedAt: before(GRACE_MS + 1) })).toBe(Refreshing.REUSED);
  });

  it('shows a theft when it is older, however recent the last refresh', () =>
    expect(come(3, { lastUsedAt: at })).toBe(Refreshing.REUSED));

  it('shows a theft when it comes from another device', () => {
    expect(come(5, {}, 'elsewhere')).toBe(Refreshing.REUSED);
    expect(come(5, { device: undefined })).toBe(Refreshing.REUSED);
  });

  it('does nothing for a session that ended, ran out, or has not come so far', () => {
    expect(come(5, { endedAt: before(1) })).toBe(Refreshing.OVER);
    expect(come(5, { expiresAt: at })).toBe(Refreshing.OVER);
    expect(come(6)).toBe(Refreshing.OVER);
  });
});
