// What may happen to a session when a refresh token comes.
import type { Session } from './session.entity.js';

/** How long the token before the last is answered with the last one again: two tabs refresh at once, or an answer was lost. */
export const GRACE_MS = 15_000;

export enum Refreshing {
  /** The token in force: it is replaced by the next. */
  NEXT,
  /** The one just replaced: the same successor is told again. */
  SAME,
  /** One that was replaced long since, or that comes from another device: somebody has a copy. */
  REUSED,
  /** The session is over, or never was. */
  OVER,
}

type Known = Pick<Session, 'refreshCount' | 'lastUsedAt' | 'expiresAt' | 'endedAt' | 'device'>;

/**
 * @param number the number that the token was made for
 * @param device what the client calls itself now; it must be what it called itself at sign-in
 */
export function refreshing(session: Known, number: number, device: string | undefined, at: Date): Refreshing {
  if (session.endedAt || session.expiresAt <= at) return Refreshing.OVER;
  // A number that was not reached yet is from before a backup was restored.
  if (number > session.refreshCount) return Refreshing.OVER;
  if ((session.device ?? '') !== (device ?? '')) return Refreshing.REUSED;
  if (number === session.refreshCount) return Refreshing.NEXT;
  const recent = at.getTime() - session.lastUsedAt.getTime() <= GRACE_MS;
  return number === session.refreshCount - 1 && recent ? Refreshing.SAME : Refreshing.REUSED;
}
