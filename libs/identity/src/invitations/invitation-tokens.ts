// Invitation tokens: `i1.<organisation>.<user>.<n>.<expiry>.<MAC>`, bound to the user's address as well.
import { createSecretKey } from 'node:crypto';
import { isId, now } from '@haven/kernel';
import { RootKey } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import type { User } from '../users/user.entity.js';
import { Slips } from '../access/slips.js';

const DAYS = 7;
const DAY_MS = 86_400_000;

type Invited = Pick<User, 'organizationId' | 'id' | 'emailIndex' | 'invitation'>;

@Injectable()
export class InvitationTokens {
  private readonly slips: Slips;

  constructor(rootKey: RootKey) {
    this.slips = new Slips(createSecretKey(rootKey.derive('invitation')), 'i1', 4);
  }

  /** The token of the invitation that the user's number stands for; it ends after seven days. */
  write(user: Invited): { token: string; expiresAt: Date } {
    const expiresAt = new Date(Math.floor(now().getTime() / 1000) * 1000 + DAYS * DAY_MS);
    const token = this.slips.write(
      [user.organizationId, user.id, String(user.invitation), String(expiresAt.getTime() / 1000)],
      user.emailIndex,
    );
    return { token, expiresAt };
  }

  /** Whom a token says it is for; only `isFor` says whether it is ours. */
  claimed(token: string): { organizationId: string; userId: string } | undefined {
    const [organizationId, userId] = this.slips.parts(token) ?? [];
    return isId(organizationId) && isId(userId) ? { organizationId, userId } : undefined;
  }

  /** Whether this is the invitation in force of this user and this address. */
  isFor(token: string, user: Invited): boolean {
    const [organizationId, userId, number, expiry] = this.slips.parts(token) ?? [];
    const inTime = Number(expiry) * 1000 > now().getTime();
    const theirs = organizationId === user.organizationId && userId === user.id && number === String(user.invitation);
    return theirs && inTime && this.slips.isOurs(token, user.emailIndex);
  }
}
