// An API in a process of its own, to be killed in the middle of an upload, or watched while it takes many. It says its port, and its memory when asked.
import { Settings } from '@haven/platform';
import { createServer } from '../../apps/api/src/server.js';

const server = await createServer(Settings.from(process.env));
await server.listen(0, '127.0.0.1');
process.on('message', () => process.send?.({ rss: process.memoryUsage().rss }));
process.send?.({ url: await server.getUrl() });
