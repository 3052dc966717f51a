// The opening: what start and demo need before anything can run. A PostgreSQL, a root key, prepared databases, settings.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RootKey, RootKeyFile, Settings, withDatabase, withLogin, type Login } from '@haven/platform';
import { startEmbeddedPostgres } from '../embedded-postgres/start.js';
import { besideData, databaseOf, prepare, type Databases } from './databases.js';
import { Fault } from './fault.js';
import { makeFolder, makeHome } from './home.js';

/** Stands where a URL will be known later, so that everything else can be checked at once. */
const LATER = 'postgres://later';

export interface Opening {
  databases: Databases;
  /** Settings of a process that signs in as this login. */
  settingsFor(login: Login): Settings;
  /** Stops the PostgreSQL, if it is ours. */
  close(): Promise<void>;
}

/** The wishes of whoever started us, before anything is started. @throws Fault */
export function wishes(environment: NodeJS.ProcessEnv): Settings {
  if (environment.NODE_ENV === 'production') {
    throw new Fault(
      'This is for trying out and developing, and NODE_ENV is production. There, run migrate, then the api and the worker.',
    );
  }
  try {
    const wished = given(environment);
    const FILES_FOLDER = wished.S3_BUCKET ? undefined : LATER;
    return Settings.from({ DATABASE_URL: LATER, KEYRING_URL: LATER, ROOT_KEY_FILE: LATER, FILES_FOLDER, ...wished });
  } catch (error) {
    throw new Fault((error as Error).message);
  }
}

/** Starts or reaches the PostgreSQL, and prepares it. @throws Fault */
export async function open(environment: NodeJS.ProcessEnv): Promise<Opening> {
  const wished = given(environment);
  const home = makeHome(wished.HAVEN_HOME);
  const ROOT_KEY_FILE = wished.ROOT_KEY_FILE ?? join(home, 'root.key');
  makeFolder(dirname(ROOT_KEY_FILE), 'ROOT_KEY_FILE');
  const FILES_FOLDER = wished.FILES_FOLDER ?? (wished.S3_BUCKET ? undefined : join(home, 'files'));
  if (FILES_FOLDER) makeFolder(FILES_FOLDER, 'FILES_FOLDER');
  const rootKey = await RootKey.load(new RootKeyFile(ROOT_KEY_FILE));
  const server = wished.DATABASE_URL ? undefined : await startEmbeddedPostgres({ folder: join(home, 'postgres') });
  const close = async (): Promise<void> => server?.stop();
  try {
    const adminUrl = wished.DATABASE_URL ?? withDatabase(server!.url, 'haven');
    const keyringUrl = wished.KEYRING_URL ?? withDatabase(adminUrl, `${databaseOf(adminUrl)}_keyring`);
    const databases = { adminUrl, keyringUrl };
    await prepare(databases, rootKey);
    const settingsFor = (login: Login): Settings =>
      Settings.from({
        ...QUIET,
        ...wished,
        DATABASE_URL: withLogin(adminUrl, login, rootKey),
        KEYRING_URL: besideData(databases) ? withLogin(keyringUrl, login, rootKey) : keyringUrl,
        ROOT_KEY_FILE,
        FILES_FOLDER,
        CLAMD: wished.CLAMD ?? scannerHere(),
      });
    return { databases, settingsFor, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Where Debian's clamd listens, if it does. */
const CLAMD_SOCKET = '/run/clamav/clamd.ctl';
const scannerHere = (): string | undefined => (existsSync(CLAMD_SOCKET) ? `unix:${CLAMD_SOCKET}` : undefined);

/** Whoever tries Haven out reads the welcome, not a line for each operation. */
const QUIET = { LOG_LEVEL: 'warn' };

/** A variable that is set to nothing is not set. */
const given = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
