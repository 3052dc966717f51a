// A line of a case's checklist: a required document with the document that fits it best. Nothing of it is stored: it is read from a view.
import { Codes, Count, Day, Derived, Flag, Id, Recorded, Ref, TenantRecord, Text, type RowRule } from '@haven/platform';
import { Case } from '../cases/case.entity.js';
import { CasePermission } from '../cases/case.permissions.js';
import { Document } from '../documents/document.entity.js';
import { RequiredDocument } from '../required-documents/required-document.entity.js';
import { Task } from '../tasks/task.entity.js';
import { ChecklistState } from './checklist-state.js';
import { bestFit, fits, inForce, stateSql, type Column } from './fitting.js';

const documentOf =
  (col: Column): Column =>
  (column) =>
    col(`document_${column}`);

/** Today does not stand in a view: what depends on it is worked out above it. */
const state = (col: Column, today: string): string =>
  stateSql(documentOf(col), { validForDays: col('valid_for_days'), today });

/** The view has a row for each document of the applicant and one for none; the one that fits best stands in the checklist. */
const best: RowRule = ({ col, today }) => {
  const wanted = {
    kinds: col('kinds'),
    caseId: col('case_id'),
    validForDays: col('valid_for_days'),
    today: today(),
  };
  return `(${col('document_id')} is null or ${fits(documentOf(col), wanted)})
    and ${col('document_id')} is not distinct from ${bestFit(col('organization_id'), col('applicant_id'), wanted)}`;
};

/** Whether the required document needs nothing more. */
const satisfied: RowRule = ({ col, today }) =>
  `case ${state(col, today())} when '${ChecklistState.VERIFIED}' then true when '${ChecklistState.PRESENT}' then not ${col('must_be_verified')} else false end`;

@Recorded({
  table: 'checklist_item',
  is: "A required document as it stands in a case: one for each that is asked for today of the case's programme. Documents of the applicant count, whichever case they were added for; what the asking user does not see of them shows in `state` alone.",
  permissions: { read: CasePermission.read },
  owner: { record: () => Case, by: 'caseId' },
  rule: (row) => `(${inForce(row.col, row.today())} and ${best(row)})`,
  defaultOrder: { property: 'createdAt', direction: 'ASC' },
})
export class ChecklistItem extends TenantRecord {
  @Ref(() => Case, { is: 'The case.', visibleWithRow: true })
  caseId: string;

  @Ref(() => RequiredDocument, { is: 'What is asked for; null for who may not see what programmes ask for.' })
  requiredDocumentId: string;

  @Flag({ is: 'Whether the case cannot do without it.', listed: true })
  obligatory: boolean;

  @Ref(() => Document, {
    is: 'The document that fits best, the newest of equal ones; null when there is none, when it is out of reach, and when it is of a class that the asking user does not see.',
    optional: true,
    visibleIf: ({ col, sees }) => sees(col('document_sensitivity')),
  })
  documentId?: string;

  @Ref(() => Task, {
    is: 'The task by which it is or was asked for; null when there is none or it is out of reach.',
    optional: true,
  })
  taskId?: string;

  @Id({ is: 'Whose case it is.', internal: true })
  applicantId: string;

  @Codes({ is: 'Kinds of paper that will do.', max: 20, internal: true })
  kinds: string[];

  @Flag({ is: 'Whether it counts only once verified.', internal: true })
  mustBeVerified: boolean;

  @Count({ is: 'Days ahead for which it must be valid.', internal: true, optional: true })
  validForDays?: number;

  @Day({ is: 'First day on which it is asked for.', internal: true, optional: true })
  activeFrom?: string;

  @Day({ is: 'First day on which it is not asked for any more.', internal: true, optional: true })
  activeBefore?: string;

  @Text({ is: 'Kind of the document.', max: 40, internal: true, optional: true })
  documentKind?: string;

  @Id({ is: 'Case that the document was added for.', internal: true, optional: true })
  documentCaseId?: string;

  @Text({ is: 'Where the document stands.', max: 40, internal: true, optional: true })
  documentStatus?: string;

  @Text({ is: 'Whether a second person has looked at the document.', max: 40, internal: true, optional: true })
  documentVerification?: string;

  @Day({ is: 'Last day of validity of the document.', internal: true, optional: true })
  documentExpiresOn?: string;

  @Text({ is: 'Class of what the document holds.', max: 40, internal: true, optional: true })
  documentSensitivity?: string;

  @Derived(() => ChecklistState, {
    is: "How it stands, by the organisation's calendar.",
    sql: ({ col, today }) => state(col, today()),
  })
  readonly state?: ChecklistState;

  @Derived(() => Boolean, {
    is: 'Whether nothing more is needed: VERIFIED, or PRESENT where no second person has to look at it.',
    sql: satisfied,
  })
  readonly satisfied?: boolean;
}
