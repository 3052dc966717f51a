// A need: what the person lacks.
import { Choice, Day, Recorded, Ref, Sensitivity, TenantRecord, Text } from '@haven/platform';
import { registerEnumType } from '@nestjs/graphql';
import { Applicant } from '../applicants/applicant.entity.js';
import { ApplicantPermission } from '../applicants/applicant.permissions.js';
import { isCode } from '../code-lists/code-lists.js';

export enum NeedPriority {
  LOW = 'LOW',
  NORMAL = 'NORMAL',
  HIGH = 'HIGH',
  URGENT = 'URGENT',
}
registerEnumType(NeedPriority, { name: 'NeedPriority', description: 'How soon a need wants to be met.' });

const specificNeed = (value: string) =>
  isCode('specific-needs', value)
    ? ({ ok: true, value } as const)
    : ({ ok: false, message: 'A code of the list specific-needs, such as SM-CI.' } as const);
const sectorCode = (value: string) =>
  isCode('sectors', value)
    ? ({ ok: true, value } as const)
    : ({ ok: false, message: 'A code of the list sectors, such as SHELTER.' } as const);

@Recorded({
  table: 'need',
  is: 'What an applicant lacks: a specific need, a sector of help, or both.',
  permissions: ApplicantPermission,
  apart: ['register', 'locate'],
  subject: 'applicantId',
  owner: { record: () => Applicant, by: 'applicantId' },
  defaultOrder: { property: 'createdAt', direction: 'ASC' },
})
export class Need extends TenantRecord {
  @Ref(() => Applicant, { is: 'Who lacks it.', visibleWithRow: true })
  applicantId: string;

  // One column has one class, so that of the gravest codes: illness, torture and violence are among them.
  @Text({
    is: 'What makes the person more exposed than others: a code of the list specific-needs.',
    max: 40,
    check: specificNeed,
    sensitivity: Sensitivity.HEALTH,
    optional: true,
  })
  code?: string;

  @Text({
    is: 'What kind of help is needed: a code of the list sectors.',
    max: 40,
    check: sectorCode,
    listed: true,
    optional: true,
  })
  sector?: string;

  @Choice(NeedPriority, { is: 'How soon it wants to be met.', listed: true })
  priority: NeedPriority;

  @Day({ is: 'Since which day it is known.', listed: true })
  openedOn: string;

  @Day({ is: 'On which day it was met.', listed: true, optional: true })
  metOn?: string;

  @Text({
    is: 'What is to be said about it.',
    max: 2000,
    multiline: true,
    encrypted: true,
    sensitivity: Sensitivity.HEALTH,
    optional: true,
  })
  remark?: string;
}
