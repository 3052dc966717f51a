// The npm that started us: whoever kills it outright means us, too, and the shell between npm and us passes nothing on.
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, parentOf, runs } from '../embedded-postgres/running-server.js';

const LOOK_MS = 500;
/** npm starts a shell, and that starts us, or becomes us. */
const GENERATIONS = 2;

/** Settles once the npm that started us is gone; never without one. */
export async function npmIsGone(environment: NodeJS.ProcessEnv): Promise<void> {
  const npm = environment.npm_lifecycle_event === undefined ? undefined : startingNpm();
  if (npm === undefined) return new Promise(() => undefined);
  while (isAlive(npm)) await sleep(LOOK_MS, undefined, { ref: false });
}

/** Its number, while the line of those who started each other is whole: an orphan's parent is somebody else. */
function startingNpm(): number | undefined {
  let pid = process.ppid;
  for (let generation = 0; generation < GENERATIONS && pid > 0; generation++) {
    if (runs(pid, 'npm')) return pid;
    pid = parentOf(pid);
  }
  return undefined;
}
