// Fitting: which documents satisfy a required one, and how well, as SQL. The checklist, the filters and the tasks all ask it here.
import { DocumentStatus, DocumentVerification } from '../documents/document.status.js';
import { documentKinds } from '../code-lists/document-kinds.js';
import { ChecklistState } from './checklist-state.js';

const { UPLOADING, QUARANTINED, AVAILABLE } = DocumentStatus;
const { VERIFIED, DISPUTED } = DocumentVerification;

/** Names a column of whatever stands for a record in the statement. */
export type Column = (column: string) => string;

/** The document that stands as `d`. */
export const document: Column = (column) => `d.${column}`;

/** Columns and values that stand for a required document and a case, as SQL. */
export interface Wanted {
  /** text[] of kinds. */
  kinds: string;
  /** The case for which it is wanted. */
  caseId: string;
  /** Days ahead for which it must be valid; may be null. */
  validForDays: string;
  today: string;
}

/** Kind -> the wider kinds that it belongs to, as branches of a CASE. They come from the list, so that a code added there fits at once. */
const WIDER = (() => {
  const parents = new Map(documentKinds.codes.map(({ code, parent }) => [code, parent]));
  const widerOf = (code: string): string[] => {
    const parent = parents.get(code);
    return parent ? [parent, ...widerOf(parent)] : [];
  };
  return documentKinds.codes
    .filter(({ parent }) => parent)
    .map(({ code }) => `when '${code}' then '{${widerOf(code).join()}}'::text[]`)
    .join(' ');
})();

/** Whether a document is a paper as wanted, whatever its state. One of kind OTHER only for the case that it was added for: its kind says nothing. */
export const fits = (d: Column, { kinds, caseId }: Pick<Wanted, 'kinds' | 'caseId'>): string =>
  `(${d('status')} in ('${UPLOADING}', '${QUARANTINED}', '${AVAILABLE}')
    and (${d('kind')} = any(${kinds}) or case ${d('kind')} ${WIDER} else '{}'::text[] end && ${kinds})
    and (${d('kind')} <> 'OTHER' or ${d('case_id')} = ${caseId}))`;

/** Whether a document can be used: it can be opened, nobody disputes it, and it is valid for long enough. */
export const usable = (d: Column, { validForDays, today }: Pick<Wanted, 'validForDays' | 'today'>): string =>
  `(${d('status')} = '${AVAILABLE}' and ${d('verification')} <> '${DISPUTED}' and coalesce(${d('expires_on')} >= ${today} + coalesce(${validForDays}, 0), true))`;

/** Whether it is usable, and verified where that is wanted. */
export const satisfies = (
  d: Column,
  { mustBeVerified, ...wanted }: Pick<Wanted, 'validForDays' | 'today'> & { mustBeVerified: string },
): string => `(${usable(d, wanted)} and (not ${mustBeVerified} or ${d('verification')} = '${VERIFIED}'))`;

/** How a wanted paper stands by the document that was found for it; MISSING without one. */
export const stateSql = (d: Column, { validForDays, today }: Pick<Wanted, 'validForDays' | 'today'>): string => `case
    when ${d('status')} is null then '${ChecklistState.MISSING}'
    when ${d('status')} <> '${AVAILABLE}' then '${ChecklistState.ARRIVING}'
    when ${d('verification')} = '${DISPUTED}' then '${ChecklistState.DISPUTED}'
    when ${d('expires_on')} < ${today} then '${ChecklistState.EXPIRED}'
    when ${d('expires_on')} < ${today} + coalesce(${validForDays}, 0) then '${ChecklistState.EXPIRING}'
    when ${d('verification')} = '${VERIFIED}' then '${ChecklistState.VERIFIED}'
    else '${ChecklistState.PRESENT}' end`;

const BEST_FIRST: readonly ChecklistState[] = [
  ChecklistState.VERIFIED,
  ChecklistState.PRESENT,
  ChecklistState.ARRIVING,
  ChecklistState.EXPIRING,
  ChecklistState.DISPUTED,
  ChecklistState.EXPIRED,
];

/** The id of the document of an applicant that fits best, of equal ones the newest; null when none fits. */
export const bestFit = (organizationId: string, applicantId: string, wanted: Wanted): string => {
  return `(select d.id from document d
    where d.organization_id = ${organizationId} and d.applicant_id = ${applicantId} and ${fits(document, wanted)}
    order by array_position('{${BEST_FIRST.join()}}'::text[], ${stateSql(document, wanted)}), d.created_at desc, d.id desc limit 1)`;
};

/** Whether a required document is asked for on a day. */
export const inForce = (r: Column, today: string): string =>
  `(coalesce(${r('active_from')} <= ${today}, true) and coalesce(${r('active_before')} > ${today}, true))`;
