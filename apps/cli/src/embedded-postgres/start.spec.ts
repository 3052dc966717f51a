// The start, on the real PostgreSQL: what it survives, and that it never leaves a server behind.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAlive, parentOf, recordedServer } from './running-server.js';
import { canEnter, serverUser } from './server-user.js';
import { startEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresChoices } from './start.js';

const root = process.getuid?.() === 0;
const nobody = { uid: 65534, gid: 65534 };
const source = new URL('./start.ts', import.meta.url);
/** Lets plain Node read our sources: it strips the types itself, and `.js` in an import means the `.ts` beside it. */
const readsSources = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({ resolve: (name, from, next) => {
    try { return next(name, from); } catch { return next(name.replace(/\\.js$/, '.ts'), from); }
  } });
`)}`;

let folder: string;
let data: string;

/** Another process that starts a server and then only waits. */
async function anotherProcess(
  choices: EmbeddedPostgresChoices,
  as: { uid?: number; gid?: number } = {},
): Promise<{ process: ChildProcess; url: string }> {
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(source.href)};
    console.log((await startEmbeddedPostgres(${JSON.stringify(choices)})).url);
    setInterval(() => undefined, 1000);
  `;
  const child = spawn(process.execPath, ['--import', readsSources, '--input-type=module', '-e', script], {
    ...as,
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  return { process: child, url: String(line).trim() };
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query({ text: sql, rowMode: 'array' });
  await client.end();
  return rows[0]?.[0];
}

async function gone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 100 && isAlive(pid); tries += 1) {
    await sleep(50);
  }
  return !isAlive(pid);
}

const serverOf = (place: string): number => recordedServer(join(place, 'cluster', 'data'))?.pid ?? 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'haven-start-'));
  data = join(folder, 'cluster', 'data');
  const server = await startEmbeddedPostgres({ folder });
  await ask(server.url, 'create table kept (word text)');
  await ask(server.url, `insert into kept values ('still here')`);
  await server.stop();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('an embedded PostgreSQL', () => {
  it('speaks UTF-8 in the builtin locale, keeps UTC and checksums, and listens on this machine only', async () => {
    const server = await startEmbeddedPostgres({ folder, settings: { max_connections: '37' } });
    const shown = async (name: string): Promise<unknown> => ask(server.url, `show ${name}`);
    expect(await ask(server.url, `select datlocale from pg_database where datname = 'postgres'`)).toBe('C.UTF-8');
    expect(await shown('server_encoding')).toBe('UTF8');
    expect(await shown('timezone')).toBe('UTC');
    expect(await shown('data_checksums')).toBe('on');
    expect(await shown('listen_addresses')).toBe('127.0.0.1');
    expect(await shown('unix_socket_directories')).toBe('');
    expect(await shown('max_connections')).toBe('37');
    expect(await shown('fsync')).toBe('on');
    await ask(server.url, 'create extension pg_trgm');
    expect(await ask(server.url, `select similarity('Ирина', 'Арина') > 0.3`)).toBe(true);
    await server.stop();
    expect(recordedServer(data)).toBeUndefined();
  });

  it('lets nobody in without the password, which only its owner can read', async () => {
    const server = await startEmbeddedPostgres({ folder });
    const url = new URL(server.url);
    url.password = 'guess';
    await expect(ask(url.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    await server.stop();
    expect(statSync(join(folder, 'cluster', 'password')).mode & 0o777).toBe(0o600);
    expect(statSync(data).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(folder, 'server.log'), 'utf8')).not.toContain(new URL(server.url).password);
  });

  it('stops when its process is killed, and starts again with its data', async () => {
    const first = await anotherProcess({ folder });
    const pid = serverOf(folder);
    expect(await ask(first.url, 'select word from kept')).toBe('still here');
    first.process.kill('SIGKILL');
    const again = await startEmbeddedPostgres({ folder }); // at once, while the old one may be stopping
    expect(await gone(pid)).toBe(true);
    expect(await ask(again.url, 'select word from kept')).toBe('still here');
    await again.stop();
  });

  it('is shared with a second start, which does not stop it', async () => {
    const first = await anotherProcess({ folder });
    const second = await startEmbeddedPostgres({ folder });
    expect(second.url).toBe(first.url);
    await second.stop();
    expect(await ask(first.url, 'select word from kept')).toBe('still here');
    const pid = serverOf(folder);
    first.process.kill('SIGKILL');
    expect(await gone(pid)).toBe(true);
  });

  it('is adopted, and then stopped, when even its keeper was killed', async () => {
    const first = await anotherProcess({ folder });
    const pid = serverOf(folder);
    const keeper = parentOf(pid);
    process.kill(keeper, 'SIGKILL');
    first.process.kill('SIGKILL');
    await gone(keeper);
    expect(isAlive(pid)).toBe(true);
    const adopter = await startEmbeddedPostgres({ folder });
    expect(serverOf(folder)).toBe(pid);
    await adopter.stop();
    expect(isAlive(pid)).toBe(false);
  });

  it('takes another port when its own is taken, and remembers that', async () => {
    const squatter = createServer();
    await once(squatter.listen(Number(readFileSync(join(folder, 'port'), 'utf8')), '127.0.0.1'), 'listening');
    const server = await startEmbeddedPostgres({ folder });
    const { port } = new URL(server.url);
    expect(port).not.toBe(String((squatter.address() as { port: number }).port));
    await server.stop();
    await once(squatter.close(), 'close');
    const again = await startEmbeddedPostgres({ folder });
    expect(new URL(again.url).port).toBe(port);
    await again.stop();
  });

  it('is not fooled by a record whose number belongs to another program now', async () => {
    const bystander = spawn('sleep', ['60'], serverUser(data) ?? {});
    writeFileSync(
      join(data, 'postmaster.pid'),
      `${bystander.pid}\n${data}\n1700000000\n5432\n\n127.0.0.1\n0 0\nready   \n`,
    );
    const server = await startEmbeddedPostgres({ folder });
    expect(await ask(server.url, 'select word from kept')).toBe('still here');
    expect(readdirSync(data).filter((name) => name.includes('stale'))).toEqual([]);
    await server.stop();
    bystander.kill();
  });

  it('recovers after a crash of the server', async () => {
    const server = await startEmbeddedPostgres({ folder });
    process.kill(serverOf(folder), 'SIGKILL');
    await server.stop();
    const again = await startEmbeddedPostgres({ folder });
    expect(await ask(again.url, 'select word from kept')).toBe('still here');
    await again.stop();
  });

  it('says why it did not start', async () => {
    await expect(startEmbeddedPostgres({ folder, settings: { work_mem: 'plenty' } })).rejects.toThrow(/work_mem/);
  });
});

describe('a new folder', () => {
  const inNewFolder = async (deed: (place: string) => Promise<void>): Promise<void> => {
    const place = mkdtempSync(join(tmpdir(), 'haven-start-'));
    try {
      await deed(place);
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  };

  it('gets one server from two starts at once', () =>
    inNewFolder(async (place) => {
      const both: EmbeddedPostgres[] = await Promise.all([1, 2].map(() => startEmbeddedPostgres({ folder: place })));
      expect(both[0]?.url).toBe(both[1]?.url);
      expect(readdirSync(place).filter((name) => name.startsWith('cluster.new'))).toEqual([]);
      const pid = serverOf(place);
      await Promise.all(both.map((server) => server.stop()));
      expect(isAlive(pid)).toBe(false);
    }));

  it('is deleted with its ephemeral server, even when the process is killed', () =>
    inNewFolder(async (place) => {
      const { process: other, url } = await anotherProcess({ folder: place, ephemeral: true });
      expect(await ask(url, 'show fsync')).toBe('off');
      await expect(startEmbeddedPostgres({ folder: place, ephemeral: true })).rejects.toThrow('is not empty');
      other.kill('SIGKILL');
      for (let tries = 0; tries < 100 && existsSync(place); tries += 1) {
        await sleep(50);
      }
      expect(existsSync(place)).toBe(false);
    }));

  it.runIf(root)('of a closed home is replaced by one within reach of the server', () =>
    inNewFolder(async (place) => {
      chmodSync(place, 0o700);
      const server = await startEmbeddedPostgres({ folder: join(place, 'postgres'), ephemeral: true });
      const where = String(await ask(server.url, 'show data_directory'));
      expect(where.startsWith(place)).toBe(false);
      await server.stop();
      expect(existsSync(where)).toBe(false);
      expect(statSync(place).mode & 0o777).toBe(0o700);
    }),
  );

  it.runIf(root && canEnter(dirname(fileURLToPath(source)), nobody))('serves a user who is not root', () =>
    inNewFolder(async (place) => {
      chmodSync(place, 0o777);
      const other = await anotherProcess({ folder: join(place, 'own') }, nobody);
      const pid = serverOf(join(place, 'own'));
      expect(await ask(other.url, 'select 1')).toBe(1);
      expect(statSync(join(place, 'own')).uid).toBe(nobody.uid);
      other.process.kill('SIGKILL');
      expect(await gone(pid)).toBe(true);
    }),
  );
});
