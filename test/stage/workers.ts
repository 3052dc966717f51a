// Workers on the stage's database. Their shift has not begun: the test says when they look.
import { Settings, withLogin } from '@haven/platform';
import type { ModuleMetadata } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll } from 'vitest';
import { createWorker } from '../../apps/worker/src/worker.js';
import { keyringUrl, rootKey, rootKeyFile } from './servers.js';
import type { Stage } from './stage.js';

/** The variables with which a worker is started. */
export const workerEnvironment = async (scene: Stage): Promise<Record<string, string>> => ({
  NODE_ENV: 'test',
  DATABASE_URL: withLogin(scene.adminUrl, 'haven_worker', await rootKey()),
  KEYRING_URL: keyringUrl(),
  ROOT_KEY_FILE: rootKeyFile(),
  FILES_FOLDER: scene.filesFolder,
  DATABASE_POOL: '4',
  LOG_LEVEL: 'silent',
});

/** A worker with the test's own listeners and schedules; it goes home when the test file ends. */
export async function hire(
  scene: Stage,
  features: ModuleMetadata['imports'] = [],
  settings: Record<string, string> = {},
): Promise<NestFastifyApplication> {
  const worker = await createWorker(Settings.from({ ...(await workerEnvironment(scene)), ...settings }), features);
  await worker.init();
  await worker.getHttpAdapter().getInstance().ready();
  afterAll(() => worker.close());
  return worker;
}
