// The start: an embedded PostgreSQL for one folder, started, or adopted where it runs already.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, DatabaseError } from 'pg';
import { ensureCluster, plainEnvironment, superuser } from './cluster.js';
import { hasLeft, isKept, keep, keepOrphan, logOf, release } from './keeping.js';
import { installedPrograms } from './programs.js';
import { liveServer, readyServer, removeStaleRecord } from './running-server.js';
import { settle, type Place } from './within-reach.js';

/** What to start, and where. */
export interface EmbeddedPostgresChoices {
  /** Where the server keeps everything. One folder, one server: whoever starts it second shares the first one's. */
  folder: string;
  /** Server settings by their PostgreSQL names, for example `{ max_connections: '50' }`. Not the address or the port. */
  settings?: Record<string, string>;
  /** A server for tests: quick because it risks its data, in a new or empty folder that is deleted with it. */
  ephemeral?: boolean;
}

/** A server that accepts connections. */
export interface EmbeddedPostgres {
  /** For the superuser, to the database `postgres`, on 127.0.0.1. It carries the password: not for logs. */
  url: string;
  /** Stops the server and waits until it has stopped. Where another start was first, that one stops it and this does nothing. */
  stop(): Promise<void>;
}

const attempts = 6;

/** How long, in milliseconds, a keeper is given to notice that its process has ended. */
const noticing = 500;

// What a failed statement or a violated constraint would quote is somebody's life: it stays out of the log.
const discreet = { log_min_error_statement: 'panic', log_error_verbosity: 'terse' };
const steady = { unix_socket_directories: '', listen_addresses: '127.0.0.1', timezone: 'UTC', log_timezone: 'UTC' };
const hasty = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' };

/**
 * Starts the embedded PostgreSQL of a folder, or adopts the one that runs there. The server stops when this process
 * ends, however it ends. Throws with the end of the server's log when it does not start.
 */
export async function startEmbeddedPostgres(choices: EmbeddedPostgresChoices): Promise<EmbeddedPostgres> {
  const { folder, settings = {}, ephemeral = false } = choices;
  const place = settle(folder, installedPrograms());
  if (ephemeral && readdirSync(place.folder).length > 0) {
    throw new Error(`An ephemeral server deletes its folder, and ${place.folder} is not empty.`);
  }
  const password = await ensureCluster(place, ephemeral);
  const urlAt = (port: number): string => `postgres://${superuser}:${password}@127.0.0.1:${port}/postgres`;
  const chosen = { ...discreet, ...settings, ...steady, ...(ephemeral ? hasty : {}) };
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const found = (await adopted(place, urlAt)) ?? (await launched(place, chosen, ephemeral));
    if (found) {
      return { url: urlAt(found.port), stop: () => stopped(found.keeper, ephemeral ? place.folder : undefined) };
    }
    await sleep(100 * attempt);
  }
  const log = logOf(place.folder);
  throw new Error(
    `The embedded PostgreSQL did not start. Its log ${log} ends:\n${readFileSync(log, 'utf8').slice(-1500)}`,
  );
}

interface Found {
  port: number;
  /** Absent where another process keeps the server. */
  keeper?: ChildProcess;
}

/** The server that runs in the folder already; undefined when there is none, or when it is just stopping. */
async function adopted({ folder, data }: Place, urlAt: (port: number) => string): Promise<Found | undefined> {
  removeStaleRecord(data);
  const live = liveServer(data);
  const server = live && (await readyServer(data, live.pid, () => liveServer(data)?.pid !== live.pid));
  if (!server || !(await answers(urlAt(server.port)))) {
    return undefined;
  }
  if (!isKept(folder, server.pid)) {
    return { port: server.port, keeper: (await keepOrphan(folder, server.pid))?.keeper };
  }
  // Whoever it is kept for may have been killed just now, which its keeper needs a moment to notice.
  await sleep(noticing);
  return (await answers(urlAt(server.port))) ? { port: server.port } : undefined;
}

/** A server of our own; undefined when it ended at once: another start was quicker, its port was taken, or it could not run. */
async function launched(
  place: Place,
  settings: Record<string, string>,
  ephemeral: boolean,
): Promise<Found | undefined> {
  const { folder, data, programs, user } = place;
  const port = await choosePort(folder);
  const named = Object.entries({ ...settings, port: String(port) });
  const choices = ['-D', data, ...named.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const server = { program: programs.postgres, choices, ...user, env: plainEnvironment() };
  const kept = await keep({ folder, server, discard: ephemeral });
  if (!kept || !(await readyServer(data, kept.pid, () => hasLeft(kept.keeper)))) {
    return undefined;
  }
  writeFileSync(join(folder, 'port'), String(port));
  return { port, keeper: kept.keeper };
}

/** Whether the server lets us in. One that is just starting or stopping does not; any other refusal is thrown. */
async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined); // the server may stop between the answer and our goodbye
  try {
    await client.connect();
    await client.end();
    return true;
  } catch (error) {
    if (error instanceof DatabaseError && !error.code?.startsWith('57P')) {
      throw error;
    }
    return false;
  }
}

/** The port the folder had last time, where it is free; else any free one. */
async function choosePort(folder: string): Promise<number> {
  const file = join(folder, 'port');
  const remembered = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  return freePort(remembered).catch(() => freePort(0));
}

async function freePort(wished: number): Promise<number> {
  const listener = createServer();
  await once(listener.listen(wished, '127.0.0.1'), 'listening');
  const address = listener.address();
  await once(listener.close(), 'close');
  return address && typeof address === 'object' ? address.port : 0;
}

async function stopped(keeper: ChildProcess | undefined, discarded: string | undefined): Promise<void> {
  if (keeper) {
    await release(keeper);
  }
  if (discarded) {
    rmSync(discarded, { recursive: true, force: true });
  }
}
