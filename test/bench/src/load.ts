// Load: 32 connections against one server at a time, in turn, so that what is compared was measured under the same weather.
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';

export const CONNECTIONS = 32;

export interface Contender {
  name: string;
  file: string;
  /** One request after the other, as method, path, headers and body. */
  requests: autocannon.Request[];
}

/** Requests per second; throws when any answer was not 200. */
async function measure(port: number, requests: autocannon.Request[], seconds: number): Promise<number> {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections: CONNECTIONS,
    duration: seconds,
    requests,
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} answers were not 2xx, ${result.errors} failed`);
  return result.requests.average;
}

export async function started(file: string, server: string, port: number, role = ''): Promise<ChildProcess> {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child = fork(path, [server, String(port), role], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)));
  });
  return child;
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** Medians of several rounds in which the contenders take turns. */
export async function race(
  contenders: readonly Contender[],
  server: string,
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<Map<string, number>> {
  const files = [...new Set(contenders.map(({ file }) => file))];
  const children: ChildProcess[] = [];
  const ports = new Map<string, number>();
  for (const [index, file] of files.entries()) {
    ports.set(file, 4100 + index);
    children.push(await started(file, server, 4100 + index));
  }
  const results = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  try {
    for (const { file, requests } of contenders) await measure(ports.get(file)!, requests, 3);
    for (let round = 0; round < rounds; round++) {
      for (const { name, file, requests } of contenders)
        results.get(name)!.push(await measure(ports.get(file)!, requests, seconds));
    }
  } finally {
    children.forEach((child) => child.kill());
  }
  return new Map([...results].map(([name, values]) => [name, median(values)]));
}
