// A participant: a colleague who works along on a case, whatever team they are of.
import { User } from '@haven/identity';
import { Choice, Day, Derived, Id, Moment, Recorded, Ref, TenantRecord } from '@haven/platform';
import { registerEnumType } from '@nestjs/graphql';
import { Case } from '../cases/case.entity.js';
import { ParticipantPermission } from './participant.permissions.js';

export enum ParticipantRole {
  CO_WORKER = 'CO_WORKER',
  SUBSTITUTE = 'SUBSTITUTE',
  INTERPRETER = 'INTERPRETER',
  CULTURAL_MEDIATOR = 'CULTURAL_MEDIATOR',
  LEGAL_ADVISER = 'LEGAL_ADVISER',
  PSYCHOSOCIAL_COUNSELLOR = 'PSYCHOSOCIAL_COUNSELLOR',
  SUPERVISOR_ON_CALL = 'SUPERVISOR_ON_CALL',
}
registerEnumType(ParticipantRole, {
  name: 'ParticipantRole',
  description:
    'As what a colleague works along on a case. It says what they are there for; what they may do follows from the roles that they hold.',
  valuesMap: {
    CO_WORKER: { description: 'Does a part of the work beside the caseworker in charge.' },
    SUBSTITUTE: { description: 'Stands in for the caseworker in charge while they are away.' },
    INTERPRETER: { description: 'Interprets between the person and colleagues.' },
    CULTURAL_MEDIATOR: { description: 'Helps the person and colleagues understand each other beyond the language.' },
    LEGAL_ADVISER: { description: 'Advises on law, such as asylum or residence.' },
    PSYCHOSOCIAL_COUNSELLOR: { description: 'Gives psychosocial support.' },
    SUPERVISOR_ON_CALL: { description: 'Decides when the supervisor of the team cannot be reached.' },
  },
});

@Recorded({
  table: 'case_participant',
  is: 'A colleague who works along on a case. While it lasts, they reach the case as if it were of their teams: with every permission that they hold for a team.',
  permissions: ParticipantPermission,
  subject: 'applicantId',
  owner: { record: () => Case, by: 'caseId' },
})
export class CaseParticipant extends TenantRecord {
  @Ref(() => Case, { is: 'Case on which they work along.', listed: true })
  caseId: string;

  @Id({ is: 'The person whom the case is for.', internal: true })
  applicantId: string;

  @Ref(() => User, { is: 'The colleague.', listed: true })
  userId: string;

  @Choice(ParticipantRole, { is: 'As what they work along.', listed: true })
  role: ParticipantRole;

  @Day({ is: "First day, by the organisation's calendar.", listed: true })
  validFrom: string;

  @Day({ is: 'Last day, included; none while it is open-ended.', listed: true, optional: true })
  validUntil?: string;

  @Moment({
    is: 'When it was ended by a colleague; from that moment they work along no more.',
    listed: true,
    optional: true,
  })
  endedAt?: Date;

  @Derived(() => Boolean, {
    is: "Whether they work along today, by the organisation's calendar.",
    sql: ({ col, today }) =>
      `(${col('ended_at')} is null and ${col('valid_from')} <= ${today()} and coalesce(${col('valid_until')} >= ${today()}, true))`,
  })
  readonly current?: boolean;
}
