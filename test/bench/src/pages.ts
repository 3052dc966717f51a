// Pages: `npm run pages` here. How much longer a page deep in the worklist takes than the first, for one who asks alone.
import { signed, type Signed } from './generate.js';
import { median, started } from './load.js';
import { PORT, SIZES } from './place.js';
import { PAGE } from './queries.js';
import { askHaven, dataOf } from './requests.js';
import { onStage } from './stage.js';

/** Ten a page: then an organisation of the full size has a page 1,000, its last. */
const SIZE = 10;
const DEPTH = Math.min(1_000, Math.floor(SIZES.applicants / SIZE));
const TURNS = 20;

interface Page {
  cases: { nodes: unknown[]; pageInfo: { endCursor: string | null } };
}
const page = async (person: Signed, first: number, after?: string | null): Promise<Page['cases']> =>
  ((await dataOf(PORT, askHaven(person, PAGE, { first, after }))) as Page).cases;

/** The cursor before the deep page. A cursor names a record, so it may be reached in longer steps. */
async function walked(person: Signed): Promise<string | null> {
  let cursor: string | null = null;
  for (let left = (DEPTH - 1) * SIZE; left > 0; left -= 100)
    cursor = (await page(person, Math.min(left, 100), cursor)).pageInfo.endCursor;
  return cursor;
}

async function timed(person: Signed, after: string | null): Promise<number> {
  const begun = performance.now();
  const { nodes } = await page(person, SIZE, after);
  const took = performance.now() - begun;
  if (nodes.length !== SIZE) throw new Error(`A page has ${nodes.length} cases instead of ${SIZE}`);
  return took;
}

await onStage(async (postgres) => {
  const haven = await started('haven', postgres, PORT);
  try {
    const people = await signed(postgres, 'supervisor');
    const walks: { person: Signed; deep: string | null }[] = [];
    for (const person of people) walks.push({ person, deep: await walked(person) });
    const first: number[] = [];
    const deep: number[] = [];
    for (let turn = 0; turn <= TURNS; turn++) {
      for (const walk of walks) {
        const took = [await timed(walk.person, null), await timed(walk.person, walk.deep)] as const;
        // The first turn warms up.
        if (turn > 0) {
          first.push(took[0]);
          deep.push(took[1]);
        }
      }
    }
    const [one, thousand] = [median(first), median(deep)];
    console.log(
      `page 1 ${one.toFixed(2)} ms, page ${DEPTH} ${thousand.toFixed(2)} ms, ratio ${(thousand / one).toFixed(2)}`,
    );
  } finally {
    haven.kill();
  }
});
