// A worker in a process of its own, which stops in the middle of a listener's work and says so: to be killed there.
import { Settings, Shift } from '@haven/platform';
import { createWorker } from '../../apps/worker/src/worker.js';
import { Bells, BellsModule } from './bells.js';

const worker = await createWorker(Settings.from(process.env), [BellsModule]);
await worker.init();
worker.get(Bells, { strict: false }).midway = async () => {
  process.send?.('midway');
  return new Promise<void>(() => undefined);
};
worker.enableShutdownHooks();
worker.get(Shift).start();
