// The welcome: what a newcomer needs to see once Haven runs, readable at a glance.
import { DEMO_COLLEAGUES, DEMO_ORGANIZATIONS, DEMO_PASSWORD } from '../demo/organizations.js';

/** A query that shows something at once; it asks for no more than a caseworker may see. */
export const FIRST_QUERY = `{
  cases(first: 5, filter: { overdue: true }) {
    nodes { number status priority dueOn applicant { displayName } team { name } }
    totalCount
  }
}`;

const NO_SCANNER = [
  'There is no malware scanner here, so files that are sent stay in quarantine. Debian has one in the package',
  'clamav-daemon; CLAMD says where it listens, such as unix:/run/clamav/clamd.ctl.',
  '',
];

/** @param scanned whether there is a malware scanner */
export function welcome(url: string, scanned: boolean): string {
  const width = Math.max(...DEMO_COLLEAGUES.map(({ role }) => role.length)) + 2;
  const table = [
    ['', ...DEMO_ORGANIZATIONS.map(({ name }) => name)],
    ...DEMO_COLLEAGUES.map(({ role, address }) => [
      role,
      ...DEMO_ORGANIZATIONS.map(({ domain }) => `${address}@${domain}`),
    ]),
  ].map(([role, north, south]) => `  ${role!.padEnd(width)}${north!.padEnd(28)}${south}`);
  const query = FIRST_QUERY.split('\n').map((line) => `  ${line}`);
  const first = `${DEMO_COLLEAGUES[0]!.address}@${DEMO_ORGANIZATIONS[0]!.domain}`;
  return [
    '',
    `Haven runs at ${url}`,
    `  GraphiQL, for the browser   ${url}/`,
    `  the API, for clients        ${url}/graphql`,
    '',
    `Everybody's password is ${DEMO_PASSWORD}. All people and cases are invented.`,
    '',
    ...table,
    '',
    ...(scanned ? [] : NO_SCANNER),
    'First sign in, and put the token into the header Authorization as "Bearer …":',
    '',
    `  mutation { signIn(input: { email: "${first}", password: "${DEMO_PASSWORD}" }) { accessToken } }`,
    '',
    'Then ask, for example for cases that are overdue:',
    '',
    ...query,
    '',
    'Ctrl-C stops everything; the data stays for the next start.',
    '',
  ].join('\n');
}
