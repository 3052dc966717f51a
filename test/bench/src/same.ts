// Same: before anything is timed, contenders that answer the same question must give the same data.
import { type Contender, dataOf } from './requests.js';

const MOMENT = /^\d{4}-\d{2}-\d{2}T/;

/** Every value by its path; moments in one notation, since each server has its own. */
function valuesOf(value: unknown, path = ''): [path: string, value: string][] {
  if (value !== null && typeof value === 'object')
    return Object.entries(value).flatMap(([key, inner]) => valuesOf(inner, path ? `${path}.${key}` : key));
  const plain = typeof value === 'string' && MOMENT.test(value) ? new Date(value).toISOString() : value;
  return [[path, JSON.stringify(plain)]];
}

/** Compares the answers to the first request of each contender. */
export async function sameAnswers(contenders: readonly Contender[], ports: Map<string, number>): Promise<void> {
  for (const [question, asked] of Map.groupBy(contenders, (contender) => contender.question)) {
    const [first, ...others] = asked;
    const told = async ({ server, requests }: Contender): Promise<Map<string, string>> =>
      new Map(valuesOf(await dataOf(ports.get(server)!, requests[0]!)));
    const expected = await told(first!);
    if (expected.size < 10) throw new Error(`${first!.server} answers ${question} with next to nothing`);
    for (const other of others) {
      const given = await told(other);
      for (const path of new Set([...expected.keys(), ...given.keys()])) {
        if (expected.get(path) === given.get(path)) continue;
        const difference = `${first!.server} says ${expected.get(path)}, ${other.server} says ${given.get(path)}`;
        throw new Error(`Answers to ${question} differ at ${path}: ${difference}`);
      }
    }
  }
}
