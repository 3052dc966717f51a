// The cluster: the data folder, initialised once, and its superuser's password beside it.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isAlive } from './running-server.js';
import { moveUnlessThere, type Place } from './within-reach.js';

const run = promisify(execFile);

/** The name of the superuser of every embedded server. */
export const superuser = 'postgres';

/** The only variables a PostgreSQL program inherits: none of ours, which may hold secrets, and no PG* that would steer it. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP } = process.env;
  return { PATH, SystemRoot, TEMP, TZ: 'UTC', LC_ALL: 'C' };
}

/**
 * Makes the cluster if there is none and returns its superuser's password.
 * It is made in a side folder and renamed when whole, so a crash or a second start leaves none that is half made.
 */
export async function ensureCluster(place: Place, ephemeral: boolean): Promise<string> {
  if (!existsSync(place.cluster)) {
    removeUnfinished(place);
    const side = mkdtempSync(`${place.cluster}.new-${process.pid}-`);
    try {
      await initialise(side, place, ephemeral);
    } catch (error) {
      rmSync(side, { recursive: true, force: true });
      throw error;
    }
    moveUnlessThere(side, place.cluster);
  }
  return readFileSync(join(place.cluster, 'password'), 'utf8');
}

async function initialise(side: string, { programs, user }: Place, ephemeral: boolean): Promise<void> {
  const data = join(side, 'data');
  const password = randomBytes(24).toString('base64url');
  const lent = join(side, 'lent-password');
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(join(side, 'password'), password, { mode: 0o600 });
  writeFileSync(lent, password, { mode: 0o600 });
  if (user) {
    chmodSync(side, 0o711);
    chownSync(data, user.uid, user.gid);
    chownSync(lent, user.uid, user.gid);
  }
  const choices = [
    ...['--pgdata', data, '--username', superuser, '--pwfile', lent, '--auth=scram-sha-256', '--data-checksums'],
    ...[
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      `--lc-ctype=${characterType()}`,
    ],
    ...(ephemeral ? ['--no-sync'] : []),
  ];
  await run(programs.initdb, choices, { cwd: side, env: plainEnvironment(), ...user });
  rmSync(lent);
}

/**
 * The locale by which pg_trgm and text search tell letters from other characters. They do not ask the builtin provider;
 * under plain C every letter that is not ASCII is lost to them, and a Cyrillic name has no trigrams at all.
 */
function characterType(): string {
  return { linux: 'C.UTF-8', darwin: 'en_US.UTF-8' }[process.platform as string] ?? 'C';
}

/** Removes the side folders of starts that were killed. Each carries the number of the process that made it. */
function removeUnfinished({ folder }: Place): void {
  for (const name of readdirSync(folder)) {
    const maker = /^cluster\.new-(\d+)-/.exec(name)?.[1];
    if (maker && !isAlive(Number(maker))) {
      rmSync(join(folder, name), { recursive: true, force: true });
    }
  }
}
