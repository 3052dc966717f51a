// `npm start` as a newcomer meets it: the command itself, from the first start to the third.
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { givenAway } from '../house/disguises.js';
import { build, BY_NPM, Command } from '../stage/command.js';

const LONG = 120_000;

async function freePort(): Promise<number> {
  const listener = createServer();
  await once(listener.listen(0, '127.0.0.1'), 'listening');
  const address = listener.address();
  await once(listener.close(), 'close');
  return address && typeof address === 'object' ? address.port : 0;
}

/** Whether something listens there. */
async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

describe('npm start', () => {
  let home: string;
  let environment: Record<string, string>;
  let running: Command;
  let overdue: unknown;

  beforeAll(async () => {
    await build();
    home = mkdtempSync(join(tmpdir(), 'haven-start-'));
    environment = { HAVEN_HOME: home, PORT: String(await freePort()) };
  }, LONG);
  afterAll(async () => {
    await running?.ends('SIGTERM');
    rmSync(home, { recursive: true, force: true });
  });

  const start = async (): Promise<void> => {
    running = new Command('start', environment);
    await running.says(/Ctrl-C stops everything/);
  };
  const postgresPort = (): number => Number(readFileSync(join(home, 'postgres', 'port'), 'utf8'));

  async function ask(query: string, token?: string) {
    const url = /the API, for clients\s+(\S+)/.exec(running.out)![1]!;
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
    const { data, errors } = await response.json();
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  }

  /** Does what the welcome says: signs in, then asks the query. */
  async function followTheWelcome() {
    const { signIn } = await ask(/^ {2}(mutation .*)$/m.exec(running.out)![1]!);
    return ask(/Then ask.*\n\n([^]*?)\n\nCtrl-C/.exec(running.out)![1]!, signIn.accessToken);
  }

  it(
    'says how to sign in and what to ask, and the answer shows work to do',
    async () => {
      await start();
      for (const address of ['caseworker@north.example', 'supervisor@south.example', 'auditor@north.example']) {
        expect(running.out).toContain(address);
      }
      overdue = await followTheWelcome();
      expect(overdue).toMatchObject({ cases: { nodes: { length: 5 } } });
      expect(running.err).toBe('');
    },
    LONG,
  );

  it('prints nothing about what it refuses, nor what was said', async () => {
    const { signIn } = await ask(/^ {2}(mutation .*)$/m.exec(running.out)![1]!);
    const printed = running.out;
    const task = (caseId: string, title: string) =>
      `mutation { createTask(input: { caseId: "${caseId}", title: "${title}", dueInWorkingDays: 1 }) { id } }`;
    const elsewhere = '0190b5c0-0000-7000-8000-000000000000';
    // The first does not get to its resolver; of the others Nest hears, and would print what they say.
    for (const [query, code] of [
      [task('nowhere', 'Sphinxquartz'), 'BAD_USER_INPUT'],
      [task(elsewhere, 'Sphinxquartz'), 'NOT_FOUND'],
      ['mutation { signIn(input: { email: "sphinxquartz@north.example", password: "x" }) { accessToken } }', 'UNAUTH'],
    ] as const)
      await expect(ask(query, query.includes('signIn') ? undefined : signIn.accessToken)).rejects.toThrow(code);
    expect(running.err).toBe('');
    expect(running.out).toBe(printed);
  });

  it('serves GraphiQL beside the API', async () => {
    const page = await fetch(`http://127.0.0.1:${environment.PORT}/`);
    expect(page.headers.get('content-type')).toContain('text/html');
  });

  it('keeps its secrets to itself', () => {
    expect(statSync(home).mode & 0o777).toBe(0o711);
    expect(statSync(join(home, 'root.key')).mode & 0o777).toBe(0o600);
  });

  it('says nothing of the people in it, whatever is done and refused', async () => {
    const canary = 'Мирославцева';
    const { signIn } = await ask(/^ {2}(mutation .*)$/m.exec(running.out)![1]!);
    const token: string = signIn.accessToken;
    const names = `names: [{ kind: LEGAL, full: "${canary}" }]`;
    const register = `mutation { registerApplicant(input: { ${names}, birthDate: "1961-07-23" }) { displayName } }`;
    expect(await ask(register, token)).toEqual({ registerApplicant: { displayName: canary } });
    const found = await ask(`{ applicants(filter: { name: "${canary}" }) { totalCount } }`, token);
    expect(found.applicants.totalCount).toBe(1);
    for (const wrong of [`birthDate: "${canary}"`, `locality: "${canary}\\u0000"`, `${canary}: 1`])
      await expect(
        ask(`mutation { registerApplicant(input: { ${names}, ${wrong} }) { id } }`, token),
      ).rejects.toThrow();
    const said = new Map([
      ['its outputs', running.out + running.err],
      ['the log of Postgres', readFileSync(join(home, 'postgres', 'server.log'), 'utf8')],
    ]);
    expect(givenAway([canary, '1961-07-23', token], said)).toEqual([]);
  });

  it('says in one line that its port is taken', async () => {
    const second = new Command('start', environment);
    expect(await second.ends()).toBe(1);
    expect(second.err).toMatch(/^Port \d+ is taken.*\n$/);
  });

  it(
    'stops on Ctrl-C, PostgreSQL too, even when npm passes it on a second time',
    async () => {
      const database = postgresPort();
      expect(await answers(database)).toBe(true);
      await Promise.all([running.ends('SIGINT'), running.ends('SIGINT')]);
      expect(await running.ends()).toBe(0);
      expect(await answers(database)).toBe(false);
    },
    LONG,
  );

  it(
    'starts again with what was there, and after a kill, too',
    async () => {
      await start();
      expect(await followTheWelcome()).toEqual(overdue);
      expect(await running.ends('SIGKILL')).toBeNull();
      await start();
      expect(await followTheWelcome()).toEqual(overdue);
      expect(await running.ends('SIGTERM')).toBe(0);
    },
    LONG,
  );

  it(
    'stops when npm is killed, so that it can be started again',
    async () => {
      const byNpm = new Command('start', { ...environment, HOME: home }, [], BY_NPM);
      onTestFinished(() => byNpm.clearAway());
      running = byNpm;
      await running.says(/Ctrl-C stops everything/);
      const database = postgresPort();
      // Its outputs are closed when everything that npm started is gone, not npm alone.
      expect(await running.ends('SIGKILL')).toBeNull();
      expect(await answers(database)).toBe(false);
      await start();
      expect(await followTheWelcome()).toEqual(overdue);
      expect(await running.ends('SIGTERM')).toBe(0);
    },
    LONG,
  );

  it.each([
    [
      'a database that does not answer',
      { DATABASE_URL: 'postgres://me:secret@127.0.0.1:1/haven' },
      /^The database haven/,
    ],
    ['production', { NODE_ENV: 'production' }, /^This is for trying out/],
    [
      'a home that cannot be made',
      { HAVEN_HOME: '/proc/haven/home' },
      /^The folder \/proc\/haven\/home cannot be made .+ HAVEN_HOME/,
    ],
    ['a home below a file', { HAVEN_HOME: join(process.execPath, 'home') }, /^The folder .+ cannot be made/],
    [
      'a root key that has no place',
      { ROOT_KEY_FILE: '/proc/haven/root.key' },
      /^The folder \/proc\/haven cannot .+ ROOT_KEY_FILE/,
    ],
    [
      'a folder of files that has no place',
      { FILES_FOLDER: '/proc/haven/files' },
      /^The folder \/proc\/haven\/files cannot .+ FILES_FOLDER/,
    ],
  ])(
    'refuses %s in one line',
    async (_is, wrong, line) => {
      const refused = new Command('start', { ...environment, ...wrong });
      expect(await refused.ends()).toBe(1);
      expect(refused.err).toMatch(line);
      expect(refused.err.trim().split('\n')).toHaveLength(1);
      expect(refused.err).not.toContain('secret');
    },
    LONG,
  );
});
