// What may be said of a case.
import { Choice, Flag, Id, pick, Text } from '@haven/platform';
import { InputType } from '@nestjs/graphql';
import { isCode, type CodeListName } from '../code-lists/code-lists.js';
import { Case } from './case.entity.js';
import { CaseStatus } from './case.status.js';

const codeOf = (list: CodeListName) => (value: string) =>
  isCode(list, value)
    ? ({ ok: true, value } as const)
    : ({ ok: false, message: `A code of the list ${list}.` } as const);

const REMARK = { max: 4000, multiline: true, optional: true } as const;

@InputType({ description: 'A new case.' })
export class OpenCaseInput extends pick(
  Case,
  ['applicantId'],
  ['teamId', 'assigneeId', 'programme', 'priority', 'riskLevel', 'forHousehold', 'dueOn'],
) {
  @Id({ is: 'UUID made by the client; sending the same request again changes nothing.', optional: true })
  id?: string;
}

@InputType({ description: 'What is to be otherwise about a case. What is absent stays as it is, null empties.' })
export class UpdateCaseInput extends pick(Case, [], ['programme', 'priority', 'riskLevel', 'forHousehold', 'dueOn']) {}

@InputType({ description: 'A move of a case that is under way.' })
export class MoveCaseInput {
  @Choice(CaseStatus, {
    is: 'Where to: ASSESSMENT, ACTIVE or ON_HOLD. Closing, declining and reopening are mutations of their own.',
  })
  to: CaseStatus;

  @Text({ is: 'What is to be said about it.', ...REMARK })
  remark?: string;
}

@InputType({ description: 'Why a case is not taken on.' })
export class DeclineCaseInput {
  @Text({ is: 'Reason: a code of the list intake-decline-reasons.', max: 40, check: codeOf('intake-decline-reasons') })
  reason: string;

  @Text({ is: 'What is to be said about it.', ...REMARK })
  remark?: string;
}

@InputType({ description: 'How a case ends.' })
export class CloseCaseInput {
  @Text({
    is: 'What has become of the needs: a code of the list case-outcomes.',
    max: 40,
    check: codeOf('case-outcomes'),
  })
  outcome: string;

  @Text({ is: 'Why it is closed: a code of the list closure-reasons.', max: 40, check: codeOf('closure-reasons') })
  reason: string;

  @Text({ is: 'What is to be said about it; obligatory with an override.', ...REMARK })
  remark?: string;

  @Flag({
    is: 'Close although something is still open, such as a task. Needs `case.override` for this case, and a remark.',
    optional: true,
  })
  override?: boolean;
}

@InputType({ description: 'Why a closed case is taken up again.' })
export class ReopenCaseInput {
  @Text({ is: 'The reason, in words.', max: 4000, multiline: true })
  reason: string;
}

@InputType({
  description: 'Who works on a case. What is absent stays as it is; null for assigneeId takes it from whoever has it.',
})
export class AssignCaseInput extends pick(Case, [], ['assigneeId', 'teamId']) {}
