// demo: writes the demo organisations where they are missing, and ends.
import { APP } from '@haven/platform';
import { createServer } from '../../../api/src/server.js';
import { seedDemo } from '../demo/seed.js';
import { alone } from './databases.js';
import { open, wishes } from './opening.js';

export async function demo(environment: NodeJS.ProcessEnv): Promise<void> {
  wishes(environment);
  const opening = await open(environment);
  try {
    const api = await createServer(opening.settingsFor(APP));
    const written = await alone(opening.databases.adminUrl, () => seedDemo(api)).finally(() => api.close());
    console.log(written ? 'The demo organisations are written.' : 'The demo organisations are there already.');
  } finally {
    await opening.close();
  }
}
