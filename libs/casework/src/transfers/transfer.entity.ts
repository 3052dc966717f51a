// A transfer: a request that a case go to another team or caseworker, and what became of it.
import { Team, User } from '@haven/identity';
import {
  Choice,
  Derived,
  Id,
  Moment,
  Recorded,
  Ref,
  Sensitivity,
  TenantRecord,
  Text,
  type RowRule,
} from '@haven/platform';
import { Case, CasePriority } from '../cases/case.entity.js';
import { TransferPermission } from './transfer.permissions.js';
import { TransferStatus } from './transfer.status.js';

/** What the receiver sees of a case that is not theirs yet: this column, and only while the request waits for them. */
const ofTheCase =
  (column: string): RowRule =>
  ({ col }) =>
    `(select k.${column} from "case" k where k.organization_id = ${col('organization_id')} and k.id = ${col('case_id')} and ${col('status')} = 'REQUESTED')`;
const WHILE_OPEN = 'Null once the request is answered or withdrawn: then `case` tells it to who sees the case.';

@Recorded({
  table: 'case_transfer',
  is: 'A request that a case go to another team or caseworker. Seen by who sees the case, by who asked or answered and, while it is open, by those to whom it is addressed.',
  permissions: TransferPermission,
  // Each depends on who asked and who is named, too: `answerable` and `withdrawable` tell it.
  apart: ['request', 'answer', 'oversee'],
  subject: 'applicantId',
  // Either is enough: the case, or the request alone for those who are to decide on a case that they do not see yet.
  owner: { record: () => Case, by: 'caseId' },
  scope: {
    own: ({ col, me }) =>
      `(${col('requested_by_id')} = ${me()} or ${col('decided_by_id')} = ${me()} or (${col('status')} = 'REQUESTED' and ${col('to_assignee_id')} = ${me()}))`,
    team: ({ col }, teams) => `(${col('status')} = 'REQUESTED' and ${col('to_team_id')} = any(${teams}))`,
  },
  keepFor: 10,
})
export class CaseTransfer extends TenantRecord {
  @Ref(() => Case, { is: 'Case that is to go; null for who sees the request but not the case.', listed: true })
  caseId: string;

  @Id({ is: 'The person whom the case is for.', internal: true })
  applicantId: string;

  @Ref(() => User, { is: 'Who asked for it.', listed: true })
  requestedById: string;

  @Ref(() => Team, { is: 'Team of the case when it was asked for.', listed: true, visibleWithRow: true })
  fromTeamId: string;

  @Ref(() => User, { is: 'Who was in charge of the case then; none when nobody was.', listed: true, optional: true })
  fromAssigneeId?: string;

  @Ref(() => Team, { is: 'Team that is to have the case.', listed: true, visibleWithRow: true })
  toTeamId: string;

  @Ref(() => User, {
    is: 'Colleague who is to be in charge; none for the team, which then puts somebody in charge.',
    listed: true,
    optional: true,
  })
  toAssigneeId?: string;

  @Text({
    is: 'Why, in words for the receiver.',
    max: 4000,
    multiline: true,
    encrypted: true,
    sensitivity: Sensitivity.PERSECUTION,
  })
  reason: string;

  @Choice(TransferStatus, { is: 'Where the request stands.', listed: true })
  status: TransferStatus;

  @Text({
    is: 'Why it was refused.',
    max: 4000,
    multiline: true,
    encrypted: true,
    sensitivity: Sensitivity.PERSECUTION,
    optional: true,
  })
  refusal?: string;

  @Ref(() => User, {
    is: 'Who accepted, refused or withdrew it, or ended the case; none while it is open.',
    listed: true,
    optional: true,
  })
  decidedById?: string;

  @Moment({ is: 'When it was accepted, refused or withdrawn.', listed: true, optional: true })
  decidedAt?: Date;

  @Derived(() => String, { is: `Number of the case. ${WHILE_OPEN}`, sql: ofTheCase('number'), nullable: true })
  readonly caseNumber?: string | null;

  @Derived(() => String, { is: `Programme of the case. ${WHILE_OPEN}`, sql: ofTheCase('programme'), nullable: true })
  readonly caseProgramme?: string | null;

  @Derived(() => CasePriority, {
    is: `How soon the case wants work. ${WHILE_OPEN}`,
    sql: ofTheCase('priority'),
    nullable: true,
  })
  readonly casePriority?: CasePriority | null;

  @Derived(() => Boolean, {
    is: 'Whether the asking user may accept or refuse it now.',
    sql: ({ col, me, may, ofMyTeams }) => {
      const answers = ofMyTeams('to_team_id', TransferPermission.answer);
      const oversees = ofMyTeams('to_team_id', TransferPermission.oversee);
      const named = may(TransferPermission.answer)
        ? `coalesce(${col('to_assignee_id')} = ${me()}, ${answers})`
        : 'false';
      return `(${col('status')} = 'REQUESTED' and ${col('requested_by_id')} <> ${me()} and (${named} or ${oversees}))`;
    },
  })
  readonly answerable?: boolean;

  @Derived(() => Boolean, {
    is: 'Whether the asking user may withdraw it now.',
    sql: ({ col, me, reaches }) => {
      const overseen = reaches(Case, TransferPermission.oversee, 'k');
      const ofTheirs = `exists (select from "case" k where k.organization_id = ${col('organization_id')} and k.id = ${col('case_id')} and ${overseen})`;
      return `(${col('status')} = 'REQUESTED' and (${col('requested_by_id')} = ${me()} or ${ofTheirs}))`;
    },
  })
  readonly withdrawable?: boolean;
}
