// How deadlines are asked for. "Who loses their status within 30 days" is `deadlines(filter: { within30Days: true })`.
import { filteredBy, listedUnder, reads } from '@haven/platform';
import { Applicant } from '../applicants/applicant.entity.js';
import { ApplicantPermission } from '../applicants/applicant.permissions.js';
import { Deadline } from './deadline.entity.js';

reads(Deadline, { list: 'deadlines' });
listedUnder(() => Applicant, 'deadlines', Deadline, 'applicantId');
for (const days of [7, 30, 60]) {
  filteredBy(Deadline, `within${days}Days`, {
    is: `The last day is today or one of the ${days} days that follow, by the organisation's calendar.`,
    holds: ({ col, today }) => `${col('due_on')} between ${today()} and ${today()} + ${days}`,
  });
}
filteredBy(Deadline, 'passed', {
  is: "The last day has passed, by the organisation's calendar.",
  holds: ({ col, today }) => `${col('due_on')} < ${today()}`,
});
filteredBy(Deadline, 'mine', {
  is: 'Of people with an open case that is assigned to the asking user.',
  holds: ({ col, me }) =>
    `exists (select from "case" open_case where open_case.organization_id = ${col('organization_id')} and open_case.applicant_id = ${col('applicant_id')} and open_case.assignee_id = ${me()} and open_case.closed_at is null)`,
});
filteredBy(Deadline, 'myTeams', {
  is: 'Of people registered by the teams for which the asking user may applicant.read, and by the teams below them.',
  holds: ({ ofMyTeams }) => ofMyTeams('team_id', ApplicantPermission.read),
});
