// Bad tenants: somebody of one organisation tries to read, change or find what another has, noun by noun, through every door that there is.
import { newId } from '@haven/kernel';
import { records, unitOfWork } from '@haven/platform';
import { describe, expect, it } from 'vitest';
import type { Actor, Answer, Anything } from '../stage/actor.js';
import { sqlRows } from '../stage/behind.js';
import { driverOf, listedIn, named, SchemaWalk, type Field } from '../stage/schema-walk.js';
import { stage } from '../stage/stage.js';
import { fingerprint, ROLES, twin } from '../stage/twins.js';

const scene = await stage();
const walk = new SchemaWalk(driverOf(scene.app));
const own = await twin(scene, { family: 'Kavaliova', phone: '+37060000001', passport: 'MP1111111' });
const other = await twin(
  scene,
  { family: 'Shcherbakova', phone: '+37060000002', passport: 'MP2222222' },
  await scene.make.organization('Passage beyond the wall'),
);
const theirs = (answer: unknown): string[] => [...other.all].filter((id) => JSON.stringify(answer).includes(id));
/** What an answer says, without what differs between any two. */
const said = ({ status, data, errors }: Answer): unknown => ({
  status,
  data,
  errors: errors?.map(({ message, path, extensions: { requestId: _requestId, ...rest } }) => ({ message, path, rest })),
});
const fields = (kind: 'query' | 'mutation'): [string, Field][] =>
  walk.operations(kind).map(({ field }) => [field, walk.field({ kind, field })]);
const takes = (field: Field, name: string): boolean => field.args.some((each) => each.name === name);
const told = async (): Promise<unknown> => sqlRows(scene, 'select id from outbox order by id');

describe('read by its id', () => {
  it.each(
    ROLES.flatMap((role) => [
      ['B189', 'CaseNote', role, '{ found: note(id: $id) { id text author { name } case { number } } }'] as const,
      ['B192', 'Document', role, '{ found: document(id: $id) { id title status versions { nodes { id } } } }'] as const,
    ]),
  )('%s: a %s of another organisation is to a %s what none is', async (_id, type, role, read) => {
    const [foreign, unknown] = [
      await own.actors[role]!.send(`query ($id: ID!) ${read}`, { id: other.ids[type] }),
      await own.actors[role]!.send(`query ($id: ID!) ${read}`, { id: newId() }),
    ];
    expect(said(foreign)).toEqual(said(unknown));
    expect(foreign.data?.found ?? null).toBeNull();
  });

  it.each(['Organization', 'Team', 'User', 'Applicant', 'Case', 'CaseNote', 'Task', 'Document', 'DocumentVersion'])(
    'B189, B192: Postgres itself gives no %s of another organisation away',
    async (type) => {
      const { table } = records().find(({ name }) => name === type)!;
      const found = (organizationId: string): Promise<unknown> =>
        scene.make.within(
          organizationId,
          async () => (await unitOfWork().run(`select 1 from "${table}" where id = $1`, [other.ids[type]])).rows.length,
        );
      expect([await found(other.organizationId), await found(own.organizationId)]).toEqual([1, 0]);
    },
  );
});

describe('changed by its id', () => {
  const changes = (type: string): [string, Field][] =>
    fields('mutation').filter(([, field]) => named(field.type)?.name === type && takes(field, 'id'));

  it.each([
    ['B175', 'Organization'],
    ['B190', 'CaseNote'],
    ['B193', 'Document'],
    ['B205', 'Task'],
  ])('%s: a %s of another organisation is not found, stays as it was, and nobody is told', async (_id, type) => {
    expect(changes(type)).not.toEqual([]);
    const before = [await fingerprint(scene, other.organizationId), await told()];
    for (const [name, field] of changes(type)) {
      const codes = new Set<string>();
      for (const actor of Object.values(own.actors)) codes.add(await tried(actor, field, other.ids[type]!));
      expect([name, [...codes].sort()]).toEqual([name, ['FORBIDDEN', 'NOT_FOUND']]);
    }
    expect([await fingerprint(scene, other.organizationId), await told()]).toEqual(before);
  });

  it('B196: an upload of another organisation is given up by nobody, and nobody gets a ticket for it', async () => {
    const before = await fingerprint(scene, other.organizationId);
    for (const name of ['cancelUpload', 'renewUploadTicket']) {
      const field = walk.field({ kind: 'mutation', field: name });
      const codes = new Set<string>();
      for (const actor of Object.values(own.actors))
        codes.add(await tried(actor, field, other.ids['DocumentVersion']!, 'documentVersionId'));
      expect([name, [...codes].sort()]).toEqual([name, ['FORBIDDEN', 'NOT_FOUND']]);
    }
    expect(await fingerprint(scene, other.organizationId)).toEqual(before);
  });

  it('B175, B190, B205, B211: nothing is deleted by anybody, and an event of the trail is changed by nobody', () => {
    expect(fields('mutation').filter(([name]) => /delete|remove|purge/i.test(name))).toEqual([]);
    expect(changes('AuditEvent')).toEqual([]);
  });

  it('B211: an event of another organisation is not even there for the app’s own login', async () => {
    const [event] = await sqlRows(scene, 'select id from audit_event where organization_id = $1 limit 1', [
      other.organizationId,
    ]);
    const tell = (sql: string): Promise<unknown> =>
      scene.make.within(own.organizationId, () => unitOfWork().run(sql, [event!['id']]));
    expect(await tell('select 1 from audit_event where id = $1')).toMatchObject({ rows: [] });
    for (const sql of ['update audit_event set action = action where id = $1', 'delete from audit_event where id = $1'])
      await expect(tell(sql)).rejects.toThrow(/permission denied/);
  });
});

describe('reached in another way', () => {
  const reader = (type: string): Actor =>
    own.actors[['Team', 'User'].includes(type) ? 'organisation-admin' : 'supervisor']!;

  it.each([
    ['B179', 'Team', 'teams'],
    ['B182', 'User', 'users'],
    ['B185', 'Applicant', 'applicants'],
    ['B188', 'Case', 'cases'],
    ['B191', 'CaseNote', 'notes'],
    ['B194', 'Document', 'documents'],
    ['B206', 'Task', 'tasks'],
  ])('%s: a %s of another organisation is in no page, order, count or filter of %s', async (_id, type, list) => {
    const actor = reader(type);
    const order = named(walk.field({ kind: 'query', field: list }).type)!.name.replace('Connection', 'Order');
    const orders = (driverOf(scene.app).schema.getType(`${order}Field`) as Anything).getValues() as { name: string }[];
    const all = (await actor.ask(`{ ${list}(first: 100) { nodes { id } totalCount } }`))[list];
    const mine = all.nodes.map(({ id }: { id: string }) => id).sort();
    expect(mine).not.toEqual([]);
    expect([theirs(all), all.totalCount]).toEqual([[], mine.length]);
    for (const { name } of orders)
      for (const direction of ['ASC', 'DESC'])
        expect((await walked(actor, list, order, { field: name, direction }, mine.length)).sort()).toEqual(mine);
    const byId = `query ($ids: [ID!]) {
      in: ${list}(filter: { id: { in: $ids } }) { nodes { id } totalCount }
      out: ${list}(filter: { id: { notIn: $ids } }) { totalCount }
      not: ${list}(filter: { not: { id: { in: $ids } } }) { totalCount }
    }`;
    expect(await actor.ask(byId, { ids: [other.ids[type]] })).toEqual({
      in: { nodes: [], totalCount: 0 },
      out: { totalCount: mine.length },
      not: { totalCount: mine.length },
    });
  });

  it.each(ROLES)(
    'B176, B179, B182, B185, B188, B191, B206: nothing of another organisation stands under anything that a %s sees',
    async (role) => {
      let seen = 0;
      for (const [, field] of fields('query').filter(([, each]) => listedIn(each))) {
        const answer = await own.actors[role]!.send(walk.document('query', field, [], 2));
        seen += answer.data ? 1 : 0;
        expect(theirs(answer)).toEqual([]);
        expect(JSON.stringify(answer)).not.toMatch(/Shcherbakova|Passage beyond/);
      }
      expect(seen).toBeGreaterThan(0);
    },
  );

  it('B176: everyone’s organisation is their own', async () => {
    for (const actor of Object.values(own.actors)) {
      const { me } = await actor.ask('{ me { organization { id } } }');
      expect(me.organization.id).toBe(own.organizationId);
    }
  });
});

describe('looked for by a name', () => {
  const FIND = 'query ($filter: ApplicantFilter) { applicants(filter: $filter) { nodes { id } totalCount } }';
  const found = async ({ actors }: typeof own, filter: object): Promise<number> =>
    (await actors['supervisor']!.ask(FIND, { filter })).applicants.totalCount;

  it('B254: that only another organisation knows, nobody is found', async () => {
    const { family, phone, passport } = other.words;
    for (const filter of [{ name: family }, { contact: phone }, { documentNumber: passport }]) {
      expect({ filter, found: await found(other, filter) }).toEqual({ filter, found: 1 });
      expect({ filter, found: await found(own, filter) }).toEqual({ filter, found: 0 });
    }
  });

  it('B255: of which a letter or a beginning is given, nobody is found', async () => {
    for (const name of ['K', 'Ka', 'Kavaliov', 'S', 'Shcher'])
      expect({ name, found: await found(own, { name }) }).toEqual({ name, found: 0 });
    expect(await found(own, { name: 'kavaliova' })).toBe(1);
  });
});

describe('within one organisation', () => {
  it('B228: a case of another team is to a caseworker what no case is, and there for who leads all teams', async () => {
    const colleague = await scene.as('caseworker', { teamId: await scene.make.team() });
    const read = 'query ($id: ID!) { case(id: $id) { id } cases(filter: { id: { in: [$id] } }) { totalCount } }';
    const hidden = await colleague.send(read, { id: own.ids['Case'] });
    expect(said(hidden)).toEqual(said(await colleague.send(read, { id: newId() })));
    expect(hidden.data).toEqual({ case: null, cases: { totalCount: 0 } });
    const led = await own.actors['supervisor']!.ask(read, { id: own.ids['Case'] });
    expect(led).toEqual({ case: { id: own.ids['Case'] }, cases: { totalCount: 1 } });
    const change = 'mutation ($id: ID!) { updateCase(id: $id, version: 1, input: { priority: LOW }) { id } }';
    expect(await colleague.refusal(change, { id: own.ids['Case'] })).toBe('NOT_FOUND');
  });
});

/** Tries a mutation on a record of another organisation, and looks that it answers as for no record. */
async function tried(actor: Actor, field: Field, id: string, aims = 'id'): Promise<string> {
  const variables = (target: string): Record<string, unknown> => ({
    ...walk.operands(field, (record) => own.ids[record]!),
    [aims]: target,
  });
  const given = field.args.filter(({ name }) => name in variables(id));
  const document = walk.document('mutation', field, given, 0).replace(/\{ __typename \}$/, '{ id }');
  const foreign = await actor.send(document, variables(id));
  expect(said(foreign)).toEqual(said(await actor.send(document, variables(newId()))));
  return foreign.errors?.[0]?.extensions.code ?? 'none';
}

/** The ids of a list, one by one from its first page to its last. */
async function walked(actor: Actor, list: string, order: string, orderBy: object, most: number): Promise<string[]> {
  const query = `query ($after: String, $orderBy: ${order}) {
    ${list}(first: 1, after: $after, orderBy: $orderBy) { nodes { id } pageInfo { hasNextPage endCursor } } }`;
  const seen: string[] = [];
  for (let after: string | undefined; seen.length <= most;) {
    const { nodes, pageInfo } = (await actor.ask(query, { after, orderBy }))[list];
    expect(nodes).toHaveLength(1);
    seen.push(nodes[0].id);
    if (!pageInfo.hasNextPage) break;
    after = pageInfo.endCursor;
  }
  return seen;
}
