// The bench: `npm run bench` here. Ratios of one run are what counts; absolute figures are the machine's.
import type autocannon from 'autocannon';
import { signed, type Signed } from './generate.js';
import { race } from './load.js';
import { apollo, bare, type Contender, haven, nameOf, postgraphile, type Questions } from './requests.js';
import { onStage } from './stage.js';

const rounds = Number(process.env.HAVEN_BENCH_ROUNDS ?? 3);
const seconds = Number(process.env.HAVEN_BENCH_SECONDS ?? 8);

const everyCase = (people: Signed[], { one }: Questions): autocannon.Request[] =>
  people.flatMap((person) => person.cases.slice(0, 50).map((id) => one(person, id)));

function asked(server: string, questions: Questions, people: Signed[], whose = ''): Contender[] {
  return [
    { server, question: `worklist${whose}`, requests: people.map((person) => questions.worklist(person)) },
    { server, question: `case${whose}`, requests: everyCase(people, questions) },
  ];
}

async function contenders(postgres: string): Promise<Contender[]> {
  const leads = await signed(postgres, 'supervisor');
  const workers = await signed(postgres, 'caseworker');
  return [
    ...asked('bare', bare, leads),
    ...asked('haven', haven, leads),
    ...asked('haven', haven, workers, ', two teams'),
    ...asked('postgraphile', postgraphile, leads),
    ...asked('apollo', apollo, leads),
  ].sort((a, b) => b.question.localeCompare(a.question));
}

await onStage(async (postgres) => {
  const results = await race(() => contenders(postgres), postgres, { rounds, seconds });
  for (const [name, figure] of results) console.log(`${name.padEnd(30)} ${figure.toFixed(0).padStart(8)} requests/s`);
  const of = (server: string, question: string): number => results.get(nameOf({ server, question }))!;
  for (const question of ['worklist', 'case']) {
    const ratios = ['bare', 'postgraphile', 'apollo'].map(
      (peer) => `haven/${peer} ${(of('haven', question) / of(peer, question)).toFixed(2)}`,
    );
    const restricted = of('haven', `${question}, two teams`) / of('haven', question);
    console.log(`${question}: ${ratios.join(', ')}, restricted/whole ${restricted.toFixed(2)}`);
  }
});
