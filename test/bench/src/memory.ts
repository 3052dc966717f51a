// Memory: `npm run memory` here. Worklists page by page and cases by id, for minutes, while Haven tells what it holds.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { signed, type Signed } from './generate.js';
import { CONNECTIONS, started } from './load.js';
import { PORT } from './place.js';
import { ONE, PAGE } from './queries.js';
import { askHaven, dataOf } from './requests.js';
import { onStage } from './stage.js';

const minutes = Number(process.env.HAVEN_BENCH_MINUTES ?? 10);
const WARM_UP = 60_000;
const EVERY = 10_000;
/** Access tokens last ten minutes. */
const SIGN_AGAIN = 5 * 60_000;

interface Page {
  cases: { nodes: { id: string }[]; pageInfo: { endCursor: string | null } };
}
interface Sample {
  minute: number;
  rss: number;
  heap: number;
}

const crowd = { people: [] as Signed[], turn: 0, answers: 0, over: false };

/** One visitor: twenty pages of a worklist, and every fifth case of each by its id; then the next organisation. */
async function visit(): Promise<void> {
  while (!crowd.over) {
    const person = crowd.people[crowd.turn++ % crowd.people.length]!;
    let after: string | null = null;
    for (let page = 0; page < 20 && !crowd.over; page++) {
      const { cases } = (await dataOf(PORT, askHaven(person, PAGE, { first: 50, after }))) as Page;
      for (const { id } of cases.nodes.filter((_, row) => row % 5 === page % 5))
        await dataOf(PORT, askHaven(person, ONE, { id }));
      crowd.answers += 1 + Math.ceil(cases.nodes.length / 5);
      after = cases.pageInfo.endCursor;
      if (!after) break;
    }
  }
}

async function sampled(haven: ChildProcess, since: number): Promise<Sample> {
  haven.send('memory');
  const [usage] = (await once(haven, 'message')) as [NodeJS.MemoryUsage];
  return { minute: (Date.now() - since) / 60_000, rss: usage.rss / 2 ** 20, heap: usage.heapUsed / 2 ** 20 };
}

/** Growth a minute, by least squares. */
function slope(samples: Sample[], of: (sample: Sample) => number): number {
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const time = mean(samples.map(({ minute }) => minute));
  const level = mean(samples.map(of));
  return (
    samples.reduce((sum, sample) => sum + (sample.minute - time) * (of(sample) - level), 0) /
    samples.reduce((sum, { minute }) => sum + (minute - time) ** 2, 0)
  );
}

async function watched(haven: ChildProcess, postgres: string): Promise<Sample[]> {
  const samples: Sample[] = [];
  await sleep(WARM_UP);
  const since = Date.now();
  let signedAt = since - WARM_UP;
  while (Date.now() - since < minutes * 60_000) {
    const sample = await sampled(haven, since);
    samples.push(sample);
    const { minute, rss, heap } = sample;
    console.log(`${minute.toFixed(1).padStart(6)} min   rss ${rss.toFixed(0)} MB   heap ${heap.toFixed(0)} MB`);
    if (Date.now() - signedAt > SIGN_AGAIN) {
      crowd.people = await signed(postgres, 'supervisor');
      signedAt = Date.now();
    }
    await sleep(EVERY);
  }
  return samples;
}

await onStage(async (postgres) => {
  const haven = await started('haven', postgres, PORT);
  try {
    crowd.people = await signed(postgres, 'supervisor');
    const visits = Promise.all(Array.from({ length: CONNECTIONS }, visit));
    const samples = await Promise.race([watched(haven, postgres), visits.then(() => [])]);
    crowd.over = true;
    await visits;
    const grows = (of: (sample: Sample) => number): string => slope(samples, of).toFixed(2);
    console.log(
      `${crowd.answers} answers; rss grows ${grows(({ rss }) => rss)} MB a minute, heap ${grows(({ heap }) => heap)}`,
    );
  } finally {
    haven.kill();
  }
});
