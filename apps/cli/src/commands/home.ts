// The home: the folder in which `npm start` keeps the PostgreSQL, its data and the root key between runs.
import { chmodSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Fault } from './fault.js';

/** From the built file, dist/apps/cli/src/commands/home.js. */
const checkout = fileURLToPath(new URL('../../../../../', import.meta.url));

/** Makes HAVEN_HOME, or .haven in the checkout. Others may pass through it, as the server's user must, and see nothing. */
export function makeHome(wished: string | undefined): string {
  const home = wished ? resolve(wished) : join(checkout, '.haven');
  try {
    mkdirSync(home, { recursive: true });
    chmodSync(home, 0o711);
  } catch (error) {
    throw new Fault(`The folder ${home} cannot be made (${(error as Error).message}). Name another in HAVEN_HOME.`);
  }
  return home;
}
