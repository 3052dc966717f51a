// found: makes an organisation with its first user, and prints the invitation with which that user begins.
import { FoundingService, type Founding } from '@haven/identity';
import { Settings } from '@haven/platform';
import { createServer } from '../../../api/src/server.js';
import { Fault } from './fault.js';
import { foundingWishes, type FoundingWishes } from './founding-wishes.js';

export async function found(environment: NodeJS.ProcessEnv, words: string[]): Promise<void> {
  const wishes = foundingWishes(words);
  try {
    console.log(said(await founding(settings(environment), wishes), wishes));
  } catch (error) {
    throw databaseFault(error);
  }
}

async function founding(settings: Settings, { organization, founder }: FoundingWishes): Promise<Founding> {
  const api = await createServer(settings);
  try {
    const service = api.get(FoundingService);
    return organization ? await service.found(organization, founder) : await service.inviteAgain(founder.email);
  } finally {
    await api.close();
  }
}

const MISSING_TABLE = '42P01';
/** The machine's network errors, and Postgres's refusals of a sign-in or of a database that is not there. */
const NOT_REACHED = /^(E[A-Z_]+|28...|3D000)$/;

function databaseFault(error: unknown): unknown {
  const { code = '', message } = error as Error & { code?: string };
  if (code === MISSING_TABLE) return new Fault('The database is not prepared: run migrate first.');
  return NOT_REACHED.test(code) ? new Fault(`The database does not answer: ${message || code}`) : error;
}

function settings(environment: NodeJS.ProcessEnv): Settings {
  try {
    return Settings.from(environment);
  } catch (error) {
    throw new Fault((error as Error).message);
  }
}

/** @throws Fault when nothing was made */
function said(done: Founding, { organization, founder: { name, email } }: FoundingWishes): string {
  switch (done) {
    case 'founded already':
      throw new Fault(
        `${email} has founded an organisation here already; nothing was made. If the invitation was lost, ask for another: found --again --admin-email ${email}`,
      );
    case 'signs in elsewhere':
      throw new Fault(
        `${email} signs in to an organisation here already, and an address belongs to one. Nothing was made: take another address.`,
      );
    case 'unknown':
      throw new Fault(`${email} has founded no organisation here, or was switched off there. Nothing was changed.`);
    default:
      return [
        organization
          ? `Made the organisation ${organization.name}, with ${name} <${email}> as its admin.`
          : `Made another invitation for ${email}; earlier ones are refused from now on.`,
        '',
        `The invitation is good once, until ${done.expiresAt.toISOString()}, and is shown only now. Hand it to nobody else:`,
        '',
        `  ${done.token}`,
        '',
        'Whoever has it chooses the password, at the API:',
        '',
        '  mutation { acceptInvitation(input: { token: "…", password: "…" }) }',
        '',
        'and signs in with signIn. After that, inviteUser and grantRole bring in everybody else.',
      ].join('\n');
  }
}
