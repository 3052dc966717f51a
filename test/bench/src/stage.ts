// The stage: a Postgres with the bench's data, for as long as something is measured on it.
import { mkdirSync } from 'node:fs';
import { startEmbeddedPostgres } from '../../../apps/cli/src/embedded-postgres/start.js';
import { generate } from './generate.js';
import { FOLDER } from './place.js';

export async function onStage(act: (postgres: string) => Promise<void>): Promise<void> {
  mkdirSync(FOLDER, { recursive: true, mode: 0o711 });
  const postgres = await startEmbeddedPostgres({
    folder: `${FOLDER}/postgres`,
    settings: { shared_buffers: '2GB', max_connections: '60' },
  });
  try {
    console.time('data');
    await generate(postgres.url);
    console.timeEnd('data');
    await act(postgres.url);
  } finally {
    await postgres.stop();
  }
}
