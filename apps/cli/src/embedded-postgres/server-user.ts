// Who runs the server: PostgreSQL refuses to run as root, so root lends it another user.
import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** A user of the operating system, by number. */
export interface ServerUser {
  uid: number;
  gid: number;
}

const execute = 0o1;
const readAndExecute = 0o5;

/**
 * The user to run the server as, or undefined where it simply runs as us.
 * As root that is the owner of the data, if there is any, since PostgreSQL opens no data but its own; else `postgres` or `nobody`.
 */
export function serverUser(data: string): ServerUser | undefined {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  const owner = statSync(data, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) {
    return { uid: owner.uid, gid: owner.gid };
  }
  return userNamed('postgres') ?? userNamed('nobody') ?? noUser();
}

/** Whether `user` can enter the folder `path`, by way of every folder above it. Access lists beyond the plain modes are not seen. */
export function canEnter(path: string, user: ServerUser): boolean {
  const allowed = allows(path, user, execute);
  const parent = dirname(path);
  return allowed && (parent === path || canEnter(parent, user));
}

/** Whether `user` can also list and read the folder, or run the program, at `path`. */
export function canUse(path: string, user: ServerUser): boolean {
  return canEnter(path, user) && allows(path, user, readAndExecute);
}

function allows(path: string, user: ServerUser, wanted: number): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) {
    return false;
  }
  const shift = found.uid === user.uid ? 6 : found.gid === user.gid ? 3 : 0;
  return ((found.mode >> shift) & wanted) === wanted;
}

function userNamed(name: string): ServerUser | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((entry) => entry.split(':'))
    .find((entry) => entry[0] === name);
  return line ? { uid: Number(line[2]), gid: Number(line[3]) } : undefined;
}

function noUser(): never {
  throw new Error('PostgreSQL does not run as root, and this machine has no user "postgres" or "nobody" to run it as.');
}
