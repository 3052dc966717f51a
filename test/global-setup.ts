// The server of a test run: one PostgreSQL for all test files, started before the first and deleted after the last.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../apps/cli/src/embedded-postgres/start.js';
import { prepareTemplate } from './stage/servers.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The superuser's URL to the database `postgres` of this run's server. Also in HAVEN_TEST_SERVER. */
    testServer: string;
  }
}

/** Starts the server; what it returns stops it. */
export default async function startTestServer(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'haven-test-'));
  const server = await startEmbeddedPostgres({ folder, ephemeral: true });
  process.env.HAVEN_TEST_SERVER = server.url;
  project.provide('testServer', server.url);
  await prepareTemplate();
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
