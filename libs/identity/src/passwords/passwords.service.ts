// What is done with passwords: a signed-in user changes theirs.
import { badInput } from '@haven/kernel';
import { Repo, unitOfWork, who, type Repository } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { Organization } from '../organizations/organization.entity.js';
import { SessionEnd } from '../sessions/session.entity.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { PasswordCheck } from './password-check.js';
import { SignInRegister } from '../sign-in/sign-in-register.js';
import { User } from '../users/user.entity.js';
import { PasswordHasher } from './password-hasher.js';
import { passwordComplaint } from './password-rules.js';
import { passwordErrors } from './password.errors.js';
import type { ChangePasswordInput } from './passwords.inputs.js';

@Injectable()
export class PasswordsService {
  constructor(
    @Repo(User) private readonly users: Repository<User>,
    @Repo(Organization) private readonly organizations: Repository<Organization>,
    private readonly check: PasswordCheck,
    private readonly hasher: PasswordHasher,
    private readonly register: SignInRegister,
    private readonly sessions: SessionsService,
  ) {}

  /** @throws PASSWORD_WRONG, or BAD_USER_INPUT when the new one is not taken */
  async change({ currentPassword, newPassword }: ChangePasswordInput): Promise<void> {
    const { userId, sessionId } = who();
    // Both hashes come before the first statement: nobody holds a connection while waiting for their turn.
    if (!(await this.check.ofUser(userId, currentPassword))) throw passwordErrors.PASSWORD_WRONG();
    const hash = await this.hasher.hash(newPassword);
    const [user] = await this.users.find({ id: userId }, 'unscoped', { limit: 1, lock: true });
    await this.mustBeGood(newPassword, user!, 'input.newPassword');
    if (!(await this.set(user!, hash))) throw passwordErrors.PASSWORD_WRONG();
    await this.sessions.endAll(userId, SessionEnd.PASSWORD_CHANGED, sessionId);
  }

  /** @throws BAD_USER_INPUT on the named field */
  async mustBeGood(password: string, { email }: User, field: string): Promise<void> {
    const [organization] = await this.organizations.find({ id: unitOfWork().who.organizationId }, 'unscoped', {
      limit: 1,
    });
    const complaint = passwordComplaint(password, { organization: organization!.name, email });
    if (complaint) throw badInput(field, complaint);
  }

  /** Writes the password down. Returns false when the address signs in somebody else. */
  set({ emailIndex, organizationId, id }: User, hash: string): Promise<boolean> {
    return this.register.claim(emailIndex, organizationId, id, hash);
  }
}
