// Access tokens: short-lived, signed with Ed25519. They say which session is meant; whether it still lives is asked of Postgres on every entry.
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { commonErrors, isId, now } from '@haven/kernel';
import { RootKey, Settings } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { errors, jwtVerify, SignJWT } from 'jose';

export interface TokenClaims {
  organizationId: string;
  userId: string;
  sessionId: string;
  expiresAt: Date;
}

const ISSUER = 'haven';
const AUDIENCE = 'haven-api';
const TYPE = 'at+jwt';
const ALGORITHM = 'EdDSA';
/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410). */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

@Injectable()
export class AccessTokens {
  private readonly privateKey: KeyObject;
  private readonly publicKey: KeyObject;

  constructor(
    rootKey: RootKey,
    private readonly settings: Settings,
  ) {
    const seed = rootKey.derive('access token signature');
    this.privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' });
    this.publicKey = createPublicKey(this.privateKey);
  }

  async issue(organizationId: string, userId: string, sessionId: string): Promise<{ token: string; expiresAt: Date }> {
    const issuedAt = Math.floor(now().getTime() / 1000);
    const expiry = issuedAt + this.settings.get('ACCESS_TOKEN_MINUTES') * 60;
    const token = await new SignJWT({ org: organizationId, sid: sessionId })
      .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(userId)
      .setIssuedAt(issuedAt)
      .setExpirationTime(expiry)
      .sign(this.privateKey);
    return { token, expiresAt: new Date(expiry * 1000) };
  }

  /** @throws UNAUTHENTICATED for anything that is not a token of ours in force */
  async verify(token: string): Promise<TokenClaims> {
    try {
      const { payload, protectedHeader } = await jwtVerify(token, this.publicKey, {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: AUDIENCE,
        typ: TYPE,
        requiredClaims: ['exp', 'iat', 'sub', 'org', 'sid'],
        currentDate: now(),
        clockTolerance: 0,
      });
      const { sub, org, sid, exp, iat } = payload;
      const ids = [sub, org, sid].every((id) => typeof id === 'string' && isId(id));
      // JSON knows numbers such as 1e309, which are no moments.
      const moments = Number.isSafeInteger(exp) && Number.isSafeInteger(iat);
      const ahead = (iat ?? 0) * 1000 > now().getTime() + 1_000;
      if (!ids || !moments || ahead || protectedHeader.kid !== undefined || !canonical(token))
        throw commonErrors.UNAUTHENTICATED();
      return {
        organizationId: org as string,
        userId: sub!,
        sessionId: sid as string,
        expiresAt: new Date(exp! * 1000),
      };
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof TypeError) throw commonErrors.UNAUTHENTICATED();
      throw error;
    }
  }
}

/** base64url has spare bits at its end: of the spellings that decode alike only one is taken. */
const canonical = (token: string): boolean =>
  token.split('.').every((part) => Buffer.from(part, 'base64url').toString('base64url') === part);
