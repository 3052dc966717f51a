// Load: 32 connections against one server at a time, in turn, so that what is compared was measured under the same weather.
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { PORT } from './place.js';
import { type Contender, nameOf } from './requests.js';
import { sameAnswers } from './same.js';

export const CONNECTIONS = 32;

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

/** A contender's process, once it listens; in production, as it would be in life. */
export async function started(server: string, postgres: string, port: number): Promise<ChildProcess> {
  const path = fileURLToPath(new URL(`./${server}-server.js`, import.meta.url));
  const child = fork(path, [postgres, String(port)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`${server} ended with ${code}`)));
  });
  return child;
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** Medians of several rounds in which the contenders take turns. Requests are made anew for each round: tokens last ten minutes. */
export async function race(
  contend: () => Promise<Contender[]>,
  postgres: string,
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<Map<string, number>> {
  const contenders = await contend();
  const servers = [...new Set(contenders.map(({ server }) => server))];
  const children: ChildProcess[] = [];
  const ports = new Map(servers.map((server, index) => [server, PORT + index]));
  const results = new Map<string, number[]>(contenders.map((contender) => [nameOf(contender), []]));
  try {
    for (const [server, port] of ports) children.push(await started(server, postgres, port));
    await sameAnswers(contenders, ports);
    for (const { server, requests } of contenders) await measure(ports.get(server)!, requests, 3);
    for (let round = 0; round < rounds; round++) {
      for (const contender of await contend())
        results.get(nameOf(contender))!.push(await measure(ports.get(contender.server)!, contender.requests, seconds));
    }
  } finally {
    children.forEach((child) => child.kill());
  }
  return new Map([...results].map(([name, values]) => [name, median(values)]));
}
