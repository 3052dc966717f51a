// The counter of cases: gives every case of an organisation and year the next number, without gaps.
import { unitOfWork } from '@haven/platform';

/**
 * The next count of the year, taken for the operation under way: whoever opens a case meanwhile waits, and if this one is undone
 * its number is the next one's.
 */
export async function nextCount(year: number): Promise<number> {
  return (await raised(year)) ?? (await firstOf(year));
}

const key = (year: number): [string, number] => [unitOfWork().who.organizationId, year];

async function raised(year: number): Promise<number | undefined> {
  const { rows } = await unitOfWork().run(
    'update "case_counter" set highest = highest + 1 where organization_id = $1 and year = $2 returning highest',
    key(year),
  );
  return rows[0] && Number(rows[0][0]);
}

/** Two who open the first case of a year at once both come here: one makes the row, the other waits for it, and both raise it. */
async function firstOf(year: number): Promise<number> {
  await unitOfWork().run(
    'insert into "case_counter" (organization_id, year, highest) values ($1, $2, 0) on conflict do nothing',
    key(year),
  );
  return (await raised(year))!;
}
