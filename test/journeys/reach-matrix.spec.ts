// Every role at every operation on every record: what the roles page grants, and how far, is what happens. The operations come from the
// schema, the records from their registry, the answers from the page; none of it is typed by hand.
import { BUILT_IN_ROLES, SIGNED_IN, type Role } from '@haven/identity';
import { Reach, records, type Operation, type Permission, type RecordTraits } from '@haven/platform';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../stage/actor.js';
import { driverOf, listedIn, SchemaWalk, type Field } from '../stage/schema-walk.js';
import { stage } from '../stage/stage.js';
import { isAboutPerson, REACHED, STANDINGS, Standings, type Household, type Standing } from '../stage/standings.js';

/** A place in what an operation is sent where the id of a record stands whose scope decides. */
interface Target {
  field: Field;
  permission: Permission;
  path: string;
  record: RecordTraits;
}
/** Codes of an operation that was let through to the record, whatever became of it there. */
const LET_THROUGH = /^(?!FORBIDDEN|NOT_FOUND|UNAUTHENTICATED|BAD_USER_INPUT|INTERNAL|GRAPHQL_)/;
/** No record has it: an operation that is let through meets a conflict, and the next role finds the record as it was. */
const STALE = 999;

const scene = await stage();
const walk = new SchemaWalk(driverOf(scene.app));
const standings = await Standings.of(scene);
/** Someone who can be put in charge of anything. */
const colleague = await scene.as('caseworker');
const recordOfName = (name: string): RecordTraits => records().find((each) => each.name === name)!;

const targets = (kind: Operation['kind']): (readonly [string, Target])[] =>
  walk.operations(kind).flatMap(({ field: name, requirement }) => {
    if (typeof requirement === 'string') return [];
    const field = walk.field({ kind, field: name });
    const { permission } = requirement;
    return pathsOf(field).flatMap(([path, type]) => {
      const record = recordOfName(type);
      // A team or a colleague who is only named, as in `openCase(input: { teamId })`, has rules of its own.
      if (!isAboutPerson(record) && (record.read.noun !== permission.noun || path.startsWith('input.'))) return [];
      return [[`${name}(${path})`, { field, permission, path, record }] as const];
    });
  });
const pathsOf = (field: Field): [path: string, record: string][] => {
  const paths: [string, string][] = [];
  walk.operands(field, (record, path) => {
    paths.push([path, record]);
    return '';
  });
  return paths;
};
const lists = walk.operations('query').flatMap(({ field }) => {
  const record = recordOfName(listedIn(walk.field({ kind: 'query', field })) ?? '');
  return record ? [[field, record] as const] : [];
});

describe('the operations', () => {
  it('are tried on every record whose scope decides', () => {
    const tried = new Set(targets('mutation').map(([, { field }]) => field.name));
    const untried = walk
      .operations('mutation')
      .filter(({ field, requirement }) => typeof requirement === 'object' && !tried.has(field))
      .map(({ field }) => field);
    // What makes something new under no record.
    expect(untried.sort()).toEqual([
      'addRequiredDocument',
      'createTeam',
      'grantRole',
      'inviteUser',
      'registerApplicant',
    ]);
    expect(lists.length).toBeGreaterThan(8);
  });
});

const places = [
  { place: 'of one team', wide: false },
  { place: 'of all teams', wide: true },
];
describe.each(BUILT_IN_ROLES.flatMap((role) => places.map((place) => ({ role, ...place }))))(
  '$role.name $place',
  ({ role, wide }) => {
    let actor: Actor;
    let households: Readonly<Record<Standing, Household>>;
    beforeAll(async () => {
      actor = await scene.as(role.name, wide ? { teamId: null } : {});
      households = await standings.turnTo(actor);
    });

    /** The standings in which a record of this type is there, and whether the page lets the permissions reach it. */
    const expected = (record: RecordTraits, permissions: readonly Permission[]): [Standing, boolean][] =>
      STANDINGS.filter((standing) => households[standing][record.name]).map((standing) => [
        standing,
        permissions.every((permission) => reachedBy(role, wide, permission).includes(standing)),
      ]);

    it.each(lists)('sees of %s what the page says', async (list, record) => {
      const document = `query ($ids: [ID!]) { ${list}(first: 100, filter: { id: { in: $ids } }) { nodes { id } } }`;
      const known = expected(record, [record.read]);
      const ids = known.map(([standing]) => households[standing][record.name]!);
      const { data, errors } = await actor.send(document, { ids });
      if (!granted(role, record.read)) return expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
      const found = new Set((data[list].nodes as { id: string }[]).map(({ id }) => id));
      expect(known.map(([standing]) => [standing, found.has(households[standing][record.name]!)])).toEqual(known);
    });

    it.each(targets('query'))('finds by %s what the page says', async (_name, target) => {
      for (const [standing, reached] of expected(target.record, [target.permission])) {
        const { data, errors } = await send('query', target, standing);
        if (!granted(role, target.permission)) expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
        else expect({ standing, found: data[target.field.name] !== null }).toEqual({ standing, found: reached });
      }
    });

    it.each(targets('mutation'))('is let through %s as the page says', async (_name, target) => {
      const { record, permission, path } = target;
      // What is done under a record also needs that record to be seen.
      const needed = path === 'id' || record.read.noun === permission.noun ? [permission] : [permission, record.read];
      for (const [standing, reached] of expected(record, needed)) {
        const { data, errors } = await send('mutation', target, standing);
        const code = errors?.[0]?.extensions.code ?? 'DONE';
        // Of what one may see, one is told that one may not do this to it; of what one may not see, nothing.
        const seen = reachedBy(role, wide, record.read).includes(standing);
        const wanted = !granted(role, permission)
          ? 'FORBIDDEN'
          : reached
            ? LET_THROUGH
            : seen
              ? 'FORBIDDEN'
              : 'NOT_FOUND';
        expect({ standing, code }).toEqual({
          standing,
          code: typeof wanted === 'string' ? wanted : expect.stringMatching(wanted),
        });
        if (!reached) expect(data ?? null).toBeNull();
      }
    });

    /** Sends an operation with a record in some standing at its place, and with what is one's own everywhere else. */
    function send(kind: Operation['kind'], { field, path, record }: Target, standing: Standing) {
      const own: Household = { Team: scene.make.teamOf(), ...households.made, User: colleague.who.userId };
      const variables = walk.operands(field, (type, at) =>
        at === path ? households[standing][record.name]! : own[type]!,
      );
      if ('version' in variables) variables['version'] = STALE;
      const given = field.args.filter(({ name }) => name in variables);
      return actor.send(walk.document(kind, field, given, 0), variables);
    }
  },
);

const page = (role: Role): Readonly<Record<string, Reach>> => ({ ...SIGNED_IN, ...role.may });
const granted = (role: Role, { name }: Permission): boolean => name in page(role);
/** A role that is held for no team is held for all of them. */
function reachedBy(role: Role, wide: boolean, { name }: Permission): readonly Standing[] {
  const reach = page(role)[name];
  if (!reach) return [];
  return REACHED[wide && reach === Reach.TEAM ? Reach.ORGANIZATION : reach];
}
