// A command: the built command line in a process of its own, as somebody at a keyboard runs it.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { connected } from '@haven/platform';
import { serverUrl } from './servers.js';

const BUILT = 'dist/apps/cli/src/main.js';
const PATIENCE_MS = 60_000;
const ON_NODE = [process.execPath, BUILT];
/** As a newcomer runs it; for the words that are scripts of package.json. */
export const BY_NPM = ['npm', '--silent', '--no-update-notifier'];

/** Compiles what has changed since the last time; nothing, usually. One test file at a time: a build empties dist first. */
export function build(): Promise<void> {
  return connected(serverUrl(), async (client) => {
    await client.query('select pg_advisory_lock(1)');
    const { status, stderr } = spawnSync(process.execPath, ['apps/cli/prepare.mjs', 'build'], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`The code does not compile:\n${stderr}`);
  });
}

export class Command {
  out = '';
  err = '';
  private readonly child: ChildProcess;
  private readonly exit: Promise<unknown>;

  constructor(word: string, environment: Record<string, string>, options: string[] = [], run = ON_NODE) {
    const { PATH } = process.env;
    const [program, ...first] = run;
    // What npm starts is a group of its own, so that a test can reach all of it.
    this.child = spawn(program!, [...first, word, ...options], {
      env: { PATH, ...environment },
      detached: run !== ON_NODE,
    });
    this.child.stdout!.on('data', (chunk) => (this.out += String(chunk)));
    this.child.stderr!.on('data', (chunk) => (this.err += String(chunk)));
    this.exit = once(this.child, 'close');
  }

  /** Waits until it says something like this. @throws when it ends before, or is silent for a minute */
  async says(pattern: RegExp): Promise<void> {
    const until = Date.now() + PATIENCE_MS;
    while (!pattern.test(this.out)) {
      if (this.ended() || Date.now() > until) throw new Error(`It did not say ${pattern}:\n${this.out}\n${this.err}`);
      await sleep(50);
    }
  }

  /** Sends a signal, if one is named, and waits for the end. @returns the exit code; null when the signal killed it */
  async ends(signal?: NodeJS.Signals): Promise<number | null> {
    if (signal) this.child.kill(signal);
    await this.exit;
    return this.child.exitCode;
  }

  /** Makes an end of whatever it left running. */
  clearAway(): void {
    try {
      process.kill(-this.child.pid!, 'SIGKILL');
    } catch {
      // Nothing is left, as it should be.
    }
  }

  private ended(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }
}
