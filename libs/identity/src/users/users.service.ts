// What is done with users: renamed, switched off and on.
import { correct, Repo, type Repository, who } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { oneselfErrors } from '../oneself.errors.js';
import { SessionEnd } from '../sessions/session.entity.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { AccessStamps } from './access-stamps.js';
import { User } from './user.entity.js';
import type { UpdateUserInput } from './user.inputs.js';
import { UserPermission } from './user.permissions.js';

@Injectable()
export class UsersService {
  constructor(
    @Repo(User) private readonly users: Repository<User>,
    private readonly sessions: SessionsService,
    private readonly stamps: AccessStamps,
  ) {}

  async update(id: string, version: number, input: UpdateUserInput): Promise<User> {
    const user = await this.users.one(id, UserPermission.update);
    correct(user, input);
    return this.users.save(user, version);
  }

  /** Ends the user's sessions; nobody signs in as them until they are switched on. @throws NOT_TO_ONESELF */
  async switchOff(id: string): Promise<User> {
    if (id === who().userId) throw oneselfErrors.NOT_TO_ONESELF();
    const user = await this.users.one(id, UserPermission.update);
    await this.sessions.endAll(id, SessionEnd.USER_SWITCHED_OFF);
    await this.stamps.raiseOf(id);
    return this.users.save(Object.assign(user, { active: false }));
  }

  async switchOn(id: string): Promise<User> {
    const user = await this.users.one(id, UserPermission.update);
    await this.stamps.raiseOf(id);
    return this.users.save(Object.assign(user, { active: true }));
  }
}
