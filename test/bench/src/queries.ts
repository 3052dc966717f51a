// The two questions that are measured, as a client of Haven asks them.
const CASE = `id number status priority riskLevel programme openedAt dueOn version
  applicant { id displayName birthYear gender } assignee { id name }
  documents(first: 10) { nodes { id title kind status expiresOn } }
  referrals(first: 10) { nodes { id sector status provider sentAt } }`;

export const WORKLIST = `query Worklist { cases(first: 50) { nodes { ${CASE} } } }`;
export const ONE = `query One($id: ID!) { case(id: $id) { ${CASE} } }`;
export const PAGE = `query Page($after: String) { cases(first: 50, after: $after) { nodes { ${CASE} } pageInfo { endCursor } } }`;
