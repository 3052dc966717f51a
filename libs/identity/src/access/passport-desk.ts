// The passport desk: passport with its strategies, asked from code instead of from a middleware chain.
import { commonErrors } from '@haven/kernel';
import { Injectable } from '@nestjs/common';
import { Passport } from 'passport';
import { Strategy as LocalStrategy } from 'passport-local';
import { Strategy } from 'passport-strategy';
import { AccessTokens, type TokenClaims } from './access-tokens.js';
import { PasswordCheck, type Account } from '../passwords/password-check.js';

/** The one answer to a wrong user, a wrong password, a locked account and a user who is switched off. */
export const NOT_SIGNED_IN =
  'Not signed in: the address or the password is wrong, or there were too many tries. Wait a little and try again.';

/** passport jwt: an EdDSA access token in the Authorization header (RFC 6750). */
class AccessTokenStrategy extends Strategy {
  name = 'jwt';

  constructor(private readonly tokens: AccessTokens) {
    super();
  }

  override authenticate(request: { headers: { authorization?: string } }): void {
    const [, token] = /^Bearer ([A-Za-z0-9._-]+)$/i.exec(request.headers.authorization ?? '') ?? [];
    if (!token) return this.fail('Bearer', 401);
    this.tokens.verify(token).then(
      (claims) => this.success(claims),
      () => this.fail('Bearer error="invalid_token"', 401),
    );
  }
}

@Injectable()
export class PassportDesk {
  private readonly passport = new Passport();

  constructor(tokens: AccessTokens, passwords: PasswordCheck) {
    this.passport.use(new AccessTokenStrategy(tokens));
    this.passport.use(
      new LocalStrategy(
        { usernameField: 'email', passwordField: 'password', session: false },
        (email, password, done) => {
          passwords.byEmail(email, password).then((account) => done(null, account ?? false), done);
        },
      ),
    );
  }

  /** @throws UNAUTHENTICATED, or RATE_LIMITED when the asking address tried too often */
  checkPassword(email: string, password: string): Promise<Account> {
    return this.ask<Account>('local', { body: { email, password } }, NOT_SIGNED_IN);
  }

  /** @throws UNAUTHENTICATED */
  checkToken(authorization: string): Promise<TokenClaims> {
    return this.ask<TokenClaims>('jwt', { headers: { authorization } });
  }

  private ask<T>(strategy: string, request: object, message?: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const settle = (error: unknown, found: T | false | null): void => {
        if (error) reject(error instanceof Error ? error : new Error('passport failed'));
        else if (found) resolve(found);
        else reject(commonErrors.UNAUTHENTICATED(message));
      };
      const check = this.passport.authenticate(strategy, { session: false }, settle) as (
        request: object,
        response: object,
        next: (error: unknown) => void,
      ) => void;
      check(request, {}, reject);
    });
  }
}
