// Who may do what to cases.
import { permissions } from '@haven/platform';

export const CasePermission = permissions('case', {
  read: 'See cases.',
  open: 'Open cases.',
  update:
    'Change programme, priority, risk, due date; move a case through assessment, active and on hold; decline it; take one that nobody is in charge of.',
  assign: 'Give a case to a caseworker and a team.',
  close: 'Close a case with an outcome.',
  override: 'Close a case although tasks are open.',
  reopen: 'Reopen a closed case.',
});
