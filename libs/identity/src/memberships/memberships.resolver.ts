// How roles are given, taken and looked up.
import { DayScalar, listedUnder, reads, Requires } from '@haven/platform';
import { Args, ID, Mutation, Resolver } from '@nestjs/graphql';
import { User } from '../users/user.entity.js';
import { Membership } from './membership.entity.js';
import { GrantRoleInput } from './membership.inputs.js';
import { MembershipPermission } from './membership.permissions.js';
import { MembershipsService } from './memberships.service.js';

reads(Membership, { one: 'membership', list: 'memberships' });
listedUnder(() => User, 'memberships', Membership, 'userId');

@Resolver(() => Membership)
export class MembershipsResolver {
  constructor(private readonly memberships: MembershipsService) {}

  @Requires(MembershipPermission.grant)
  @Mutation(() => Membership, {
    description:
      'Gives a user a role; it holds at their next operation. NOT_TO_ONESELF for one’s own, ROLE_NOT_FOR_TEAM for a team and a role that reaches past teams. Needs `membership.grant`.',
  })
  grantRole(@Args('input') input: GrantRoleInput): Promise<Membership> {
    return this.memberships.grant(input);
  }

  @Requires(MembershipPermission.grant)
  @Mutation(() => Membership, {
    nullable: true,
    description: 'Takes a role, at once or after a last day. Needs `membership.grant`.',
  })
  endMembership(
    @Args('id', { type: () => ID }) id: string,
    @Args('lastDay', {
      type: () => DayScalar,
      nullable: true,
      description: 'Last day on which it is held; yesterday unless said otherwise.',
    })
    lastDay?: string,
  ): Promise<Membership> {
    return this.memberships.end(id, lastDay ?? undefined);
  }
}
