// What is done to found: an organisation is made with its first user, who is its admin, by the installation itself.
import { dayIn, DomainError, namedId, now } from '@haven/kernel';
import { Database, inContext, Repo, type Repository } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { stranger } from '../access/access.js';
import { InvitationTokens } from '../invitations/invitation-tokens.js';
import { Membership } from '../memberships/membership.entity.js';
import { SignInRegister } from '../sign-in/sign-in-register.js';
import { User, UserKind } from '../users/user.entity.js';
import { UserProvision, type FoundingOrganization, type FoundingUser } from '../users/user-provision.js';

const ADMIN_ROLE = 'organisation-admin';
const AS = { requestId: 'found', operation: 'found' };

export type NewOrganization = Omit<FoundingOrganization, 'id'>;
export type Founder = Pick<FoundingUser, 'name' | 'email'>;
/** An invitation for the founder, or why there is none. */
export type Founding = { token: string; expiresAt: Date } | 'founded already' | 'signs in elsewhere' | 'unknown';

@Injectable()
export class FoundingService {
  constructor(
    @Repo(User) private readonly users: Repository<User>,
    @Repo(Membership) private readonly memberships: Repository<Membership>,
    private readonly provision: UserProvision,
    private readonly register: SignInRegister,
    private readonly invitations: InvitationTokens,
    private readonly database: Database,
  ) {}

  /**
   * Makes an organisation with one user, who is its admin. Asked again for the same address it makes nothing; when it was interrupted,
   * it goes on where it stopped.
   */
  async found(organization: NewOrganization, founder: Founder): Promise<Founding> {
    const index = this.register.indexOf(founder.email);
    const known = await this.register.organizationOf(index);
    if (known) return known === organizationFoundedBy(index) ? 'founded already' : 'signs in elsewhere';
    try {
      return await inContext(AS, () => this.make(organization, founder, index));
    } catch (error) {
      // Somebody was a moment faster.
      if (error instanceof DomainError && error.code === 'CONFLICT') return 'founded already';
      throw error;
    }
  }

  private async make(organization: NewOrganization, founder: Founder, index: string): Promise<Founding> {
    const id = organizationFoundedBy(index);
    const { rows } = await this.database.outside('select from tenant where organization_id = $1', [id]);
    if (rows.length === 0) await this.provision.foundOrganization({ ...organization, id });
    return this.within(id, async () => {
      if (await this.founderOf(index)) return 'founded already';
      const user = await this.provision.newUser({ ...founder, kind: UserKind.STAFF });
      const validFrom = dayIn(now(), organization.timeZone);
      await this.memberships.add({ userId: user.id, role: ADMIN_ROLE, validFrom });
      return this.invitations.write(user);
    });
  }

  /** A further invitation for a founder whose first was lost or who forgot the password; 'unknown' when the address founded nothing or was switched off. */
  inviteAgain(email: string): Promise<Founding> {
    const index = this.register.indexOf(email);
    return inContext(AS, () =>
      this.within(organizationFoundedBy(index), async () => {
        const user = await this.founderOf(index);
        if (!user) return 'unknown';
        user.invitation += 1;
        return this.invitations.write(await this.users.save(user));
      }),
    );
  }

  private async founderOf(emailIndex: string): Promise<User | undefined> {
    const [user] = await this.users.find({ emailIndex, active: true }, 'unscoped', { limit: 1, lock: true });
    return user;
  }

  private within<T>(organizationId: string, deed: () => Promise<T>): Promise<T> {
    return this.database.within(stranger(organizationId, organizationId), { readOnly: false }, deed);
  }
}

/** One address founds one organisation, since it can sign in one only: its id follows from the address. */
const organizationFoundedBy = (emailIndex: string): string => namedId(`haven organisation founded by ${emailIndex}`);
