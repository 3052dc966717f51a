// Within reach: where the data and the programs must lie so that the server's user can open them.
//
// A root user's home is closed to everyone else, so a checkout inside it is of no use to the server. Opening somebody's
// home for it would be wrong; instead the data, and a copy of the programs, live under a root-owned folder of the machine.
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { programsIn, type Programs } from './programs.js';
import { canEnter, canUse, serverUser, type ServerUser } from './server-user.js';

/** One embedded server's place: everything it keeps is in `folder`. */
export interface Place {
  folder: string;
  /** The initialised cluster: the data folder and the superuser's password beside it. Made whole or not at all. */
  cluster: string;
  data: string;
  programs: Programs;
  user: ServerUser | undefined;
}

/** Settles where a server asked for in `folder` really lives, and makes that folder. */
export function settle(folder: string, installed: Programs): Place {
  const wished = made(resolve(folder));
  const user = serverUser(join(wished, 'cluster', 'data'));
  if (!user) {
    return placeIn(wished, installed, undefined);
  }
  const programs = usable(installed, user) ? installed : copied(installed, user);
  if (canEnter(wished, user)) {
    return placeIn(wished, programs, user);
  }
  const mark = createHash('sha256').update(wished).digest('hex').slice(0, 12);
  const refuged = made(join(refuge(user), `${basename(wished)}-${mark}`));
  return placeIn(refuged, programs, serverUser(join(refuged, 'cluster', 'data')));
}

function placeIn(folder: string, programs: Programs, user: ServerUser | undefined): Place {
  const cluster = join(folder, 'cluster');
  return { folder, cluster, data: join(cluster, 'data'), programs, user };
}

/** Makes the folder; others may pass through it only where the server runs as another user than us. */
function made(folder: string): string {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, process.getuid?.() === 0 ? 0o711 : 0o700);
  return realpathSync(folder);
}

function usable(programs: Programs, user: ServerUser): boolean {
  return [programs.postgres, join(programs.home, 'lib'), join(programs.home, 'share')].every((path) =>
    canUse(path, user),
  );
}

/** The programs again, where `user` can run them. Copied once per version (about 60 MB on Linux). */
function copied(installed: Programs, user: ServerUser): Programs {
  const manifest: unknown = JSON.parse(readFileSync(join(installed.home, '..', 'package.json'), 'utf8'));
  const version =
    typeof manifest === 'object' && manifest && 'version' in manifest ? String(manifest.version) : 'unknown';
  const home = join(refuge(user), `postgresql-${version}`);
  if (!existsSync(home)) {
    const side = mkdtempSync(`${home}.`);
    cpSync(installed.home, side, { recursive: true, verbatimSymlinks: true });
    openToAll(side);
    moveUnlessThere(side, home);
  }
  return programsIn(home);
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isSymbolicLink()) {
      chmodSync(join(entry.parentPath, entry.name), 0o755);
    }
  }
}

/** Moves a finished side folder into place; if another process was first, its work stands and ours is removed. */
export function moveUnlessThere(side: string, place: string): void {
  try {
    renameSync(side, place);
  } catch (error) {
    rmSync(side, { recursive: true, force: true });
    if (!existsSync(place)) {
      throw error;
    }
  }
}

/** A folder that belongs to root and lets others pass: /var/lib/haven, or one in the folder for temporary files. */
function refuge(user: ServerUser): string {
  for (const folder of ['/var/lib/haven', join(tmpdir(), 'haven')]) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o711 });
    } catch {
      continue;
    }
    const found = statSync(folder);
    if (found.uid === 0 && (found.mode & 0o022) === 0 && canEnter(folder, user)) {
      return folder;
    }
  }
  throw new Error(
    'Found no folder for the embedded PostgreSQL: /var/lib/haven cannot be made, or its user cannot enter it.',
  );
}
