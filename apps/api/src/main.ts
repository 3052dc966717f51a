// The API's door to the world.
import { Settings, Telemetry } from '@haven/platform';
import { createServer } from './server.js';

const settings = Settings.from(process.env);
const app = await createServer(settings);
app.enableShutdownHooks();
await app.listen(settings.get('PORT'), settings.get('HOST'));
app.get(Telemetry).log.info({ url: await app.getUrl() }, 'listening');
