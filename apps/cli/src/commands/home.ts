// The home: the folder in which `npm start` keeps the PostgreSQL, its data and the root key between runs.
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Fault } from './fault.js';

/** From the built file, dist/apps/cli/src/commands/home.js. */
const checkout = fileURLToPath(new URL('../../../../../', import.meta.url));

/** Makes HAVEN_HOME, or .haven in the checkout. Others may pass through it, as the server's user must, and see nothing. */
export function makeHome(wished: string | undefined): string {
  const home = wished ? resolve(wished) : join(checkout, '.haven');
  makeFolder(home, 'HAVEN_HOME');
  try {
    chmodSync(home, 0o711);
  } catch (error) {
    throw cannotBeMade(home, 'HAVEN_HOME', error);
  }
  return home;
}

/**
 * Makes a folder with those above it. One by one: Node's own `recursive` tries for ever below /proc and the like.
 * @param variable which names the folder, or a file in it
 * @throws Fault
 */
export function makeFolder(folder: string, variable: string): void {
  const missing: string[] = [];
  for (let each = resolve(folder); !existsSync(each) && each !== dirname(each); each = dirname(each))
    missing.push(each);
  try {
    for (const each of missing.reverse()) makeOne(each);
  } catch (error) {
    throw cannotBeMade(folder, variable, error);
  }
}

/** Closed to others; whoever lets them through opens it. */
function makeOne(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another start was quicker.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

const cannotBeMade = (folder: string, variable: string, error: unknown): Fault =>
  new Fault(`The folder ${folder} cannot be made (${(error as Error).message}). Name another in ${variable}.`);
