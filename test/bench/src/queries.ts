// The questions that are measured. Haven and Apollo are asked in the same words; PostGraphile in the names it makes, for the same JSON.
const CASE = `id number status priority riskLevel programme openedAt dueOn version
  applicant { id displayName birthYear gender } assignee { id name }
  documents: papers(first: 10) { nodes { id title kind status expiresOn } }
  referrals(first: 10) { nodes { id sector status provider sentAt } }`;

export const WORKLIST = `query Worklist { cases(first: 50) { nodes { ${CASE} } } }`;
export const ONE = `query One($id: ID!) { case(id: $id) { ${CASE} } }`;
export const PAGE = `query Page($first: Int!, $after: String) { cases(first: $first, after: $after) { nodes { ${CASE} } pageInfo { endCursor } } }`;

const NEWEST = '(first: 10, orderBy: [CREATED_AT_DESC, ROW_ID_DESC])';
const POSTGRAPHILE_CASE = `id: rowId number status priority riskLevel programme openedAt dueOn version
  applicant: applicantByOrganizationIdAndApplicantId { id: rowId displayName: plainName birthYear gender }
  assignee: userByOrganizationIdAndAssigneeId { id: rowId name: plainName }
  documents: benchDocumentsByOrganizationIdAndCaseId${NEWEST} { nodes { id: rowId title kind status expiresOn } }
  referrals: benchReferralsByOrganizationIdAndCaseId${NEWEST} { nodes { id: rowId sector status provider sentAt } }`;

export const POSTGRAPHILE_WORKLIST = `query Worklist {
  cases: allCases(first: 50, orderBy: [OPENED_AT_DESC, ROW_ID_DESC]) { nodes { ${POSTGRAPHILE_CASE} } } }`;
export const POSTGRAPHILE_ONE = `query One($organizationId: UUID!, $id: UUID!) {
  case: caseByOrganizationIdAndRowId(organizationId: $organizationId, rowId: $id) { ${POSTGRAPHILE_CASE} } }`;
