// How checklists are asked for: under a case, and how much a case lacks in lists of cases.
import { derivedUnder, filteredBy, listedUnder, type RowRule } from '@haven/platform';
import { Int } from '@nestjs/graphql';
import { Case } from '../cases/case.entity.js';
import { ChecklistItem } from './checklist-item.entity.js';
import { document, fits, inForce, satisfies } from './fitting.js';

listedUnder(() => Case, 'checklist', ChecklistItem, 'caseId');
filteredBy(ChecklistItem, 'satisfied');

/** The obligatory papers that a case under way lacks; it stands as `r`. */
const lacking: RowRule = ({ col, today }) => {
  const wanted = { kinds: 'r.kinds', caseId: col('id'), validForDays: 'r.valid_for_days', today: today() };
  return `from required_document r where r.organization_id = ${col('organization_id')} and r.obligatory
    and (r.programme_form is null or r.programme_form = ${col('programme_form')}) and ${inForce((column) => `r.${column}`, today())}
    and not exists (select from document d where d.organization_id = ${col('organization_id')} and d.applicant_id = ${col('applicant_id')}
      and ${fits(document, wanted)} and ${satisfies(document, { ...wanted, mustBeVerified: 'r.must_be_verified' })})`;
};

derivedUnder(Case, 'missingDocuments', () => Int, {
  is: 'How many obligatory papers the case still needs: those of its checklist that are not satisfied. 0 once it is closed or declined.',
  sql: (row) => `case when ${row.col('closed_at')} is null then (select count(*) ${lacking(row)}) else 0 end`,
});
filteredBy(Case, 'lacksDocuments', {
  is: 'Under way, and still in need of obligatory papers: missingDocuments is above 0.',
  holds: (row) => `(${row.col('closed_at')} is null and exists (select ${lacking(row)}))`,
});
