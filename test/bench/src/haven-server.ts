// Haven itself, as built, with the two stand-in nouns beside its own.
import './bench-records.js';
import { Settings } from '@haven/platform';
import { createServer } from '../../../apps/api/src/server.js';
import { FILES_FOLDER, ROOT_KEY_FILE, urls } from './place.js';

const [server, port] = process.argv.slice(2);
const { app, keyring } = await urls(server!);
const haven = await createServer(
  Settings.from({
    NODE_ENV: 'production',
    DATABASE_URL: app,
    KEYRING_URL: keyring,
    ROOT_KEY_FILE,
    FILES_FOLDER,
    DATABASE_POOL: '8',
    ACCESS_TOKEN_MINUTES: '10',
    LOG_LEVEL: 'error',
  }),
);
await haven.listen(Number(port), '127.0.0.1');
process.send?.('ready');
// Whoever measures memory asks for it.
process.on('message', () => process.send?.(process.memoryUsage()));
