// start: the whole of Haven in one process, for trying out and developing. It lives until Ctrl-C, or as long as the npm that started it, and leaves nothing running.
import { setTimeout as sleep } from 'node:timers/promises';
import { APP, Shift, WORKER } from '@haven/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createServer } from '../../../api/src/server.js';
import { createWorker } from '../../../worker/src/worker.js';
import { seedDemo } from '../demo/seed.js';
import { alone } from './databases.js';
import { open, wishes } from './opening.js';
import { mustBeFree, portFault, type Address } from './port.js';
import { npmIsGone } from './starting-npm.js';
import { welcome } from './welcome.js';

/** A request that is still being answered gets this long; then we go. */
const GRACE_MS = 4_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export async function start(environment: NodeJS.ProcessEnv): Promise<void> {
  const wished = wishes(environment);
  const address = { host: wished.get('HOST'), port: wished.get('PORT') };
  await mustBeFree(address);
  const stopping = Promise.race([askedToStop(), npmIsGone(environment)]);
  const closings: (() => Promise<void>)[] = [];
  try {
    // Whoever stops us while we start does not wait: an interrupted seed goes on the next time.
    await Promise.race([run(environment, address, closings), stopping]);
    await stopping;
    console.log('\nHaven stops.');
  } finally {
    for (const close of closings.reverse()) await close();
  }
}

/** Settles with the first wish to stop. Further ones change nothing: npm passes on a Ctrl-C that the terminal sent to us as well. */
function askedToStop(): Promise<unknown> {
  return Promise.race(SIGNALS.map((signal) => new Promise((resolve) => process.on(signal, resolve))));
}

async function run(environment: NodeJS.ProcessEnv, address: Address, closings: (() => Promise<void>)[]): Promise<void> {
  const opening = await open(environment);
  closings.push(opening.close);
  const api = await createServer(opening.settingsFor(APP));
  closings.push(() => closed(api));
  await alone(opening.databases.adminUrl, () => seedDemo(api));
  await listen(api, address);
  // Its health page stays shut: one port is enough for trying out.
  const worker = await createWorker(opening.settingsFor(WORKER));
  closings.push(() => closed(worker));
  await worker.init();
  worker.get(Shift).start();
  console.log(welcome(await api.getUrl(), opening.settingsFor(WORKER).get('CLAMD') !== undefined));
}

const closed = (app: NestFastifyApplication): Promise<void> =>
  Promise.race([app.close(), sleep(GRACE_MS, undefined, { ref: false })]);

async function listen(api: NestFastifyApplication, address: Address): Promise<void> {
  try {
    await api.listen(address);
  } catch (error) {
    throw portFault(error, address);
  }
}
