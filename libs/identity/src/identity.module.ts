// Identity's wiring.
import { Identifier, repositories, TimeZones } from '@haven/platform';
import { Global, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { FoundingService } from './founding/founding.service.js';
import { AcceptanceService } from './invitations/acceptance.service.js';
import { InvitationTokens } from './invitations/invitation-tokens.js';
import { InvitationsResolver } from './invitations/invitations.resolver.js';
import { InvitationsService } from './invitations/invitations.service.js';
import { MeResolver } from './me/me.resolver.js';
import { Membership } from './memberships/membership.entity.js';
import { MembershipsResolver } from './memberships/memberships.resolver.js';
import { MembershipsService } from './memberships/memberships.service.js';
import { Organization } from './organizations/organization.entity.js';
import { OrganizationTimeZones } from './organizations/organization-time-zones.js';
import { OrganizationsResolver } from './organizations/organizations.resolver.js';
import { OrganizationsService } from './organizations/organizations.service.js';
import { PasswordHasher } from './passwords/password-hasher.js';
import { PasswordsResolver } from './passwords/passwords.resolver.js';
import { PasswordsService } from './passwords/passwords.service.js';
import { BUILT_IN_ROLES } from './roles/built-in-roles.js';
import { mustNameKnownPermissions } from './roles/role.js';
import { RolesResolver } from './roles/roles.resolver.js';
import { Session } from './sessions/session.entity.js';
import { SessionsResolver } from './sessions/sessions.resolver.js';
import { SessionsService } from './sessions/sessions.service.js';
import { AccessOffice } from './access/access.js';
import { AccessTokens } from './access/access-tokens.js';
import { PassportDesk } from './access/passport-desk.js';
import { PasswordCheck } from './passwords/password-check.js';
import { RefreshTokens } from './access/refresh-tokens.js';
import { SignInLimits } from './sign-in/sign-in-limits.js';
import { SignInOffice } from './sign-in/sign-in-office.js';
import { SignInRegister } from './sign-in/sign-in-register.js';
import { SignInTrail } from './sign-in/sign-in-trail.js';
import { SignInResolver } from './sign-in/sign-in.resolver.js';
import { TokenIdentifier } from './access/token-identifier.js';
import { Team } from './teams/team.entity.js';
import { TeamsResolver } from './teams/teams.resolver.js';
import { TeamsService } from './teams/teams.service.js';
import { AccessStamps } from './users/access-stamps.js';
import { User } from './users/user.entity.js';
import { UserProvision } from './users/user-provision.js';
import { UsersResolver } from './users/users.resolver.js';
import { UsersService } from './users/users.service.js';

@Global()
@Module({
  providers: [
    ...repositories(Organization, Team, User, Membership, Session),
    MeResolver,
    ...[AccessOffice, AccessTokens, PassportDesk, PasswordCheck, RefreshTokens, TokenIdentifier],
    ...[SignInLimits, SignInOffice, SignInRegister, SignInResolver, SignInTrail],
    ...[PasswordHasher, PasswordsResolver, PasswordsService, SessionsResolver, SessionsService],
    ...[AcceptanceService, InvitationTokens, InvitationsResolver, InvitationsService],
    ...[AccessStamps, MembershipsResolver, MembershipsService, RolesResolver, UsersResolver, UsersService],
    ...[OrganizationsResolver, OrganizationsService, TeamsResolver, TeamsService],
    ...[FoundingService, UserProvision],
    { provide: Identifier, useExisting: TokenIdentifier },
    { provide: TimeZones, useClass: OrganizationTimeZones },
  ],
  exports: [
    ...[Identifier, TimeZones, TokenIdentifier, AccessOffice, AccessTokens],
    ...[FoundingService, PasswordHasher, UserProvision],
  ],
})
export class IdentityModule implements OnApplicationBootstrap {
  onApplicationBootstrap(): void {
    mustNameKnownPermissions(BUILT_IN_ROLES);
  }
}
