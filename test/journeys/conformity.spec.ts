// Conformity: every field of every query, asked by every role over the demo's records, is of the type that the schema promises.
import { describe, expect, it } from 'vitest';
import { demoId } from '../../apps/cli/src/demo/ids.js';
import { DEMO_COLLEAGUES, DEMO_ORGANIZATIONS, DEMO_PASSWORD } from '../../apps/cli/src/demo/organizations.js';
import { seedDemo } from '../../apps/cli/src/demo/seed.js';
import { Actor } from '../stage/actor.js';
import { misfits } from '../stage/conformity.js';
import { driverOf, isRecord, listedIn, named, SchemaWalk, type Field } from '../stage/schema-walk.js';
import { stage } from '../stage/stage.js';
import { hire } from '../stage/workers.js';
import { settle } from './clock-hands.js';

/** Pages that are read of each list, and records that are asked for one by one. */
const MOST_PAGES = 20;
const MOST_RECORDS = 12;

const scene = await stage();
await seedDemo(scene.app);
const worker = await hire(scene, []);
for (const { mark } of DEMO_ORGANIZATIONS) await settle(scene, [worker], demoId(mark, 'organization'));
const { schema } = driverOf(scene.app);
const walk = new SchemaWalk(driverOf(scene.app));
const queries = walk.operations('query').map(({ field }) => [field, walk.field({ kind: 'query', field })] as const);
const required = ({ args }: Field) => args.filter(({ type }) => String(type).endsWith('!'));
const paged = queries.filter(([, field]) => listedIn(field) && required(field).length === 0);
const others = queries.filter((query) => !paged.includes(query));

/** `caseId` names a Case. */
const recordOfId = (argument: string): string => argument.charAt(0).toUpperCase() + argument.slice(1, -2);

/** Somebody of each role, with more or fewer of the demo's records in reach. */
const cast = DEMO_COLLEAGUES.map(({ address, role }) => [role, address] as const).filter(
  ([role], index, all) => all.findIndex(([other]) => other === role) === index,
);

async function signedIn(address: string): Promise<Actor> {
  const input = { email: `${address}@${DEMO_ORGANIZATIONS[0]!.domain}`, password: DEMO_PASSWORD };
  const { signIn } = await scene.nobody.ask(
    'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }',
    {
      input,
    },
  );
  return new Actor(scene.app, signIn.accessToken as string);
}

describe.each(cast)('what is answered to a colleague with the role %s', (_role, address) => {
  let actor: Actor;
  /** Ids that were met in lists, by the type of record; numbers of cases under `number`. */
  const met = new Map<string, Set<string>>();
  const meet = (what: string, id: unknown): void =>
    void (met.get(what) ?? met.set(what, new Set()).get(what)!).add(String(id));

  const conforms = async (document: string, variables: Record<string, unknown> = {}) => {
    const { data, errors } = await actor.send(document, variables);
    if (errors) expect(errors.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
    else expect(misfits(schema, document, data)).toEqual([]);
    return data;
  };

  it.each(paged)('at %s is what the schema promises, page by page', async (name, field) => {
    actor ??= await signedIn(address);
    await conforms(walk.document('query', field, [], 2));
    const args = field.args.filter((each) => each.name === 'after');
    for (let page = 0, after: string | null = null; page < MOST_PAGES; page++) {
      const data = await conforms(walk.document('query', field, args, 1), { after });
      for (const node of data?.[name].nodes ?? []) {
        meet(listedIn(field)!, node.id);
        if (node.number) meet('number', node.number);
      }
      if (!data?.[name].pageInfo.hasNextPage) break;
      after = data[name].pageInfo.endCursor;
    }
  });

  it.each(others)('at %s is what the schema promises', async (_name, field) => {
    actor ??= await signedIn(address);
    const wanted = required(field);
    const document = walk.document('query', field, wanted, 2);
    const known = (record: string): string[] => [...(met.get(record) ?? [])].slice(0, MOST_RECORDS);
    const record = named(field.type)?.name ?? '';
    const byId = wanted.map(({ name }) => name).find((name) => name === 'id' || name.endsWith('Id'));
    const ids = byId
      ? known(isRecord(record) ? record : recordOfId(byId))
      : wanted.some(({ name }) => name === 'number')
        ? known('number')
        : [''];
    for (const id of ids)
      await conforms(document, { ...walk.operands(field, () => id), ...(record === 'Case' && { number: id }) });
  });
});

it('the demo has what the clocks are for', async () => {
  const actor = await signedIn('supervisor');
  const { deadlines, tasks, stays } = await actor.ask(
    '{ deadlines(filter: { within30Days: true }) { totalCount } tasks(filter: { origin: { in: [CLOCK] } }) { totalCount } stays { totalCount } }',
  );
  expect(deadlines.totalCount).toBeGreaterThan(5);
  expect(tasks.totalCount).toBeGreaterThan(5);
  expect(stays.totalCount).toBeGreaterThan(100);
});

describe('the yardstick', () => {
  const document =
    '{ cases { nodes { id number priority forHousehold dueOn openedAt viewerCan { close } } totalCount } }';
  const node = {
    id: 'a',
    number: '1',
    priority: 'LOW',
    forHousehold: true,
    dueOn: null,
    openedAt: '2026-03-31T08:30:00.000Z',
    viewerCan: { close: true },
  };
  const wrong = (change: object): string[] =>
    misfits(schema, document, { cases: { nodes: [{ ...node, ...change }], totalCount: 1 } });

  it('finds what does not fit, and only that', () => {
    expect(wrong({})).toEqual([]);
    expect(wrong({ viewerCan: { close: null } })).toEqual(['cases.nodes[].viewerCan.close: empty, though Boolean!']);
    expect(wrong({ priority: 'HUGE' })).toEqual(['cases.nodes[].priority: "HUGE" is no CasePriority']);
    expect(wrong({ dueOn: '31.3.2026' })).toEqual(['cases.nodes[].dueOn: "31.3.2026" is no Date']);
    expect(wrong({ forHousehold: 't' })).toEqual(['cases.nodes[].forHousehold: "t" is no Boolean']);
    expect(wrong({ number: 1 })).toEqual(['cases.nodes[].number: 1 is no String']);
    expect(misfits(schema, '{ cases { totalCount } }', { cases: { totalCount: 1.5 } })).toHaveLength(1);
    expect(misfits(schema, '{ cases { totalCount } }', { cases: {} })).toHaveLength(2);
  });
});
