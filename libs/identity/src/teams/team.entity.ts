// A team: an office or desk of an organisation; teams form a tree.
import { Recorded, Ref, TenantRecord, Text } from '@haven/platform';
import { TeamPermission } from './team.permissions.js';

@Recorded({
  table: 'team',
  is: 'An office or desk of the organisation. Whoever holds a role for a team holds it for the teams below, too.',
  permissions: TeamPermission,
  apart: ['create'],
  defaultOrder: { property: 'name', direction: 'ASC' },
})
export class Team extends TenantRecord {
  @Text({ is: 'Name of the team, unique within the organisation.', max: 120, listed: true })
  name: string;

  @Ref(() => Team, { is: 'The team above, if any.', optional: true, listed: true })
  parentId?: string;
}
