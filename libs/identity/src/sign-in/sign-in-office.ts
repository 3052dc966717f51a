// The sign-in office: from address and password, or from a refresh token, to the tokens of a session.
import { commonErrors } from '@haven/kernel';
import { Database } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import type { Session } from '../sessions/session.entity.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { stranger } from '../access/access.js';
import { AccessTokens } from '../access/access-tokens.js';
import { NOT_SIGNED_IN, PassportDesk } from '../access/passport-desk.js';
import { RefreshTokens } from '../access/refresh-tokens.js';
import type { SignInInput } from './sign-in.inputs.js';
import type { SignIn } from './sign-in.views.js';

@Injectable()
export class SignInOffice {
  constructor(
    private readonly desk: PassportDesk,
    private readonly sessions: SessionsService,
    private readonly accessTokens: AccessTokens,
    private readonly refreshTokens: RefreshTokens,
    private readonly database: Database,
  ) {}

  /** @throws UNAUTHENTICATED with one answer for everything that may be wrong, or RATE_LIMITED when the address tried too often */
  async signIn({ email, password, device }: SignInInput): Promise<SignIn> {
    const { organizationId, userId } = await this.desk.checkPassword(email, password);
    const theirs = stranger(organizationId, userId);
    const session = await this.database.within(theirs, { readOnly: false }, () => this.sessions.open(userId, device));
    if (!session) throw commonErrors.UNAUTHENTICATED(NOT_SIGNED_IN);
    return this.tokensOf(session);
  }

  /** @throws UNAUTHENTICATED when the token is not one of ours in force; what it did to the session stays done */
  async refresh(token: string, device: string | undefined): Promise<SignIn> {
    const claims = this.refreshTokens.read(token);
    const userId = claims && (await this.userOf(claims.organizationId, claims.sessionId));
    if (!userId) throw commonErrors.UNAUTHENTICATED();
    const session = await this.database.within(stranger(claims.organizationId, userId), { readOnly: false }, () =>
      this.sessions.refresh(claims.sessionId, claims.number, device),
    );
    if (!session) throw commonErrors.UNAUTHENTICATED();
    return this.tokensOf(session);
  }

  /** Whose session it is, so that what is done to it is written down under their name. */
  private async userOf(organizationId: string, sessionId: string): Promise<string | null | undefined> {
    const { rows } = await this.database.once(
      stranger(organizationId, sessionId),
      { readOnly: true },
      'select user_id from session where organization_id = $1 and id = $2',
      [organizationId, sessionId],
    );
    return rows[0]?.[0];
  }

  private async tokensOf({ organizationId, userId, id, refreshCount }: Session): Promise<SignIn> {
    const { token, expiresAt } = await this.accessTokens.issue(organizationId, userId, id);
    const refreshToken = this.refreshTokens.write({ organizationId, sessionId: id, number: refreshCount });
    return { accessToken: token, expiresAt, refreshToken, sessionId: id };
  }
}
