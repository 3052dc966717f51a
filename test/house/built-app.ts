// The built app in a process of its own: what `npm start` runs, with all that it says caught.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { withLogin } from '@haven/platform';
import { filesFolder, keyringUrl, rootKey, rootKeyFile } from '../stage/servers.js';

const PATIENCE_MS = 30_000;

export interface BuiltApp {
  url: string;
  /** Everything it wrote to its outputs so far. */
  said: () => string;
  stop: () => Promise<void>;
}

/**
 * Starts the built API, or the built worker, on a database and waits until it can serve.
 * @throws with what it said when it does not
 */
export async function startBuilt(
  adminUrl: string,
  settings: Record<string, string> = {},
  app: 'api' | 'worker' = 'api',
): Promise<BuiltApp> {
  const built = `dist/apps/${app}/src/main.js`;
  if (!existsSync(built)) throw new Error('Nothing is built yet: run "npm test" or "npm run build" first');
  const port = await freePort();
  const running = spawn(process.execPath, [built], {
    env: {
      NODE_ENV: 'production',
      PORT: String(port),
      WORKER_PORT: String(port),
      DATABASE_URL: withLogin(adminUrl, app === 'api' ? 'haven_app' : 'haven_worker', await rootKey()),
      KEYRING_URL: keyringUrl(),
      ROOT_KEY_FILE: rootKeyFile(),
      FILES_FOLDER: filesFolder(),
      ...settings,
    },
  });
  let said = '';
  for (const stream of [running.stdout, running.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
  const left = once(running, 'exit');
  const stop = async (): Promise<void> => {
    running.kill('SIGTERM');
    await left;
  };
  const url = `http://127.0.0.1:${port}`;
  const begun = Date.now();
  while (running.exitCode === null && Date.now() - begun < PATIENCE_MS) {
    if (await isReady(url)) return { url, said: () => said, stop };
    await sleep(100);
  }
  await stop();
  throw new Error(`The built ${app} did not come up:\n${said}`);
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/ready`).then(
    ({ ok }) => ok,
    () => false,
  );

async function freePort(): Promise<number> {
  const listener = createServer();
  await once(listener.listen(0, '127.0.0.1'), 'listening');
  const address = listener.address();
  await once(listener.close(), 'close');
  return address && typeof address === 'object' ? address.port : 0;
}
