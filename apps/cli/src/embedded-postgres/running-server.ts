// The running server: what postmaster.pid says of a data folder, and whether to believe it.
import { spawnSync } from 'node:child_process';
import { linkSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A server as its postmaster.pid tells of it. */
export interface RunningServer {
  pid: number;
  port: number;
  /** False while it starts, recovers or stops. */
  ready: boolean;
}

const patience = 120_000;

/** What postmaster.pid in `data` says, or undefined where there is none or it is only half written. */
export function recordedServer(data: string): RunningServer | undefined {
  const lines = linesOf(join(data, 'postmaster.pid'));
  const pid = Number(lines[0]);
  return pid > 0 ? { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' } : undefined;
}

/** The recorded server, if a PostgreSQL of this very folder really runs under that number. */
export function liveServer(data: string): RunningServer | undefined {
  const recorded = recordedServer(data);
  return recorded && runs(recorded.pid, `-D ${data} `) ? recorded : undefined;
}

/**
 * Waits until the server that runs as `pid` on `data` accepts connections; undefined as soon as `gone` says it never will.
 * A recovery after a crash may take its time; an error is thrown after two minutes.
 */
export async function readyServer(data: string, pid: number, gone: () => boolean): Promise<RunningServer | undefined> {
  const until = Date.now() + patience;
  while (!gone()) {
    const server = recordedServer(data);
    if (server?.ready && server.pid === pid) {
      return server;
    }
    if (Date.now() > until) {
      throw new Error(`The embedded PostgreSQL in ${data} was not ready after ${patience / 1000} seconds.`);
    }
    await sleep(20);
  }
  return undefined;
}

/**
 * Removes a postmaster.pid whose number now belongs to some other program, which PostgreSQL would take for itself.
 * One whose process is dead stays: PostgreSQL needs it to see whether orphans of the old server still touch the data.
 */
export function removeStaleRecord(data: string): void {
  const recorded = recordedServer(data);
  if (!recorded || !isAlive(recorded.pid) || runs(recorded.pid, `-D ${data} `)) {
    return;
  }
  const file = join(data, 'postmaster.pid');
  const aside = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, aside);
    if (Number(linesOf(aside)[0]) !== recorded.pid) {
      linkSync(aside, file); // a server started in between: it gets its record back
    }
  } catch {
    // Another start was quicker, and what it made of the file stands.
  }
  rmSync(aside, { force: true });
}

/** Whether a process of that number exists, whoever it belongs to. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Whether the process exists and its command line holds `words`. Where command lines cannot be read, being alive is enough. */
export function runs(pid: number, words: string): boolean {
  return pid > 0 && isAlive(pid) && (process.platform === 'win32' || commandOf(pid).includes(words));
}

/** The number of the process that started this one, or 1 once that is gone; 0 where it cannot be told. */
export function parentOf(pid: number): number {
  if (process.platform === 'linux') {
    const line = linesOf(`/proc/${pid}/status`).find((entry) => entry.startsWith('PPid:'));
    return Number(line?.slice('PPid:'.length) ?? 0);
  }
  return Number(process.platform === 'win32' ? 0 : ps('ppid', pid));
}

function commandOf(pid: number): string {
  if (process.platform === 'linux') {
    return linesOf(`/proc/${pid}/cmdline`).join('\n').replaceAll('\0', ' ');
  }
  return ps('command', pid);
}

function ps(column: string, pid: number): string {
  return spawnSync('ps', ['-ww', '-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}
