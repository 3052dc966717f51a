// Turns: how many parser processes work at once. Each may take much memory, and many files may come at the same time.

const MOST_AT_ONCE = 2;

const waiting: (() => void)[] = [];
let working = 0;

/** Waits for its turn. @returns what ends it and lets the next one begin; calling it twice does nothing more */
export async function turn(): Promise<() => void> {
  if (working < MOST_AT_ONCE) working++;
  else await new Promise<void>((begin) => waiting.push(begin));
  let ended = false;
  return () => {
    if (ended) return;
    ended = true;
    const next = waiting.shift();
    if (next) next();
    else working--;
  };
}
