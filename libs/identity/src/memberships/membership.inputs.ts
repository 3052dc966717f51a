// What may be said of a membership.
import { Id, pick } from '@haven/platform';
import { InputType } from '@nestjs/graphql';
import { Membership } from './membership.entity.js';

@InputType({
  description:
    'A role for a user. Without a team it is held for the whole organisation, without a first day from today.',
})
export class GrantRoleInput extends pick(Membership, ['userId', 'role'], ['teamId', 'validFrom', 'validUntil']) {
  @Id({ is: 'UUID made by the client; sending the same request again changes nothing.', optional: true })
  id?: string;
}
