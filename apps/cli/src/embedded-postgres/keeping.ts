// Keeping: how this process hires a keeper, lets it go, and sees that a server has one already.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plainEnvironment } from './cluster.js';
import type { Errand } from './keeper.js';
import { parentOf, runs } from './running-server.js';

/** A keeper at work, and the number of the server it keeps. */
export interface Kept {
  keeper: ChildProcess;
  pid: number;
}

/** The built program beside the built code; its source where the source runs, as in tests. */
const program = fileURLToPath(new URL(`./keeper${extname(import.meta.url)}`, import.meta.url));
const longLog = 1_000_000;

/** Where the server of `folder` writes its log. */
export function logOf(folder: string): string {
  return join(folder, 'server.log');
}

/** Starts a keeper. It outlives a terminal's Ctrl-C, which is for us to answer, but not us. Undefined when it failed at once. */
export async function keep(errand: Errand): Promise<Kept | undefined> {
  const { folder } = errand;
  const log = openSync(logOf(folder), sizeOf(logOf(folder)) > longLog ? 'w' : 'a', 0o600);
  const keeper = spawn(process.execPath, [program, JSON.stringify(errand)], {
    cwd: folder,
    detached: true,
    windowsHide: true,
    env: plainEnvironment(),
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  const [word] = (await Promise.race([once(keeper, 'message'), once(keeper, 'exit')])) as [{ pid?: unknown } | null];
  if (typeof word?.pid !== 'number') {
    return undefined;
  }
  keeper.channel?.unref();
  keeper.unref();
  return { keeper, pid: word.pid };
}

/** Hires a keeper for a server that runs but has lost its own. */
export async function keepOrphan(folder: string, server: number): Promise<Kept | undefined> {
  const kept = await keep({ folder, server, discard: false });
  if (kept) {
    writeFileSync(join(folder, 'keeper.pid'), String(kept.keeper.pid));
  }
  return kept;
}

/** Whether some process keeps the server: the one that started it, or one that was hired for it later. */
export function isKept(folder: string, server: number): boolean {
  const file = join(folder, 'keeper.pid');
  const later = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  return [parentOf(server), later].some((keeper) => runs(keeper, JSON.stringify(folder)));
}

/** Whether a keeper has left, and its server with it. */
export function hasLeft(keeper: ChildProcess): boolean {
  return keeper.exitCode !== null || keeper.signalCode !== null;
}

/** Lets a keeper go: it stops its server first, and this waits for both. */
export async function release(keeper: ChildProcess): Promise<void> {
  if (hasLeft(keeper)) {
    return;
  }
  keeper.ref();
  const left = once(keeper, 'exit');
  if (keeper.connected) {
    keeper.disconnect();
  }
  await left;
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
