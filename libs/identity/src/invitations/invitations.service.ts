// What is done to invite: a user is made, and given a token to choose a password with.
import { Repo, type Repository } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { User } from '../users/user.entity.js';
import { UserPermission } from '../users/user.permissions.js';
import { UserProvision } from '../users/user-provision.js';
import { InvitationTokens } from './invitation-tokens.js';
import type { InviteUserInput } from './invitation.inputs.js';
import type { Invitation } from './invitation.views.js';

@Injectable()
export class InvitationsService {
  constructor(
    @Repo(User) private readonly users: Repository<User>,
    private readonly provision: UserProvision,
    private readonly tokens: InvitationTokens,
  ) {}

  /**
   * Makes a user without a password. That the address signs in somebody of another organisation is not looked at here, so
   * nothing tells it; it comes out when the invitation is accepted.
   * @throws CONFLICT when this organisation has a user of the address
   */
  async invite(input: InviteUserInput): Promise<Invitation> {
    return this.given(await this.provision.newUser(input));
  }

  /** A further invitation, for one that was lost or a password that was forgotten. The one before is no longer in force. */
  async inviteAgain(userId: string): Promise<Invitation> {
    const user = await this.users.one(userId, UserPermission.invite);
    user.invitation += 1;
    return this.given(await this.users.save(user));
  }

  private given(user: User): Invitation {
    return { user: { id: user.id }, ...this.tokens.write(user) };
  }
}
