// The password check: a wrong user, a wrong password and a locked account take the same steps and end alike.
import { context } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { SignInLimits } from '../sign-in/sign-in-limits.js';
import { SignInRegister, type Try } from '../sign-in/sign-in-register.js';
import { SignInTrail } from '../sign-in/sign-in-trail.js';
import { SignInLocked } from '../sign-in/sign-in.events.js';

/** Whose password it was. */
export interface Account {
  organizationId: string;
  userId: string;
}

@Injectable()
export class PasswordCheck {
  constructor(
    private readonly register: SignInRegister,
    private readonly hasher: PasswordHasher,
    private readonly limits: SignInLimits,
    private readonly trail: SignInTrail,
  ) {}

  /**
   * The account that address and password open, if they do; whether its user may still sign in is another question.
   * @throws RATE_LIMITED when the asking address tried too often
   */
  async byEmail(email: string, password: string): Promise<Account | undefined> {
    const address = context().address ?? '';
    const index = this.register.indexOf(email);
    const granted = await this.limits.take(address, index);
    const tried = granted ? await this.register.tryAt(index) : undefined;
    const account = await this.outcome(tried && (await this.taken(tried, address)), password);
    if (account) await this.limits.giveBack(address, index, account.organizationId);
    return account;
  }

  /** The try, unless its organisation has had too many wrong ones; that is answered like a wrong password. */
  private async taken(tried: Try, address: string): Promise<Try | undefined> {
    if (await this.limits.takeAt(tried.organizationId, address)) return tried;
    this.trail.refused(tried, 'too many tries at the organisation');
    return undefined;
  }

  /** Whether a signed-in user knows their password; wrong ones count as they do when signing in. */
  async ofUser(userId: string, password: string): Promise<boolean> {
    return (await this.outcome(await this.register.tryOf(userId), password)) !== undefined;
  }

  private async outcome(tried: Try | undefined, password: string): Promise<Account | undefined> {
    const right = await this.hasher.verify(password, tried?.hash);
    if (!tried) return undefined;
    const { organizationId, userId, lockedUntil } = tried;
    if (!right) {
      const locked = lockedUntil && SignInLocked({ userId });
      this.trail.refused({ organizationId, userId }, 'wrong password', locked);
      return undefined;
    }
    await this.register.forgive(userId);
    return { organizationId, userId };
  }
}
