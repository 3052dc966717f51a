// What is done with memberships: roles are given and taken.
import { Repo, today, who, type Repository } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { oneselfErrors } from '../oneself.errors.js';
import { AccessStamps } from '../users/access-stamps.js';
import { Membership } from './membership.entity.js';
import type { GrantRoleInput } from './membership.inputs.js';
import { MembershipPermission } from './membership.permissions.js';
import { lastDayOf, mustBeInOrder, mustBeRole } from './membership.rules.js';

@Injectable()
export class MembershipsService {
  constructor(
    @Repo(Membership) private readonly memberships: Repository<Membership>,
    private readonly stamps: AccessStamps,
  ) {}

  /** @throws NOT_TO_ONESELF, ROLE_NOT_FOR_TEAM, NOT_FOUND when the organisation has no such user or team */
  async grant({ id, userId, role, teamId, validFrom, validUntil }: GrantRoleInput): Promise<Membership> {
    if (userId === who().userId) throw oneselfErrors.NOT_TO_ONESELF();
    mustBeRole(role, teamId);
    const from = validFrom ?? today(who());
    mustBeInOrder(from, validUntil ?? undefined);
    const membership = await this.memberships.add({
      ...(id && { id }),
      userId,
      role,
      teamId,
      validFrom: from,
      validUntil,
    });
    await this.stamps.raiseOf(userId);
    return membership;
  }

  async end(id: string, lastDay: string | undefined): Promise<Membership> {
    const membership = await this.memberships.one(id, MembershipPermission.grant);
    membership.validUntil = lastDayOf(membership, lastDay, today(who()));
    await this.stamps.raiseOf(membership.userId);
    return this.memberships.save(membership);
  }
}
