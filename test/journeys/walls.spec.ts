// The wall between organisations, tried with every operation of the schema: what is another's answers as what does not exist.
import { checkCharacter, newId, now } from '@haven/kernel';
import { getNamedType, isInputObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { Actor, Answer, Anything } from '../stage/actor.js';
import { driverOf, listedIn, named, SchemaWalk, type Field } from '../stage/schema-walk.js';
import { sqlRows } from '../stage/behind.js';
import { stage } from '../stage/stage.js';
import { fingerprint, ROLES, twin } from '../stage/twins.js';

const scene = await stage();
const walk = new SchemaWalk(driverOf(scene.app));
const own = await twin(scene, { family: 'Kavaliova', phone: '+37060000001', passport: 'MP1111111' });
const elsewhere = await scene.make.organization();
// Cases are numbered by each organisation: without this, what names the other's case would name one's own.
await sqlRows(scene, 'insert into case_counter (organization_id, year, highest) values ($1, $2, 41)', [
  elsewhere,
  now().getFullYear(),
]);
const words = { family: 'Shcherbakova', phone: '+37060000002', passport: 'MP2222222' };
const other = await twin(scene, words, elsewhere);

/** Well formed, with the right check character, and given to no case. */
const UNKNOWN_NUMBER = `2019-000001-${checkCharacter('2019000001')}`;

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const idsIn = (answer: unknown): string[] => JSON.stringify(answer).match(UUID) ?? [];
const strangersIn = (answer: unknown): string[] =>
  idsIn((answer as Answer).data ?? null).filter((id) => other.all.has(id));
/** What an answer says, without what differs between any two. */
const said = ({ status, data, errors }: Answer): unknown => ({
  status,
  data,
  errors: errors?.map(({ message, path, extensions: { requestId: _requestId, ...rest } }) => ({ message, path, rest })),
});
const everyRole = async (deed: (actor: Actor, role: string) => Promise<void>): Promise<void> => {
  for (const role of ROLES) await deed(own.actors[role]!, role);
};

const queries = walk.operations('query').map(({ field }) => [field, walk.field({ kind: 'query', field })] as const);
const argument = (field: Field, name: string) => field.args.find((each) => each.name === name);
const required = (field: Field) => field.args.filter(({ type }) => String(type).endsWith('!'));
const byId = queries.filter(([, field]) => required(field).length > 0);
const lists = queries.filter(([, field]) => argument(field, 'filter'));

describe('the twins', () => {
  it('have the same shapes', () => {
    expect(Object.keys(own.ids)).toEqual(Object.keys(other.ids));
    expect(own.all.size).toBe(other.all.size);
  });

  it('see what is theirs, so that seeing nothing means something', async () => {
    const seen = new Set<string>();
    for (const [, field] of lists)
      for (const role of ['supervisor', 'organisation-admin', 'auditor'])
        idsIn(await own.actors[role]!.send(walk.document('query', field, [], 2))).forEach((id) => seen.add(id));
    // The organisation itself is told by `me`, in no list.
    for (const [record, id] of Object.entries(own.ids).filter(([name]) => name !== 'Organization'))
      expect({ record, seen: seen.has(id) }).toEqual({ record, seen: true });
  });
});

describe('by what names it,', () => {
  it.each(byId)('%s answers alike for what is another’s and for what is not there', async (_name, field) => {
    const document = walk.document('query', field, required(field), 2);
    const variables = (id: (record: string) => string, text: string): Record<string, unknown> => ({
      ...walk.operands(field, id),
      ...Object.fromEntries(
        required(field)
          .filter(({ type }) => getNamedType(type).name === 'String')
          .map(({ name }) => [name, text]),
      ),
    });
    await everyRole(async (actor, role) => {
      const foreign = await actor.send(
        document,
        variables((record) => other.ids[record]!, other.caseNumber),
      );
      const unknown = await actor.send(document, variables(newId, UNKNOWN_NUMBER));
      expect({ role, said: said(foreign) }).toEqual({ role, said: said(unknown) });
    });
  });
});

describe('in lists,', () => {
  it.each(lists)('%s shows and counts only what is one’s own, two records deep', async (name, field) => {
    await everyRole(async (actor) => {
      const answer = await actor.send(walk.document('query', field, [], 2));
      expect(answer.errors?.map(({ extensions }) => extensions.code) ?? ['FORBIDDEN']).toEqual(['FORBIDDEN']);
      expect(strangersIn(answer)).toEqual([]);
    });
    if (!hasCount(field)) return;
    await everyRole(async (actor) => {
      const { data, errors } = await actor.send(`{ ${name}(first: 100) { totalCount nodes { id } } }`);
      if (!errors) expect(data[name].totalCount).toBe(data[name].nodes.length);
    });
  });

  it.each(lists)('%s finds nothing by what is another’s', async (name, field) => {
    const type = argument(field, 'filter')!.type;
    const nodes = `{ nodes { id } ${hasCount(field) ? 'totalCount' : ''} }`;
    for (const filter of foreignFilters(field)) {
      await everyRole(async (actor) => {
        const answer = await actor.send(`query ($filter: ${String(type)}) { ${name}(filter: $filter) ${nodes} }`, {
          filter,
        });
        if (answer.errors) return expect(answer.errors[0]!.extensions.code).toBe('FORBIDDEN');
        expect({ filter, ...answer.data[name] }).toEqual({
          filter,
          nodes: [],
          ...(hasCount(field) && { totalCount: 0 }),
        });
      });
    }
  });

  it.each(lists)('%s goes on from a cursor of another’s with nothing but one’s own', async (name) => {
    const pages = { after: 'first', before: 'last' };
    for (const [role, theirs] of Object.entries(other.actors)) {
      const given = await theirs.send(`{ ${name} { edges { cursor } } }`);
      const cursor: unknown = given.data?.[name].edges[0]?.cursor;
      if (typeof cursor !== 'string') continue;
      for (const [place, size] of Object.entries(pages)) {
        if (!argument(walk.field({ kind: 'query', field: name }), place)) continue;
        const answer = await own.actors[role]!.send(
          `query ($at: String) { ${name}(${size}: 100, ${place}: $at) { nodes { id } } }`,
          { at: cursor },
        );
        if (answer.errors) expect(answer.errors[0]!.extensions.code).toBe('BAD_USER_INPUT');
        else expect(strangersIn(answer)).toEqual([]);
      }
    }
  });
});

describe('nested under a record of one’s own,', () => {
  const nested = queries
    .filter(([, field]) => !listedIn(field) && required(field).some(({ name }) => name === 'id'))
    .flatMap(([query, field]) =>
      Object.values(named(field.type)!.getFields())
        .filter((each) => argument(each, 'filter'))
        .map((list) => [query, list.name, list, named(field.type)!.name] as const),
    );

  it.each(nested)('%s.%s finds nothing by what is another’s', async (query, name, list, record) => {
    const type = String(argument(list, 'filter')!.type);
    for (const filter of foreignFilters(list)) {
      await everyRole(async (actor) => {
        const document = `query ($id: ID!, $filter: ${type}) { ${query}(id: $id) { ${name}(filter: $filter) { nodes { id } totalCount } } }`;
        const { data, errors } = await actor.send(document, { id: own.ids[record], filter });
        if (errors) return expect(errors[0]!.extensions.code).toBe('FORBIDDEN');
        const found = data[query]?.[name];
        if (found) expect({ filter, ...found }).toEqual({ filter, nodes: [], totalCount: 0 });
      });
    }
  });
});

describe('mutations,', () => {
  const touching = walk
    .operations('mutation')
    .map(({ field }) => [field, walk.field({ kind: 'mutation', field })] as const)
    .filter(([, field]) => walk.idPaths(field).length > 0);
  const REFUSALS = ['FORBIDDEN', 'NOT_FOUND', 'BAD_USER_INPUT'];

  it.each(touching)(
    '%s refuses ids of another as it refuses those of nothing, and leaves the other as it was',
    async (_name, field) => {
      const before = await fingerprint(scene, other.organizationId);
      const paths = walk.idPaths(field);
      const codes = new Set<string>();
      for (const foreignAt of [paths, ...paths.map((path) => [path])]) {
        const sent = (id: (record: string) => string): Record<string, unknown> =>
          walk.operands(field, (record, path) => (foreignAt.includes(path) ? id(record) : own.ids[record]!));
        await everyRole(async (actor, role) => {
          const foreign = await send(
            actor,
            field,
            sent((record) => other.ids[record]!),
          );
          const unknown = await send(actor, field, sent(newId));
          expect({ role, foreignAt, said: said(foreign) }).toEqual({ role, foreignAt, said: said(unknown) });
          expect(foreign.data ?? null, `${role} with ${foreignAt.join()}`).toBeNull();
          codes.add(foreign.errors![0]!.extensions.code);
        });
      }
      expect(REFUSALS).toEqual(expect.arrayContaining([...codes]));
      // Were nobody let through to the id, it would not have been looked at.
      expect([...codes].filter((code) => code !== 'FORBIDDEN')).not.toEqual([]);
      expect(await fingerprint(scene, other.organizationId)).toEqual(before);
    },
  );
});

function send(actor: Actor, field: Field, variables: Record<string, unknown>): Promise<Answer<Anything>> {
  return actor.send(
    walk.document(
      'mutation',
      field,
      field.args.filter(({ name }) => name in variables),
      1,
    ),
    variables,
  );
}

const hasCount = (field: Field): boolean => 'totalCount' in named(field.type)!.getFields();

/** Each condition of a list's filter that could name something of the other organisation, and the words that are only there. */
function foreignFilters(field: Field): Record<string, unknown>[] {
  const type = getNamedType(argument(field, 'filter')!.type);
  if (!isInputObjectType(type)) throw new Error(`${type.name} is no filter`);
  const ids = [...other.all];
  return Object.values(type.getFields()).flatMap((each): Record<string, unknown>[] => {
    switch (getNamedType(each.type).name) {
      case 'IdFilter':
        return [{ [each.name]: { in: ids.slice(0, 200) } }];
      case 'ID':
        return Object.values(other.ids).map((id) => ({ [each.name]: id }));
      case 'TextFilter':
        return [{ [each.name]: { is: other.caseNumber } }];
      case 'String':
        return Object.values(other.words).map((word) => ({ [each.name]: word }));
      default:
        return [];
    }
  });
}
