// The bench: `npm run bench` here. Ratios of one run are what counts; absolute figures are the machine's.
import { mkdirSync } from 'node:fs';
import type autocannon from 'autocannon';
import { startEmbeddedPostgres } from '../../../apps/cli/src/embedded-postgres/start.js';
import { generate, signed, type Signed } from './generate.js';
import { race, type Contender } from './load.js';
import { FOLDER } from './place.js';
import { ONE, WORKLIST } from './queries.js';

const rounds = Number(process.env.HAVEN_BENCH_ROUNDS ?? 3);
const seconds = Number(process.env.HAVEN_BENCH_SECONDS ?? 8);

const json = { 'content-type': 'application/json' };
const haven = ({ token }: Signed, query: string, variables = {}): autocannon.Request => ({
  method: 'POST',
  path: '/graphql',
  headers: { ...json, authorization: `Bearer ${token}` },
  body: JSON.stringify({ query, variables }),
});
const bare = ({ organizationId }: Signed, body: object): autocannon.Request => ({
  method: 'POST',
  path: '/',
  headers: { ...json, organization: organizationId },
  body: JSON.stringify(body),
});

mkdirSync(FOLDER, { recursive: true, mode: 0o711 });
const postgres = await startEmbeddedPostgres({
  folder: `${FOLDER}/postgres`,
  settings: { shared_buffers: '2GB', max_connections: '60' },
});
try {
  console.time('data');
  await generate(postgres.url);
  console.timeEnd('data');
  const leads = await signed(postgres.url, 'supervisor');
  const workers = await signed(postgres.url, 'caseworker');
  const byId = (people: Signed[], make: (person: Signed, id: string) => autocannon.Request): autocannon.Request[] =>
    people.flatMap((person) => person.cases.slice(0, 50).map((id) => make(person, id)));
  const contenders: Contender[] = [
    { name: 'bare worklist', file: './bare-server.js', requests: leads.map((person) => bare(person, {})) },
    { name: 'haven worklist', file: './haven-server.js', requests: leads.map((person) => haven(person, WORKLIST)) },
    {
      name: 'haven worklist, two teams',
      file: './haven-server.js',
      requests: workers.map((person) => haven(person, WORKLIST)),
    },
    { name: 'bare case', file: './bare-server.js', requests: byId(leads, (person, id) => bare(person, { id })) },
    {
      name: 'haven case',
      file: './haven-server.js',
      requests: byId(leads, (person, id) => haven(person, ONE, { id })),
    },
    {
      name: 'haven case, two teams',
      file: './haven-server.js',
      requests: byId(workers, (person, id) => haven(person, ONE, { id })),
    },
  ];
  const results = await race(contenders, postgres.url, { rounds, seconds });
  for (const [name, figure] of results) console.log(`${name.padEnd(30)} ${figure.toFixed(0).padStart(8)} requests/s`);
  const ratio = (a: string, b: string): string => (results.get(a)! / results.get(b)!).toFixed(2);
  console.log(
    `worklist haven/bare ${ratio('haven worklist', 'bare worklist')}, case ${ratio('haven case', 'bare case')}, restricted/whole ${ratio('haven worklist, two teams', 'haven worklist')}`,
  );
} finally {
  await postgres.stop();
}
