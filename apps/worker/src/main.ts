// The worker's way into the world: its health page first, then its shift. Ctrl-C lets it finish the batch.
import { Settings, Shift, Telemetry } from '@haven/platform';
import { createWorker } from './worker.js';

const settings = Settings.from(process.env);
const worker = await createWorker(settings);
worker.enableShutdownHooks();
await worker.listen(settings.get('WORKER_PORT'), settings.get('HOST'));
worker.get(Telemetry).log.info({ url: await worker.getUrl() }, 'listening');
worker.get(Shift).start();
