// A user: a member of staff, a partner contact or a service account of one organisation.
import { Choice, Count, Flag, Recorded, TenantRecord, Text } from '@haven/platform';
import { registerEnumType } from '@nestjs/graphql';
import { InterfaceLanguage } from '../organizations/organization.entity.js';
import { isEmailAddress } from '../sign-in/email-address.js';
import { UserPermission } from './user.permissions.js';

export enum UserKind {
  STAFF = 'STAFF',
  PARTNER = 'PARTNER',
  SERVICE = 'SERVICE',
}
registerEnumType(UserKind, {
  name: 'UserKind',
  description: 'What kind of user this is.',
  valuesMap: {
    STAFF: { description: 'Works for the organisation.' },
    PARTNER: { description: 'Belongs to a partner agency that receives referrals.' },
    SERVICE: { description: 'A program with a token of its own.' },
  },
});

@Recorded({
  table: 'user',
  is: 'Someone who signs in. A user of one organisation is unknown in every other.',
  permissions: UserPermission,
  apart: ['invite'],
  subject: 'organization',
  scope: { own: ({ col, me }) => `${col('id')} = ${me()}`, team: () => 'false' },
})
export class User extends TenantRecord {
  @Text({ is: 'Name as colleagues write it, in any script.', max: 200, encrypted: true, findable: 'parts' })
  name: string;

  @Text({ is: 'E-mail address for signing in.', max: 254, encrypted: true, check: isEmailAddress })
  email: string;

  /** By which the organisation notices a second user of one address; also what the sign-in register knows. */
  @Text({ is: 'Blind index of the e-mail address.', max: 64, internal: true })
  emailIndex: string;

  @Choice(UserKind, { is: 'Staff, partner or service account.', listed: true })
  kind: UserKind;

  @Choice(InterfaceLanguage, { is: 'Language of messages to this user.', optional: true })
  language?: InterfaceLanguage;

  @Flag({ is: 'Whether the user may sign in.', listed: true })
  active: boolean;

  /** Rises with every change of the user's access; Postgres compares it on entry to each operation. */
  @Count({ is: 'Changes with the access of the user.', internal: true })
  accessStamp: number;

  /** The invitation in force is the one made for this number; it rises with every invitation and when one is accepted. */
  @Count({ is: 'How many invitations were made and accepted.', internal: true })
  invitation: number;
}
