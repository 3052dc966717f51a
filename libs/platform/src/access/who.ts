// Who: the one who asks, with what they may do and see. Worked out once per session and change of access.
import { commonErrors, type DomainError } from '@haven/kernel';
import type { Sensitivity } from './sensitivity.js';
import type { Permission } from './permissions.js';

export enum Reach {
  /** Records the person made or that are assigned to them. */
  OWN = 'OWN',
  /** Records of the teams for which the role is held, and of the teams below. */
  TEAM = 'TEAM',
  /** Every record of the organisation. */
  ORGANIZATION = 'ORGANIZATION',
}

export interface Grant {
  reach: Reach;
  /** Teams for Reach.TEAM; empty otherwise. */
  teams: readonly string[];
}

export interface Who {
  organizationId: string;
  userId: string;
  /** The sign-in session; absent for the worker. */
  sessionId?: string;
  /** Changes whenever the user's access changes; Postgres compares it on entry. */
  stamp: number;
  grants: ReadonlyMap<string, Grant>;
  sees: ReadonlySet<Sensitivity>;
  timeZone: string;
}

export const grantOf = (who: Who, permission: Permission): Grant | undefined => who.grants.get(permission.name);
/** Whether a grant is held for a team, and not only for what is one's own. */
export const reachesTeam = (grant: Grant | undefined, teamId: string): boolean =>
  grant?.reach === Reach.ORGANIZATION || (grant?.teams.includes(teamId) ?? false);
export const may = (who: Who, permission: Permission): boolean => who.grants.has(permission.name);

/** @param where which record it is wanted for, when the permission is held elsewhere */
export const forbidden = ({ name, meaning }: Permission, where = ''): DomainError =>
  commonErrors.FORBIDDEN(`This needs the permission ${name}: ${meaning}${where}`, { permission: name });

/** @throws FORBIDDEN */
export function mustBeAllowed(who: Who, permission: Permission): void {
  if (!may(who, permission)) throw forbidden(permission);
}

/** Merges what several roles grant: the widest reach wins, teams add up. */
export function mergeGrant(grants: Map<string, Grant>, permission: string, grant: Grant): void {
  const held = grants.get(permission);
  if (!held || grant.reach === Reach.ORGANIZATION)
    return void grants.set(permission, held?.reach === Reach.ORGANIZATION ? held : grant);
  if (held.reach === Reach.ORGANIZATION) return;
  const teams = [...new Set([...held.teams, ...grant.teams])];
  grants.set(permission, { reach: teams.length > 0 ? Reach.TEAM : Reach.OWN, teams });
}
