// How users are invited, and how they accept.
import { Public, Requires } from '@haven/platform';
import { Args, ID, Mutation, Resolver } from '@nestjs/graphql';
import { UserPermission } from '../users/user.permissions.js';
import { AcceptanceService } from './acceptance.service.js';
import { AcceptInvitationInput, InviteUserInput } from './invitation.inputs.js';
import { Invitation } from './invitation.views.js';
import { InvitationsService } from './invitations.service.js';

@Resolver(() => Invitation)
export class InvitationsResolver {
  constructor(
    private readonly invitations: InvitationsService,
    private readonly acceptance: AcceptanceService,
  ) {}

  @Requires(UserPermission.invite)
  @Mutation(() => Invitation, {
    description: 'Makes a user and a token with which they choose a password. Needs `user.invite`.',
  })
  inviteUser(@Args('input') input: InviteUserInput): Promise<Invitation> {
    return this.invitations.invite(input);
  }

  @Requires(UserPermission.invite)
  @Mutation(() => Invitation, {
    description:
      'A further token for a user whose invitation was lost or who forgot the password; earlier ones are refused from now on. Needs `user.invite`.',
  })
  inviteUserAgain(
    @Args('userId', { type: () => ID, description: 'User who has not signed in yet, or forgot the password.' })
    userId: string,
  ): Promise<Invitation> {
    return this.invitations.inviteAgain(userId);
  }

  @Public()
  @Mutation(() => Boolean, {
    description:
      'Chooses the password of an invited user and ends their sessions, if any. INVITATION_INVALID when the token is not in force.',
  })
  async acceptInvitation(@Args('input') input: AcceptInvitationInput): Promise<boolean> {
    await this.acceptance.accept(input);
    return true;
  }
}
