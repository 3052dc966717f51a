// Identity's wiring.
import { Identifier, repositories } from '@haven/platform';
import { Global, Module } from '@nestjs/common';
import { MeResolver } from './me/me.resolver.js';
import { Membership } from './memberships/membership.entity.js';
import { Organization } from './organizations/organization.entity.js';
import { Session } from './sessions/session.entity.js';
import { AccessOffice } from './sign-in/access.js';
import { AccessTokens } from './sign-in/access-tokens.js';
import { PassportDesk } from './sign-in/passport-desk.js';
import { TokenIdentifier } from './sign-in/token-identifier.js';
import { Team } from './teams/team.entity.js';
import { User } from './users/user.entity.js';
import { UserProvision } from './users/user-provision.js';
import { PasswordHasher } from './passwords/password-hasher.js';
import { SignInRegister } from './sign-in/sign-in-register.js';

@Global()
@Module({
  providers: [
    ...repositories(Organization, Team, User, Membership, Session),
    MeResolver,
    AccessOffice,
    AccessTokens,
    PassportDesk,
    PasswordHasher,
    SignInRegister,
    UserProvision,
    TokenIdentifier,
    { provide: Identifier, useExisting: TokenIdentifier },
  ],
  exports: [Identifier, TokenIdentifier, AccessOffice, AccessTokens, PasswordHasher, UserProvision],
})
export class IdentityModule {}
