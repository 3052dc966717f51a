// User provision: organisations and their first users, made by the installation itself (the command line, a demo) and not by a user.
import { commonErrors, newId } from '@haven/kernel';
import { Database, Keyring, Repo, unitOfWork, type Draft, type Repository } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { InterfaceLanguage, Organization } from '../organizations/organization.entity.js';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { stranger } from '../access/access.js';
import { SignInRegister } from '../sign-in/sign-in-register.js';
import { User } from './user.entity.js';

export interface FoundingUser extends Pick<Draft<User>, 'id' | 'name' | 'email' | 'kind' | 'language'> {
  /** Taken as it is: the rules about good passwords are for those who choose one. Without it the user cannot sign in yet. */
  password?: string;
}

export type FoundingOrganization = Pick<Draft<Organization>, 'id' | 'name' | 'timeZone' | 'holidayCountry'> &
  Partial<Pick<Draft<Organization>, 'defaultLanguage' | 'workingDays'>>;

@Injectable()
export class UserProvision {
  constructor(
    @Repo(Organization) private readonly organizations: Repository<Organization>,
    @Repo(User) private readonly users: Repository<User>,
    private readonly keyring: Keyring,
    private readonly database: Database,
    private readonly register: SignInRegister,
    private readonly hasher: PasswordHasher,
  ) {}

  /**
   * Makes an organisation with its keys, in a transaction of its own; to be called inside `inContext`.
   * @returns its id
   */
  async foundOrganization({ id = newId(), ...draft }: FoundingOrganization): Promise<string> {
    // The keys come before the rows: a key without an organisation is harmless.
    await this.keyring.createOrganization(id);
    await this.database.within(stranger(id, id), { readOnly: false }, async (work) => {
      await work.run('insert into tenant (organization_id) values ($1)', [id]);
      await this.organizations.add({
        defaultLanguage: InterfaceLanguage.EN,
        workingDays: ['MON', 'TUE', 'WED', 'THU', 'FRI'],
        keepsOriginals: false,
        ...draft,
        id,
      });
    });
    return id;
  }

  /**
   * Makes a user of the organisation whose unit of work is under way.
   * @throws CONFLICT when the address is taken
   */
  async provisionUser({ password, ...draft }: FoundingUser): Promise<User> {
    const hash = password === undefined ? undefined : await this.hasher.hash(password);
    const user = await this.newUser(draft);
    if (hash && !(await this.register.claim(user.emailIndex, unitOfWork().who.organizationId, user.id, hash))) {
      throw commonErrors.CONFLICT('The e-mail address signs in somebody else.');
    }
    return user;
  }

  /** A user who has no password yet. @throws CONFLICT when the organisation has a user of this address */
  newUser(draft: Pick<Draft<User>, 'id' | 'name' | 'email' | 'kind' | 'language'>): Promise<User> {
    return this.users.add({
      ...draft,
      emailIndex: this.register.indexOf(draft.email),
      active: true,
      accessStamp: 1,
      invitation: 0,
    });
  }
}
