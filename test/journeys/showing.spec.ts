// What is shown and what is written of it: a class that a role does not see is withheld by name, a class that it sees leaves a trace.
import { BUILT_IN_ROLES, type Role } from '@haven/identity';
import { Reach, records, Sensitivity, type FieldTraits, type RecordTraits } from '@haven/platform';
import { describe, expect, it } from 'vitest';
import type { Actor, Anything } from '../stage/actor.js';
import { sqlRows } from '../stage/behind.js';
import { driverOf, listedIn, named, SchemaWalk } from '../stage/schema-walk.js';
import { stage } from '../stage/stage.js';
import { twin } from '../stage/twins.js';

const scene = await stage();
const walk = new SchemaWalk(driverOf(scene.app));
const home = await twin(scene, { family: 'Kavaliova', phone: '+37060000001', passport: 'MP1111111' });
// Intake reaches what it registered; with these rows in reach, null means withheld and not absent.
for (const table of ['applicant', 'case'])
  await sqlRows(scene, `update "${table}" set created_by_id = $1`, [home.actors['intake']!.who.userId]);

// A case, a task and a transfer say nothing of how they went before they have moved.
await home.actors['supervisor']!.ask(
  `mutation ($case: ID!, $task: ID!) {
    moveCase(id: $case, version: 1, input: { to: ASSESSMENT, remark: "Begun." }) { id }
    completeTask(id: $task, version: 1, input: { remark: "Reached." }) { id }
  }`,
  { case: home.ids['Case'], task: home.ids['Task'] },
);
await home.actors['caseworker']!.ask(
  'mutation ($id: ID!) { refuseCaseTransfer(id: $id, version: 1, input: { reason: "Nobody is free." }) { id } }',
  { id: home.ids['CaseTransfer'] },
);

// Nor does a document before somebody has looked at it.
await sqlRows(
  scene,
  `update document d set status = 'AVAILABLE', current_version_id = (select id from document_version v where v.document_id = d.id limit 1)`,
);
await home.actors['caseworker']!.ask(
  'mutation ($id: ID!) { disputeDocument(id: $id, version: 1, input: { disputeReason: "The photo." }) { id } }',
  { id: home.ids['Document'] },
);

/** The way from a query to each type of record: through the record's own query, or through a list of a record that has a way. */
const ways = new Map<string, (inner: string) => string>();
for (const { field } of walk.operations('query')) {
  const type = walk.field({ kind: 'query', field });
  const record = named(type.type)?.name ?? '';
  const byId = type.args.length === 1 && type.args[0]!.name === 'id';
  if (byId && home.ids[record]) ways.set(record, (inner) => `${field}(id: "${home.ids[record]}") { ${inner} }`);
}
for (const [record, way] of ways) {
  // Ways that are found while walking are walked, too.
  const type = named(driverOf(scene.app).schema.getType(record) as Parameters<typeof named>[0])!;
  for (const field of Object.values(type.getFields())) {
    const to = listedIn(field) ?? '';
    if (to && !ways.has(to)) ways.set(to, (inner) => way(`${field.name}(first: 1) { nodes { ${inner} } }`));
  }
}

const shown = (record: RecordTraits): FieldTraits[] => record.fields.filter(({ internal }) => !internal);
const sensitive = records().flatMap((record) =>
  shown(record)
    .filter(({ sensitivity }) => sensitivity !== Sensitivity.BASIC)
    .map((field) => [`${record.name}.${field.name}`, record, field] as const),
);
const plain = (record: RecordTraits): string[] =>
  shown(record)
    .filter(({ sensitivity, kind }) => sensitivity === Sensitivity.BASIC && kind !== 'ref')
    .map(({ name }) => name);

/** A role that reaches most of a record. */
const widest = ({ read }: RecordTraits): Role =>
  [Reach.ORGANIZATION, Reach.TEAM, Reach.OWN].flatMap((reach) =>
    BUILT_IN_ROLES.filter(({ may }) => may[read.name] === reach),
  )[0]!;

/** Every value of a field in an answer. */
function valuesOf(answer: unknown, field: string): unknown[] {
  if (answer === null || typeof answer !== 'object') return [];
  return Object.entries(answer).flatMap(([key, value]) => (key === field ? [value] : valuesOf(value, field)));
}

/** The showings that were written down of what an actor did since. */
async function showings(
  actor: Actor,
  deed: () => Promise<Anything>,
): Promise<{ answer: Anything; events: Anything[] }> {
  const read = (): Promise<Anything[]> =>
    sqlRows(scene, `select id, subject_ids, classes from audit_event where user_id = $1 and action = 'READ'`, [
      actor.who.userId,
    ]);
  const before = new Set((await read()).map(({ id }) => id));
  const answer = await deed();
  return { answer, events: (await read()).filter(({ id }) => !before.has(id)) };
}

describe('every record that has sensitive fields', () => {
  it('can be reached by a query', () => {
    const unreached = sensitive.filter(([, { name }]) => !ways.has(name)).map(([name]) => name);
    expect(unreached).toEqual([]);
    expect(sensitive.length).toBeGreaterThan(20);
  });
});

describe.each(sensitive)('%s', (name, record, field) => {
  const query = `{ ${ways.get(record.name)!(field.name)} }`;

  it.each(BUILT_IN_ROLES.filter(({ may }) => record.read.name in may))(
    'is shown to $name if the page says so',
    async (role) => {
      const { data, errors, extensions } = await home.actors[role.name]!.send(query);
      expect(errors).toBeUndefined();
      const values = valuesOf(data, field.name);
      expect(values).toHaveLength(1);
      if (role.sees.includes(field.sensitivity)) {
        expect(extensions?.withheld ?? []).not.toContain(name);
        expect(values).not.toEqual([null]);
      } else {
        expect(extensions?.withheld).toContain(name);
        expect(values).toEqual([null]);
      }
    },
  );

  it('leaves one event with whose it is and of which class, for each time it is asked for', async () => {
    const adviser = home.actors['legal-adviser']!;
    const alias = ways.get(record.name)!(field.name);
    const once = await showings(adviser, () => adviser.ask(query));
    const trace = { subject_ids: [home.ids['Applicant']], classes: [field.sensitivity] };
    expect(once.events).toEqual([{ id: expect.any(String) as string, ...trace }]);
    const twice = await showings(adviser, () => adviser.ask(`{ a: ${alias} b: ${alias} }`));
    expect(twice.events).toMatchObject([trace, trace]);
  });

  it('leaves none with who does not see it', async () => {
    for (const role of BUILT_IN_ROLES.filter(
      (each) => record.read.name in each.may && !each.sees.includes(field.sensitivity),
    )) {
      const actor = home.actors[role.name]!;
      expect((await showings(actor, () => actor.ask(query))).events).toEqual([]);
    }
  });
});

describe('basic fields', () => {
  it.each([...ways.keys()])('of %s are shown without a trace', async (type) => {
    const record = records().find(({ name }) => name === type)!;
    const role = widest(record);
    const actor = home.actors[role.name]!;
    const { answer, events } = await showings(actor, () =>
      actor.send(`{ ${ways.get(type)!(plain(record).join(' '))} }`),
    );
    expect(answer.errors).toBeUndefined();
    expect(valuesOf(answer.data, 'id')).toHaveLength(1);
    expect(answer.extensions).toBeUndefined();
    expect(events).toEqual([]);
  });
});
