// Roles and teams: what is held for a team never reaches past it, and what reaches the whole organisation is not held for a team.
import { BUILT_IN_ROLES, Membership } from '@haven/identity';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor, Anything } from '../stage/actor.js';
import { stage, type Stage } from '../stage/stage.js';

const GRANT = 'mutation ($input: GrantRoleInput!) { grantRole(input: $input) { role team { id } } }';
const TRAIL = '{ auditEvents { nodes { id } } }';
const HELD = '{ me { roles { role } permissions { name reach } sees } }';

let scene: Stage;
let admin: Actor;
beforeAll(async () => {
  scene = await stage();
  admin = await scene.as('organisation-admin');
});

/** Somebody who holds a role for a team, as rows may say that are older than the refusal. */
async function heldForTeam(role: string): Promise<Actor> {
  const actor = await scene.as('partner');
  const { userId } = actor.who;
  await scene.make.add(Membership, scene.make.home, {
    ...{ userId, role, teamId: scene.make.teamOf(), validFrom: '2020-01-01' },
  });
  return actor;
}

describe.each(['organisation-admin', 'data-protection-officer', 'auditor'])('the role %s', (role) => {
  it('is given to nobody for a team', async () => {
    const { userId } = await scene.make.user('partner');
    const input = { userId, role, teamId: scene.make.teamOf() };
    expect(await admin.refusal(GRANT, { input })).toBe('ROLE_NOT_FOR_TEAM');
    expect((await admin.ask(GRANT, { input: { userId, role } })).grantRole).toEqual({ role, team: null });
  });

  it('held for a team lets nobody read the audit trail or give roles', async () => {
    const held = await heldForTeam(role);
    const { userId } = await scene.make.user('partner');
    expect(await held.refusal(TRAIL)).toBe('FORBIDDEN');
    expect(await held.refusal(GRANT, { input: { userId, role: 'supervisor' } })).toBe('FORBIDDEN');
  });

  it('held for a team grants what every colleague may', async () => {
    const { me } = await (await heldForTeam(role)).ask(HELD);
    expect(me.permissions.map(({ name, reach }: Anything) => `${name} ${reach}`)).toEqual([
      'membership.read ORGANIZATION',
      'organization.read ORGANIZATION',
      'requiredDocument.read ORGANIZATION',
      'session.end OWN',
      'session.read OWN',
      'team.read ORGANIZATION',
      'user.read ORGANIZATION',
    ]);
    expect(me.sees).toEqual(['BASIC']);
  });
});

describe('every other role', () => {
  it('is given for a team, and its page says which are', async () => {
    const { roles } = await admin.ask('{ roles { name heldForTeam } }');
    expect(roles.filter(({ heldForTeam: may }: Anything) => !may).map(({ name }: Anything) => name)).toEqual([
      'organisation-admin',
      'data-protection-officer',
      'auditor',
    ]);
    const teamId = scene.make.teamOf();
    for (const { name: role } of roles.filter(({ heldForTeam: may }: Anything) => may)) {
      const { userId } = await scene.make.user('partner');
      expect((await admin.ask(GRANT, { input: { userId, role, teamId } })).grantRole.team.id).toBe(teamId);
    }
  });

  it('reaches no farther beyond its team than every colleague does', async () => {
    const { me: colleague } = await (await heldForTeam('auditor')).ask(HELD);
    const wide = ({ permissions }: Anything): string[] =>
      permissions.filter(({ reach }: Anything) => reach === 'ORGANIZATION').map(({ name }: Anything) => name);
    for (const { name } of BUILT_IN_ROLES) {
      const { me } = await (await heldForTeam(name)).ask(HELD);
      expect(wide(colleague)).toEqual(expect.arrayContaining(wide(me)));
    }
  });
});

describe('a caseworker', () => {
  it('sees who holds which role where, to pick somebody for a case', async () => {
    const caseworker = await scene.as('caseworker');
    const { memberships } = await caseworker.ask(
      '{ memberships(filter: { role: { in: ["caseworker"] } }) { nodes { user { id name } team { id } } } }',
    );
    expect(memberships.nodes).toContainEqual({
      user: { id: caseworker.who.userId, name: expect.any(String) },
      team: { id: scene.make.teamOf() },
    });
  });
});
