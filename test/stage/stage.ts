// The stage: the whole API on a database of its own, with people of every role to act on it. The only test machinery there is.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccessTokens } from '@haven/identity';
import { RootKey, Settings, withLogin } from '@haven/platform';
import type { ModuleMetadata } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll } from 'vitest';
import { PATIENCE, type Patience } from '../../apps/api/src/bodies.js';
import { createServer } from '../../apps/api/src/server.js';
import { Actor } from './actor.js';
import { Makers } from './makers.js';
import { freshDatabase, keyringUrl, rootKey, rootKeyFile } from './servers.js';

export interface Stage {
  app: NestFastifyApplication;
  /** Superuser's URL of this file's database, for looking behind the walls. */
  adminUrl: string;
  /** Where the files of this test file's documents lie. */
  filesFolder: string;
  make: Makers;
  /** Someone of a role in an organisation made for this stage; `home` unless said otherwise. */
  as: (role: string, where?: { organizationId?: string; teamId?: string | null }) => Promise<Actor>;
  /** Somebody who has not signed in. */
  nobody: Actor;
}

/**
 * Sets the stage; it is cleared when the test file ends.
 * @param more features of the test's own
 * @param patience of the server with what comes slowly
 */
export async function stage(
  settings: Record<string, string> = {},
  more: ModuleMetadata['imports'] = [],
  patience: Partial<Patience> = {},
): Promise<Stage> {
  const { adminUrl, drop } = await freshDatabase();
  const key: RootKey = await rootKey();
  const filesFolder = mkdtempSync(join(tmpdir(), 'haven-files-'));
  const app = await createServer(
    Settings.from({
      NODE_ENV: 'test',
      DATABASE_URL: withLogin(adminUrl, 'haven_app', key),
      KEYRING_URL: keyringUrl(),
      ROOT_KEY_FILE: rootKeyFile(),
      FILES_FOLDER: filesFolder,
      DATABASE_POOL: '8',
      LOG_LEVEL: 'silent',
      ...settings,
    }),
    more,
    { ...PATIENCE, ...patience },
  );
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  afterAll(async () => {
    await app.close();
    await drop();
    rmSync(filesFolder, { recursive: true, force: true });
  });
  const make = new Makers(app);
  await make.organization();
  const tokens = app.get(AccessTokens);
  const as: Stage['as'] = async (role, where = {}) => {
    const { organizationId, userId, sessionId } = await make.user(role, where);
    const { token } = await tokens.issue(organizationId, userId, sessionId);
    return new Actor(app, token, { organizationId, userId });
  };
  return { app, adminUrl, filesFolder, make, as, nobody: new Actor(app) };
}
