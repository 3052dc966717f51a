// A case: one organisation's work for one applicant.
import { Team, User } from '@haven/identity';
import { Choice, Day, Derived, Flag, Moment, Recorded, Ref, Sensitivity, TenantRecord, Text } from '@haven/platform';
import { registerEnumType } from '@nestjs/graphql';
import { Applicant } from '../applicants/applicant.entity.js';
import { workedOnAlong } from '../participants/participation.js';
import { CasePermission } from './case.permissions.js';
import { CASE_MOVES, CaseStatus } from './case.status.js';

export enum CasePriority {
  LOW = 'LOW',
  NORMAL = 'NORMAL',
  HIGH = 'HIGH',
  URGENT = 'URGENT',
}
registerEnumType(CasePriority, { name: 'CasePriority', description: 'How soon a case wants work.' });

export enum RiskLevel {
  NONE = 'NONE',
  LOW = 'LOW',
  MEDIUM = 'MEDIUM',
  HIGH = 'HIGH',
}
registerEnumType(RiskLevel, { name: 'RiskLevel', description: 'How much danger the person is in, as last assessed.' });

@Recorded({
  table: 'case',
  is: 'The work of one organisation for one applicant and, if so marked, for the household.',
  permissions: CasePermission,
  apart: ['open', 'override'],
  subject: 'applicantId',
  scope: {
    own: ({ col, me }) => `(${col('assignee_id')} = ${me()} or ${col('created_by_id')} = ${me()})`,
    team: (row, teams) => `(${row.col('team_id')} = any(${teams}) or ${workedOnAlong(row)})`,
  },
  defaultOrder: { property: 'openedAt', direction: 'DESC' },
  keepFor: 10,
})
export class Case extends TenantRecord {
  @Text({
    is: 'Number of the case, such as 2026-000123-7, unique within the organisation; the last character checks the others (ISO 7064 MOD 37,36).',
    max: 40,
    listed: true,
  })
  number: string;

  @Ref(() => Applicant, { is: 'The person whom the case is for.', listed: true, visibleWithRow: true })
  applicantId: string;

  @Flag({ is: 'Whether the case is for the whole household.' })
  forHousehold: boolean;

  @Text({ is: 'Programme of the organisation under which the case runs.', max: 120, listed: true, optional: true })
  programme?: string;

  @Text({ is: 'The programme as it is compared.', max: 400, internal: true, optional: true })
  programmeForm?: string;

  @Choice(CaseStatus, { is: 'Where the case stands.', listed: true })
  status: CaseStatus;

  @Choice(CasePriority, { is: 'How soon it wants work.', listed: true })
  priority: CasePriority;

  @Choice(RiskLevel, { is: 'How much danger the person is in.', listed: true })
  riskLevel: RiskLevel;

  @Ref(() => Team, { is: 'Team that the case belongs to.', listed: true, visibleWithRow: true })
  teamId: string;

  @Ref(() => User, { is: 'Caseworker in charge; none while nobody is.', listed: true, optional: true })
  assigneeId?: string;

  @Moment({ is: 'When the case was opened.', listed: true })
  openedAt: Date;

  @Day({ is: 'Day by which the case should be closed.', listed: true, optional: true })
  dueOn?: string;

  @Moment({ is: 'When the case was closed or declined.', listed: true, optional: true })
  closedAt?: Date;

  @Text({ is: 'Outcome of a closed case: a code of the list case-outcomes.', max: 40, listed: true, optional: true })
  outcome?: string;

  @Text({
    is: 'Why it was closed or declined: a code of the list closure-reasons or intake-decline-reasons.',
    max: 40,
    listed: true,
    optional: true,
  })
  closureReason?: string;

  @Text({
    is: 'What was said of the last move: about closing, declining, reopening or putting on hold. Earlier remarks stand in the history.',
    max: 4000,
    multiline: true,
    encrypted: true,
    sensitivity: Sensitivity.PERSECUTION,
    optional: true,
  })
  statusRemark?: string;

  @Derived(() => Boolean, {
    is: 'Whether the due day has passed while the case is open.',
    sql: ({ col, today }) => `coalesce(${col('due_on')} < ${today()} and ${col('closed_at')} is null, false)`,
  })
  overdue?: boolean;

  @Derived(() => [CaseStatus], {
    is: 'Where the case can go from here, whoever asks: a deed is possible when both this and `viewerCan` allow it. ACTIVE of a closed case is reopening; CLOSED and DECLINED have mutations of their own.',
    sql: ({ col }) =>
      `case ${col('status')} ${Object.entries(CASE_MOVES)
        .map(([from, to]) => `when '${from}' then '{${to.join()}}'::text[]`)
        .join(' ')} end`,
  })
  readonly nextStatuses?: CaseStatus[];
}
