// Every role before every row: what is seen follows from the roles page, and every way to a row agrees with every other.
import { BUILT_IN_ROLES } from '@haven/identity';
import { Reach } from '@haven/platform';
import { getNamedType } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor, Anything } from '../stage/actor.js';
import { driverOf, listedIn, named, SchemaWalk } from '../stage/schema-walk.js';
import { stage } from '../stage/stage.js';

type Standing = 'made' | 'assigned' | 'team' | 'child' | 'joined' | 'elsewhere';
interface Row {
  standing: Standing;
  id: string;
  /** The case that it stands under; of a case, the person. */
  caseId?: string;
}
interface Noun {
  type: string;
  one: string;
  list: string;
  permission: string;
}
const NOUNS: readonly Noun[] = [
  { type: 'Applicant', one: 'applicant', list: 'applicants', permission: 'applicant.read' },
  { type: 'Case', one: 'case', list: 'cases', permission: 'case.read' },
  { type: 'CaseNote', one: 'note', list: 'notes', permission: 'note.read' },
  { type: 'Task', one: 'task', list: 'tasks', permission: 'task.read' },
];
const SEEN: Record<Reach, readonly Standing[]> = {
  OWN: ['made', 'assigned'],
  TEAM: ['made', 'assigned', 'team', 'child', 'joined'],
  ORGANIZATION: ['made', 'assigned', 'team', 'child', 'joined', 'elsewhere'],
};

/** Holds all rows of a noun, and costs little enough when nested. */
const PAGE = 25;

const scene = await stage();
const walk = new SchemaWalk(driverOf(scene.app));
const readers = BUILT_IN_ROLES.filter(({ may }) => NOUNS.some(({ permission }) => permission in may));

describe.each(
  readers.flatMap((role) => [
    { role, place: 'of one team', wide: false },
    { role, place: 'of all teams', wide: true },
  ]),
)('$role.name $place', ({ role, wide }) => {
  let actor: Actor;
  let rows: Record<string, Row[]>;
  beforeAll(async () => {
    const organizationId = await scene.make.organization();
    actor = await scene.as(role.name, { organizationId, ...(wide && { teamId: null }) });
    rows = await prepared(actor, organizationId);
  });

  const reachOf = ({ permission }: Noun): Reach | undefined => {
    const reach = role.may[permission];
    return wide && reach === Reach.TEAM ? Reach.ORGANIZATION : reach;
  };
  /** What the page says, in the order of the ids. */
  const expected = (noun: Noun): string[] => {
    const reach = reachOf(noun);
    const seen = reach ? SEEN[reach] : [];
    return rows[noun.type]!.filter(({ standing }) => seen.includes(standing))
      .map(({ id }) => id)
      .sort();
  };

  it.each(NOUNS.filter(({ permission }) => permission in role.may))(
    'sees each $type by one rule, whichever way it comes',
    async (noun) => {
      const { one, list, type } = noun;
      const seen = expected(noun);
      const all = rows[type]!.map(({ id }) => id);
      const page = await actor.ask(
        `query ($ids: [ID!]) {
        all: ${list}(first: 100) { nodes { id } edges { node { id } } totalCount }
        these: ${list}(first: 100, filter: { id: { in: $ids } }) { nodes { id } totalCount }
        others: ${list}(first: 100, filter: { not: { id: { in: $ids } } }) { totalCount }
        back: ${list}(last: 100) { nodes { id } }
      }`,
        { ids: all },
      );
      const standings = (ids: string[]): string[] =>
        ids.map((id) => rows[type]!.find((row) => row.id === id)?.standing ?? id).sort();
      expect(standings(idsOf(page.all.nodes))).toEqual(standings(seen));
      expect(idsOf(page.all.nodes)).toEqual(seen);
      expect(idsOf(page.these.nodes)).toEqual(seen);
      expect(idsOf(page.back.nodes)).toEqual(seen);
      expect(idsOf(page.all.edges.map(({ node }: Anything) => node))).toEqual(seen);
      expect([page.all.totalCount, page.these.totalCount, page.others.totalCount]).toEqual([
        seen.length,
        seen.length,
        0,
      ]);
      const found: string[] = [];
      for (const id of all)
        if ((await actor.ask(`query ($id: ID!) { ${one}(id: $id) { id } }`, { id }))[one]) found.push(id);
      expect(found.sort()).toEqual(seen);
    },
  );

  it.each(ways())('meets in %s nothing else than in the list', async (_way, { list, field, to, many }) => {
    const noun = NOUNS.find(({ type }) => type === to)!;
    const inner = many ? `${field}(first: ${PAGE}) { nodes { id } totalCount }` : `${field} { id }`;
    const { data, errors } = await actor.send(`{ ${list}(first: ${PAGE}) { nodes { ${inner} } } }`);
    if (errors) return expect(errors[0]!.extensions.code).toBe('FORBIDDEN');
    const met: string[] = [];
    for (const { [field]: value } of data[list].nodes) {
      if (many && value) expect(value.totalCount).toBe(value.nodes.length);
      met.push(...idsOf(many ? (value?.nodes ?? []) : value ? [value] : []));
    }
    const seen = expected(noun);
    expect(met.filter((id) => !seen.includes(id))).toEqual([]);
    if (!many) return;
    // A list under a parent holds whatever of it is seen at all, for every parent that is seen.
    const parents = expected(NOUNS.find((each) => each.list === list)!);
    const under = rows[to]!.filter(({ id, caseId }) => seen.includes(id) && parents.includes(caseId!));
    expect(met.sort()).toEqual(idsOf(under));
  });
});

const idsOf = (nodes: { id: string }[]): string[] => nodes.map(({ id }) => id).sort();

/** Every field by which one of the nouns leads to another, from the schema. */
function ways(): [string, { list: string; field: string; to: string; many: boolean }][] {
  return NOUNS.flatMap(({ list, type }) => {
    const nodes = named(walk.field({ kind: 'query', field: list }).type)!.getFields()['nodes']!;
    return Object.values(named(nodes.type)!.getFields()).flatMap((field) => {
      const to = listedIn(field) ?? getNamedType(field.type).name;
      const known = NOUNS.some((noun) => noun.type === to);
      const way = { list, field: field.name, to, many: listedIn(field) !== undefined };
      return known ? [[`${type}.${field.name}`, way] as [string, typeof way]] : [];
    });
  });
}

/** Rows in every standing towards the actor, made by others unless they are to be the actor's own. */
async function prepared(actor: Actor, organizationId: string): Promise<Record<string, Row[]>> {
  const { make } = scene;
  const me = actor.who.userId;
  const { userId: authorId } = await make.user('caseworker', { organizationId });
  const team = make.teamOf(organizationId);
  const child = await make.team({ organizationId, parentId: team });
  const far = await make.team({ organizationId });
  const teamIds: Record<Standing, string> = { made: far, assigned: far, team, child, joined: far, elsewhere: far };
  const rows: Record<string, Row[]> = { Applicant: [], Case: [], CaseNote: [], Task: [] };
  const keep = (type: string, standing: Standing, { id, caseId }: { id: string; caseId?: string }): void =>
    void rows[type]!.push({ standing, id, caseId });
  const mine = (standing: Standing): { createdById?: string; assigneeId?: string } =>
    standing === 'made' ? { createdById: me } : standing === 'assigned' ? { assigneeId: me } : {};

  let farCaseId = '';
  for (const standing of SEEN.ORGANIZATION) {
    const teamId = teamIds[standing];
    // Without a case, a person is seen by who registered them and by the team that did; with one, also through it.
    if (standing !== 'assigned' && standing !== 'joined')
      keep('Applicant', standing, await make.applicant({ teamId, ...mine(standing) }, organizationId));
    const applicant = await make.applicant({ teamId: far }, organizationId);
    keep('Applicant', standing, applicant);
    const theCase = await make.case({ applicantId: applicant.id, teamId, ...mine(standing) }, organizationId);
    keep('Case', standing, { id: theCase.id, caseId: applicant.id });
    // Those whose days are over, or who were called off, count for nothing.
    const past = { validUntil: '2020-02-02' };
    const over = { endedAt: new Date() };
    for (const end of standing === 'joined' ? [{}] : standing === 'elsewhere' ? [past, over] : [])
      await make.participant({ caseId: theCase.id, userId: me, ...end }, organizationId);
    keep('CaseNote', standing, await make.note({ caseId: theCase.id, authorId }, organizationId));
    keep('Task', standing, await make.task({ caseId: theCase.id, teamId }, organizationId));
    if (standing === 'elsewhere') farCaseId = theCase.id;
  }
  for (const standing of SEEN.ORGANIZATION.filter((each) => each !== 'joined')) {
    const task = { caseId: farCaseId, teamId: teamIds[standing], delegated: true, ...mine(standing) };
    keep('Task', standing, await make.task(task, organizationId));
  }
  // A task of the actor's team that was not delegated goes with its case.
  keep('Task', 'elsewhere', await make.task({ caseId: farCaseId, teamId: team }, organizationId));
  return rows;
}
