// The keeper: a small process that starts a database server and stops it when the process it works for is gone.
//
// It is tied to that process by a pipe which the operating system closes however that process ends, kill -9 included.
// This file is run on its own, as a program, so it imports nothing of ours.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';

/** What a keeper is asked to do, given as JSON in its first argument. */
export interface Errand {
  /** The server's folder, by which a keeper is known again in the list of processes. */
  folder: string;
  /** The server to start, or the number of one that runs already and has lost its keeper. */
  server: ServerToStart | number;
  /** Whether the folder is to be deleted with the server. */
  discard: boolean;
}

/** A PostgreSQL program, its arguments, and the user and variables it runs with. */
export interface ServerToStart {
  program: string;
  choices: string[];
  uid?: number;
  gid?: number;
  env: NodeJS.ProcessEnv;
}

/** How long, in milliseconds, the server may take to stop before it is made to stop at once. */
const patience = 60_000;

const errand = JSON.parse(process.argv[2] ?? '') as Errand;
let stopping = false;
const pid = typeof errand.server === 'number' ? watch(errand.server) : start(errand.server);

process.on('disconnect', stop);
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
process.on('SIGHUP', stop);
if (process.connected) {
  process.send?.({ pid });
} else {
  stop();
}

function start({ program, choices, ...how }: ServerToStart): number | undefined {
  const server = spawn(program, choices, { ...how, stdio: ['ignore', 'inherit', 'inherit'] });
  server.on('error', (error) => {
    console.error(error.message);
    leave(1);
  });
  server.on('exit', (code) => leave(code ?? 1));
  return server.pid;
}

function watch(server: number): number {
  setInterval(() => {
    if (!reaches(server, 0)) {
      leave(0);
    }
  }, 100);
  return server;
}

/** Asks for PostgreSQL's fast shutdown; for its immediate one where the data is not kept, or once patience is over. */
function stop(): void {
  if (stopping || !pid) {
    return;
  }
  stopping = true;
  reaches(pid, errand.discard ? 'SIGQUIT' : 'SIGINT');
  setTimeout(() => reaches(pid, 'SIGQUIT'), patience);
}

function reaches(server: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(server, signal);
  } catch {
    return false;
  }
}

/** A server that ended by itself keeps its folder: somebody may want to read its log, or start it again. */
function leave(code: number): void {
  if (stopping && errand.discard) {
    rmSync(errand.folder, { recursive: true, force: true, maxRetries: 5 });
  }
  process.exit(code);
}
