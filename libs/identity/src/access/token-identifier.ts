// The identifier: an access token in the Authorization header, checked by passport's jwt strategy, becomes the one who asks.
import { commonErrors, now } from '@haven/kernel';
import { Identifier, today, type Caller, type Who } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { AccessOffice, type Access } from './access.js';
import type { TokenClaims } from './access-tokens.js';
import { PassportDesk } from './passport-desk.js';

const MOST_KEPT = 10_000;

@Injectable()
export class TokenIdentifier extends Identifier {
  /** Verified tokens: a signature is checked once, its session on every entry. */
  private readonly claims = new LRUCache<string, TokenClaims>({ max: MOST_KEPT });
  private readonly access = new LRUCache<string, Access>({ max: MOST_KEPT });

  constructor(
    private readonly desk: PassportDesk,
    private readonly office: AccessOffice,
  ) {
    super();
  }

  async identify(caller: Caller, fresh: boolean): Promise<Who | undefined> {
    const header = caller.headers.authorization;
    if (header === undefined) return undefined;
    return (await this.accessOf(await this.claimsOf(header), fresh)).who;
  }

  private async claimsOf(header: string): Promise<TokenClaims> {
    let claims = this.claims.get(header);
    if (!claims) {
      claims = await this.desk.checkToken(header);
      this.claims.set(header, claims);
    }
    if (claims.expiresAt.getTime() <= now().getTime()) throw commonErrors.UNAUTHENTICATED();
    return claims;
  }

  /** What the session's user may do; worked out anew when Postgres says it changed, and on every new day, when roles begin and end. */
  async accessOf({ organizationId, userId, sessionId }: TokenClaims, fresh: boolean): Promise<Access> {
    const key = `${organizationId}/${userId}/${sessionId}`;
    let access = fresh ? undefined : this.access.get(key);
    if (!access || access.day !== today(access.who)) {
      access = await this.office.of(organizationId, userId, sessionId);
      this.access.set(key, access);
    }
    return access;
  }
}
