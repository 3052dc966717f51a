// Refresh tokens: `r1.<organisation>.<session>.<n>.<MAC>`. Worked out from the session and a number, so that nothing secret is stored
// and the successor of a token is the same whoever asks for it.
import { createSecretKey } from 'node:crypto';
import { isId } from '@haven/kernel';
import { RootKey } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { Slips } from './slips.js';

export interface RefreshClaims {
  organizationId: string;
  sessionId: string;
  /** How often the session had been refreshed when the token was made. */
  number: number;
}

@Injectable()
export class RefreshTokens {
  private readonly slips: Slips;

  constructor(rootKey: RootKey) {
    this.slips = new Slips(createSecretKey(rootKey.derive('refresh token')), 'r1', 3);
  }

  write({ organizationId, sessionId, number }: RefreshClaims): string {
    return this.slips.write([organizationId, sessionId, String(number)]);
  }

  /** What a token of ours says; undefined for anything else. */
  read(token: string): RefreshClaims | undefined {
    const [organizationId, sessionId, number] = this.slips.parts(token) ?? [];
    if (!this.slips.isOurs(token) || !isId(organizationId) || !isId(sessionId)) return undefined;
    return { organizationId, sessionId, number: Number(number) };
  }
}
