// migrate: prepares an installation's databases before its API and worker start. May be repeated, and by several at once.
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { RootKey, RootKeyFile } from '@haven/platform';
import { prepare } from './databases.js';
import { Fault } from './fault.js';
import { makeFolder } from './home.js';

const NEEDED = ['MIGRATION_DATABASE_URL', 'KEYRING_URL', 'ROOT_KEY_FILE'] as const;

export async function migrate(environment: NodeJS.ProcessEnv): Promise<void> {
  const missing = NEEDED.filter((name) => !environment[name]);
  if (missing.length > 0) throw new Fault(`migrate needs ${missing.join(', ')}. "help" says what they mean.`);
  const [adminUrl, keyringUrl, keyFile] = NEEDED.map((name) => environment[name]!) as [string, string, string];
  for (const url of [adminUrl, keyringUrl])
    if (!URL.canParse(url)) throw new Fault('MIGRATION_DATABASE_URL and KEYRING_URL are to be URLs, postgres://…');
  const first = !existsSync(keyFile);
  makeFolder(dirname(keyFile), 'ROOT_KEY_FILE');
  const rootKey = await RootKey.load(new RootKeyFile(keyFile));
  if (first)
    console.log(`Made the root key ${keyFile}. Keep a copy elsewhere: without it nobody can be read any more.`);
  const done = await prepare({ adminUrl, keyringUrl }, rootKey);
  console.log(done.length > 0 ? `Migrated: ${done.join(', ')}.` : 'Nothing to migrate.');
}
