// A session: one sign-in on one device, kept alive by a refresh token that changes with every use.
import { Choice, Count, Moment, Recorded, Ref, TenantRecord, Text } from '@haven/platform';
import { registerEnumType } from '@nestjs/graphql';
import { User } from '../users/user.entity.js';
import { SessionPermission } from './session.permissions.js';

export enum SessionEnd {
  SIGNED_OUT = 'SIGNED_OUT',
  ENDED_BY_USER = 'ENDED_BY_USER',
  ENDED_BY_ADMIN = 'ENDED_BY_ADMIN',
  TOKEN_REUSED = 'TOKEN_REUSED',
  USER_SWITCHED_OFF = 'USER_SWITCHED_OFF',
  PASSWORD_CHANGED = 'PASSWORD_CHANGED',
  CROWDED_OUT = 'CROWDED_OUT',
}
registerEnumType(SessionEnd, {
  name: 'SessionEnd',
  description: 'Why a session ended before its time.',
  valuesMap: {
    SIGNED_OUT: { description: 'The user signed out.' },
    ENDED_BY_USER: { description: 'The user ended it from another session.' },
    ENDED_BY_ADMIN: { description: 'Somebody who may end the sessions of others did.' },
    TOKEN_REUSED: { description: 'A refresh token came a second time, or from another device: it had been copied.' },
    USER_SWITCHED_OFF: { description: 'The user was switched off.' },
    PASSWORD_CHANGED: { description: 'The password was changed, in another session or by an invitation.' },
    CROWDED_OUT: { description: 'Fifty others of the user are newer.' },
  },
});

@Recorded({
  table: 'session',
  is: 'One sign-in on one device.',
  permissions: SessionPermission,
  subject: 'organization',
  scope: { own: ({ col, me }) => `${col('user_id')} = ${me()}`, team: () => 'false' },
})
export class Session extends TenantRecord {
  @Ref(() => User, { is: 'Who signed in.', listed: true, visibleWithRow: true })
  userId: string;

  @Text({ is: 'What the browser or client called itself.', max: 400, encrypted: true, optional: true })
  device?: string;

  @Moment({ is: 'When it was last kept alive.', listed: true })
  lastUsedAt: Date;

  @Moment({ is: 'When it ends unless it is kept alive.', listed: true })
  expiresAt: Date;

  @Moment({ is: 'When it ended; none while it is open.', optional: true, listed: true })
  endedAt?: Date;

  @Choice(SessionEnd, { is: 'Why it ended before its time.', optional: true, listed: true })
  endReason?: SessionEnd;

  /** The refresh token in force is the one made for this number; the one before is taken for a few seconds more. */
  @Count({ is: 'How often the refresh token was changed.', internal: true })
  refreshCount: number;
}
