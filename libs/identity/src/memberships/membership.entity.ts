// A membership: a role that a user holds, for a team or the whole organisation, between two days.
import { Day, Recorded, Ref, TenantRecord, Text } from '@haven/platform';
import { Team } from '../teams/team.entity.js';
import { User } from '../users/user.entity.js';
import { MembershipPermission } from './membership.permissions.js';

@Recorded({
  table: 'membership',
  is: 'A role that a user holds. It begins and ends by its days, in the organisation’s time zone.',
  permissions: { read: MembershipPermission.read },
})
export class Membership extends TenantRecord {
  @Ref(() => User, { is: 'Who holds the role.', listed: true, visibleWithRow: true })
  userId: string;

  @Text({ is: 'Name of the role, such as caseworker.', max: 60, listed: true })
  role: string;

  @Ref(() => Team, {
    is: 'The team for which it is held, and the teams below; none for the whole organisation.',
    optional: true,
    listed: true,
  })
  teamId?: string;

  @Day({ is: 'First day.', listed: true })
  validFrom: string;

  @Day({ is: 'Last day, included; none while it is open-ended.', optional: true, listed: true })
  validUntil?: string;
}
