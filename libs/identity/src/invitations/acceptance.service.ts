// What is done when an invitation is accepted: whoever holds the token chooses the password.
import { Database, Repo, type Repository } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { passwordErrors } from '../passwords/password.errors.js';
import { PasswordsService } from '../passwords/passwords.service.js';
import { SessionEnd } from '../sessions/session.entity.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { stranger } from '../access/access.js';
import { User } from '../users/user.entity.js';
import { InvitationTokens } from './invitation-tokens.js';
import type { AcceptInvitationInput } from './invitation.inputs.js';

@Injectable()
export class AcceptanceService {
  constructor(
    @Repo(User) private readonly users: Repository<User>,
    private readonly tokens: InvitationTokens,
    private readonly database: Database,
    private readonly hasher: PasswordHasher,
    private readonly passwords: PasswordsService,
    private readonly sessions: SessionsService,
  ) {}

  /** @throws INVITATION_INVALID, or BAD_USER_INPUT when the password is not taken; the invitation is then still in force */
  async accept({ token, password }: AcceptInvitationInput): Promise<void> {
    const claimed = this.tokens.claimed(token);
    if (!claimed) throw passwordErrors.INVITATION_INVALID();
    const theirs = stranger(claimed.organizationId, claimed.userId);
    await this.database.within(theirs, { readOnly: true }, async () => {
      const user = await this.invited(claimed.userId, token, false);
      await this.passwords.mustBeGood(password, user, 'input.password');
    });
    // Between two transactions: nobody holds a connection while waiting for their turn to hash.
    const hash = await this.hasher.hash(password);
    await this.database.within(theirs, { readOnly: false }, async () => {
      const user = await this.invited(claimed.userId, token, true);
      if (!(await this.passwords.set(user, hash))) throw passwordErrors.INVITATION_INVALID();
      user.invitation += 1;
      await this.users.save(user);
      await this.sessions.endAll(user.id, SessionEnd.PASSWORD_CHANGED);
    });
  }

  private async invited(userId: string, token: string, lock: boolean): Promise<User> {
    const [user] = await this.users.find({ id: userId, active: true }, 'unscoped', { limit: 1, lock });
    if (!user || !this.tokens.isFor(token, user)) throw passwordErrors.INVITATION_INVALID();
    return user;
  }
}
