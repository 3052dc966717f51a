// The stage's scanner: a real clamd with one signature, in a folder of its own, gone when the test file ends.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll } from 'vitest';

const PATIENCE_MS = 30_000;
const MEBIBYTE = 1024 * 1024;

/** The harmless line that every scanner takes for malware, in two halves: whole, it would have this file taken away. */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-', 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');
export const EICAR_NAME = 'Haven.Test.Eicar.UNOFFICIAL';
/** The longest stream that the stage's scanner takes. */
export const LONGEST_STREAM = 25 * MEBIBYTE;

/** Those that still run. Asked for while the file is read: what a hook or a test asks for, nobody carries out. */
const running = new Map<ChildProcess, string>();
afterAll(async () => {
  for (const [clamd, folder] of running) await end(clamd, folder);
});
// And where the run is broken off.
process.once('exit', () => {
  for (const clamd of running.keys()) clamd.kill('SIGKILL');
});

export interface RunningScanner {
  /** The value of the setting CLAMD. */
  address: string;
  /** Ends it, as when the service is stopped; its folder goes with it. */
  stop: () => Promise<void>;
}

/** Starts clamd and waits until it answers. @throws when it is not installed, or with what it said when it does not start */
export async function startScanner({ signatures = true } = {}): Promise<RunningScanner> {
  const program = installed();
  const folder = mkdtempSync(join(tmpdir(), 'haven-clamd-'));
  // Where clamd becomes another user, that one has to reach its socket.
  chmodSync(folder, 0o755);
  const socket = join(folder, 'clamd.sock');
  if (signatures) {
    const line = Buffer.from(EICAR, 'latin1').toString('hex');
    writeFileSync(join(folder, 'eicar.ndb'), `Haven.Test.Eicar:0:*:${line}\n`);
  }
  const config = join(folder, 'clamd.conf');
  writeFileSync(config, configuration(folder, socket));
  const clamd = spawn(program, ['--config-file', config], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [clamd.stdout, clamd.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
  const stop = (): Promise<void> => end(clamd, folder);
  running.set(clamd, folder);
  const until = Date.now() + PATIENCE_MS;
  while (!existsSync(socket)) {
    if (clamd.exitCode !== null || Date.now() > until) {
      await stop();
      throw new Error(`clamd did not start:\n${said}`);
    }
    await sleep(50);
  }
  return { address: `unix:${socket}`, stop };
}

/** Debian keeps it where only root looks by default. */
function installed(): string {
  const found = ['clamd', '/usr/sbin/clamd', '/usr/local/sbin/clamd', '/opt/homebrew/sbin/clamd'].find(
    (program) => spawnSync(program, ['--version']).status === 0,
  );
  if (!found) {
    throw new Error(
      'These tests ask a real scanner, and clamd is not installed. On Debian: apt-get install clamav-daemon',
    );
  }
  return found;
}

const configuration = (folder: string, socket: string): string => `
Foreground yes
DatabaseDirectory ${folder}
TemporaryDirectory ${folder}
LocalSocket ${socket}
LocalSocketMode 666
ExitOnOOM yes
MaxThreads 2
StreamMaxLength ${LONGEST_STREAM}
MaxScanSize 40M
MaxFileSize ${LONGEST_STREAM}
MaxRecursion 10
MaxFiles 1000
AlertExceedsMax yes
AlertEncrypted yes
AlertOLE2Macros yes
OfficialDatabaseOnly no
SelfCheck 3600
`;

async function end(clamd: ChildProcess, folder: string): Promise<void> {
  if (clamd.exitCode === null && clamd.signalCode === null) {
    const left = once(clamd, 'exit');
    clamd.kill('SIGKILL');
    await left;
  }
  running.delete(clamd);
  rmSync(folder, { recursive: true, force: true });
}
