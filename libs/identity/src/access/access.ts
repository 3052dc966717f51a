// Access: works out what a user may do from the roles they hold today. The answer holds until their access changes or a role begins or ends.
import { commonErrors, dayIn, now } from '@haven/kernel';
import { Database, mergeGrant, Reach, Sensitivity, type Grant, type UnitOfWork, type Who } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { builtInRole, COLLEAGUE, isHeldForTeam, SIGNED_IN } from '../roles/built-in-roles.js';

export interface Access {
  who: Who;
  /** Roles held today, for telling the user. */
  roles: { role: string; teamId: string | null }[];
  /** Calendar day in the organisation's time zone for which this was worked out. */
  day: string;
}

const NOBODY: Pick<Who, 'grants' | 'sees' | 'stamp' | 'timeZone'> = {
  grants: new Map(),
  sees: new Set(),
  stamp: 0,
  timeZone: 'UTC',
};

/** Someone of whom no more is known than the organisation: enters it, and may nothing. */
export const stranger = (organizationId: string, userId: string): Who => ({ organizationId, userId, ...NOBODY });

@Injectable()
export class AccessOffice {
  constructor(private readonly database: Database) {}

  /** @throws UNAUTHENTICATED when the user is unknown or switched off */
  async of(organizationId: string, userId: string, sessionId?: string): Promise<Access> {
    return this.database.within(stranger(organizationId, userId), { readOnly: true }, (work) =>
      this.within(work, organizationId, userId, sessionId),
    );
  }

  /** The same within a unit of work under way: one operation takes one connection. */
  async within(work: UnitOfWork, organizationId: string, userId: string, sessionId?: string): Promise<Access> {
    const { rows } = await work.run(
      'select u.access_stamp, o.time_zone from "user" u join organization o on o.organization_id = u.organization_id where u.organization_id = $1 and u.id = $2 and u.active',
      [organizationId, userId],
    );
    const [stamp, timeZone] = rows[0] ?? [];
    if (!stamp || !timeZone) throw commonErrors.UNAUTHENTICATED();
    const day = dayIn(now(), timeZone);
    const held = await this.rolesOn(work, organizationId, userId, day);
    const { grants, sees } = granted(held);
    const roles = held.map(({ role, teamId }) => ({ role, teamId }));
    return { who: { organizationId, userId, sessionId, stamp: Number(stamp), timeZone, grants, sees }, roles, day };
  }

  /** Roles in force on a day, each with its team and the teams below it. */
  private async rolesOn(work: UnitOfWork, organizationId: string, userId: string, day: string): Promise<Held[]> {
    const { rows } = await work.run(
      `with recursive below as (
         select m.id as membership_id, m.team_id from membership m
           where m.organization_id = $1 and m.user_id = $2 and m.valid_from <= $3::date and (m.valid_until is null or m.valid_until >= $3::date)
         union
         select below.membership_id, t.id from team t join below on t.parent_id = below.team_id where t.organization_id = $1)
       select m.role, m.team_id, array_to_json(array_remove(array_agg(below.team_id), null))
         from membership m join below on below.membership_id = m.id where m.organization_id = $1 group by m.id, m.role, m.team_id`,
      [organizationId, userId, day],
    );
    return rows.map(([role, teamId, teams]) => ({
      role: role!,
      teamId: teamId ?? null,
      teams: JSON.parse(teams ?? '[]') as string[],
    }));
  }
}

interface Held {
  role: string;
  teamId: string | null;
  teams: string[];
}

/** What is granted with TEAM reaches the team for which the role is held, and the teams below; OWN and ORGANIZATION know no teams, nor do the classes that are seen. */
function granted(held: readonly Held[]): { grants: Map<string, Grant>; sees: Set<Sensitivity> } {
  const grants = new Map<string, Grant>();
  const sees = new Set<Sensitivity>();
  for (const [permission, reach] of Object.entries(SIGNED_IN)) mergeGrant(grants, permission, { reach, teams: [] });
  for (const { role: name, teamId, teams } of held) {
    const role = builtInRole(name);
    if (!role) continue;
    // A row from before such roles were refused makes a colleague of its user, and no more.
    const misheld = teamId !== null && !isHeldForTeam(role);
    for (const each of misheld ? [Sensitivity.BASIC] : role.sees) sees.add(each);
    for (const [permission, reach] of Object.entries(misheld ? COLLEAGUE : role.may)) {
      // TEAM without a team means every team there is.
      const wide = reach === Reach.TEAM && teamId === null ? Reach.ORGANIZATION : reach;
      mergeGrant(grants, permission, { reach: wide, teams: wide === Reach.TEAM ? teams : [] });
    }
  }
  return { grants, sees };
}
