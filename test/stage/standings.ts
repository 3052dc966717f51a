// Standings: how a record may stand towards somebody, with a person and all that hangs on them in each, so that reach can be tried.
import { Session } from '@haven/identity';
import { now } from '@haven/kernel';
import { records, type Reach, type RecordTraits } from '@haven/platform';
import type { Actor } from './actor.js';
import { sqlRows } from './behind.js';
import type { Stage } from './stage.js';
import { furnish } from './twins.js';

/**
 * Made by oneself, or assigned to oneself, in a team that is not one's own; of one's team or one below it; of another team, with oneself working
 * along or not; of another organisation.
 */
export const STANDINGS = ['made', 'assigned', 'team', 'child', 'joined', 'elsewhere', 'foreign'] as const;
export type Standing = (typeof STANDINGS)[number];

/** What the reach of a permission means, in words of standings. */
export const REACHED: Record<Reach, readonly Standing[]> = {
  OWN: ['made', 'assigned'],
  TEAM: ['made', 'assigned', 'team', 'child', 'joined'],
  ORGANIZATION: ['made', 'assigned', 'team', 'child', 'joined', 'elsewhere'],
};

/** One id of each type of record, all in the same standing. Types that have no such standing are not there. */
export type Household = Readonly<Record<string, string>>;

/** Whether a record hangs on a person, and is therefore made, assigned and of a team as that person's case is. */
export const isAboutPerson = ({ subject }: RecordTraits): boolean => subject === 'self' || subject === 'applicantId';

export class Standings {
  private constructor(
    private readonly scene: Stage,
    private readonly people: Readonly<Record<Standing, Household>>,
    private readonly staff: Readonly<Record<'elsewhere' | 'foreign', Household>>,
    /** What a programme asks for, here and in the other organisation: whoever keeps it for a team keeps it for all. */
    private readonly asked: Readonly<Record<'team' | 'foreign', Household>>,
  ) {}

  static async of(scene: Stage): Promise<Standings> {
    const { make } = scene;
    const team = make.teamOf();
    const away = await make.organization();
    const far = await make.team();
    const below = await make.team({ parentId: team });
    const teams = {
      made: far,
      assigned: far,
      team,
      child: below,
      joined: far,
      elsewhere: far,
      foreign: make.teamOf(away),
    };
    // Nobody who is tried belongs to the teams that ask for the cases: a request alone leads to nothing here.
    const wanting = { here: await make.team(), away: await make.team({ organizationId: away }) };
    const people: Record<string, Household> = {};
    const makers = {
      here: await scene.as('supervisor', { teamId: null }),
      away: await scene.as('supervisor', { organizationId: away, teamId: null }),
    };
    for (const [index, standing] of STANDINGS.entries()) {
      const place = standing === 'foreign' ? 'away' : 'here';
      people[standing] = await household(
        scene,
        makers[place],
        { of: teams[standing], wantedBy: wanting[place] },
        index,
      );
    }
    return new Standings(
      scene,
      people as Record<Standing, Household>,
      {
        elsewhere: await colleague(scene, makers.here),
        foreign: await colleague(scene, makers.away),
      },
      { team: await askedFor(scene), foreign: await askedFor(scene, away) },
    );
  }

  /** Lets an actor stand towards the records as they say: from now on it has made some, and some are assigned to it. */
  async turnTo({ who: { userId, organizationId } }: Actor): Promise<Readonly<Record<Standing, Household>>> {
    const { made, assigned, joined } = this.people;
    // A further case, opened by whoever was here before, would lead its team to the person.
    await sqlRows(this.scene, 'delete from "case" where id <> all($1)', [
      Object.values(this.people).map((each) => each['Case']),
    ]);
    for (const record of records().filter(isAboutPerson))
      await sqlRows(this.scene, `update "${record.table}" set created_by_id = $1 where id = $2`, [
        userId,
        made[record.name],
      ]);
    await sqlRows(this.scene, 'update "case" set assignee_id = $1 where id = $2', [userId, assigned['Case']]);
    await sqlRows(this.scene, 'update case_participant set user_id = $1 where case_id = $2', [userId, joined['Case']]);
    // Who wrote a note may correct it where they reach it; having written it reaches nothing.
    await sqlRows(this.scene, 'update case_note set author_id = $1 where organization_id = $2', [
      userId,
      organizationId,
    ]);
    const sessionId = await anotherSession(this.scene, userId, organizationId);
    return {
      ...this.people,
      made: { ...made, User: userId, Session: sessionId },
      elsewhere: { ...this.people.elsewhere, ...this.staff.elsewhere },
      team: { ...this.people.team, ...this.asked.team },
      foreign: { ...this.people.foreign, ...this.staff.foreign, ...this.asked.foreign },
    };
  }
}

/** A person with everything that hangs on one, by the type of record. */
async function household(
  scene: Stage,
  maker: Actor,
  { of: teamId, wantedBy }: { of: string; wantedBy: string },
  index: number,
): Promise<Household> {
  const words = { family: `Kavaliova${index}`, phone: `+3706000010${index}`, passport: `MP300000${index}` };
  const number = await furnish(scene, maker, teamId, words, wantedBy);
  const [{ applicant_id: applicantId } = {}] = await sqlRows(
    scene,
    'select applicant_id from "case" where number = $1 and team_id = $2',
    [number, teamId],
  );
  await sqlRows(scene, 'update "case" set assignee_id = null where applicant_id = $1', [applicantId]);
  const ids: Record<string, string> = {};
  for (const { name, table, subject } of records().filter(isAboutPerson)) {
    const column = subject === 'self' ? 'id' : 'applicant_id';
    const [row] = await sqlRows(scene, `select id from "${table}" where ${column} = $1 order by id`, [applicantId]);
    if (!row) throw new Error(`${name} is not in a household: let furnish() make one`);
    ids[name] = String(row['id']);
  }
  return ids;
}

/** What belongs to somebody else of the organisation, and the organisation itself. */
async function colleague(scene: Stage, { who: { userId, organizationId } }: Actor): Promise<Household> {
  const one = async (table: string, column: string, value: string): Promise<string> =>
    String((await sqlRows(scene, `select id from "${table}" where ${column} = $1 limit 1`, [value]))[0]!['id']);
  return {
    User: userId,
    Session: await anotherSession(scene, userId, organizationId),
    Membership: await one('membership', 'user_id', userId),
    Team: await one('team', 'organization_id', organizationId),
    Organization: organizationId,
  };
}

async function askedFor(scene: Stage, organizationId?: string): Promise<Household> {
  return { RequiredDocument: (await scene.make.requiredDocument({}, organizationId)).id };
}

async function anotherSession(scene: Stage, userId: string, organizationId: string): Promise<string> {
  const at = now();
  const expiresAt = new Date(at.getTime() + 86_400_000);
  const session = await scene.make.add(Session, organizationId, { userId, lastUsedAt: at, expiresAt, refreshCount: 0 });
  return session.id;
}
