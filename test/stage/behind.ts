// Behind the walls: what a test sees as Postgres's superuser.
import { connected } from '@haven/platform';
import type { Stage } from './stage.js';

/** Runs a statement past row security, for preparing and for looking at what no client is shown. */
export const sqlRows = (scene: Stage, text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
  connected(scene.adminUrl, async (client) => (await client.query<Record<string, unknown>>(text, values)).rows);
