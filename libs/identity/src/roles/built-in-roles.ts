// The built-in roles. Read it aloud: "An intake volunteer may read applicants of their own, register applicants …".
// OWN: what they made or is assigned to them. TEAM: of the teams for which they hold the role, and the teams below. ORGANIZATION: everything;
// a role that has it beyond what every colleague may is held for the whole organisation, never for a team.
import { Sensitivity } from '@haven/platform';
import { ORGANIZATION, OWN, TEAM, type Role } from './role.js';

const { BASIC, CONTACT, IDENTITY, HEALTH, PERSECUTION, PRIVILEGED } = Sensitivity;

/** Whoever has signed in, whatever their roles: knows the organisation and themselves, and sees and ends their own sessions. */
export const SIGNED_IN = {
  'organization.read': ORGANIZATION,
  'user.read': OWN,
  'session.read': OWN,
  'session.end': OWN,
} as const;
/** Colleagues know the organisation, its teams and each other, and who holds which role: a case is given to somebody who may work on it. They know which papers its programmes ask for. */
export const COLLEAGUE = {
  ...SIGNED_IN,
  'team.read': ORGANIZATION,
  'user.read': ORGANIZATION,
  'membership.read': ORGANIZATION,
  'requiredDocument.read': ORGANIZATION,
} as const;

export const BUILT_IN_ROLES: readonly Role[] = [
  {
    name: 'intake',
    is: 'Registers applicants and opens cases, and sees what they registered.',
    sees: [BASIC, CONTACT, IDENTITY],
    may: {
      ...COLLEAGUE,
      'applicant.read': OWN,
      'applicant.register': OWN,
      'applicant.update': OWN,
      'case.read': OWN,
      'case.open': OWN,
      'task.read': OWN,
      'document.read': OWN,
      'document.open': OWN,
      'document.add': OWN,
    },
  },
  {
    name: 'caseworker',
    is: 'Does everything in the cases assigned to them or to their teams, except privileged notes, overrides and approvals.',
    sees: [BASIC, CONTACT, IDENTITY, HEALTH, PERSECUTION],
    may: {
      ...COLLEAGUE,
      'applicant.read': TEAM,
      'applicant.register': TEAM,
      'applicant.update': TEAM,
      'case.read': TEAM,
      'case.open': TEAM,
      'case.update': TEAM,
      'case.assign': OWN,
      'case.close': TEAM,
      'case.reopen': TEAM,
      'transfer.read': TEAM,
      'transfer.request': TEAM,
      'transfer.answer': TEAM,
      'participant.read': TEAM,
      'participant.write': OWN,
      'note.read': TEAM,
      'note.write': TEAM,
      'task.read': TEAM,
      'task.write': TEAM,
      'document.read': TEAM,
      'document.open': TEAM,
      'document.add': TEAM,
      'document.verify': TEAM,
    },
  },
  {
    name: 'legal-adviser',
    is: 'As a caseworker, and reads and writes privileged notes.',
    sees: [BASIC, CONTACT, IDENTITY, HEALTH, PERSECUTION, PRIVILEGED],
    may: {
      ...COLLEAGUE,
      'applicant.read': TEAM,
      'applicant.register': TEAM,
      'applicant.update': TEAM,
      'case.read': TEAM,
      'case.open': TEAM,
      'case.update': TEAM,
      'case.assign': OWN,
      'case.close': TEAM,
      'case.reopen': TEAM,
      'transfer.read': TEAM,
      'transfer.request': TEAM,
      'transfer.answer': TEAM,
      'participant.read': TEAM,
      'participant.write': OWN,
      'note.read': TEAM,
      'note.write': TEAM,
      'note.privileged': TEAM,
      'task.read': TEAM,
      'task.write': TEAM,
      'document.read': TEAM,
      'document.open': TEAM,
      'document.add': TEAM,
      'document.verify': TEAM,
    },
  },
  {
    name: 'supervisor',
    is: 'Leads teams: sees all their cases, assigns and transfers them, and closes with an override.',
    sees: [BASIC, CONTACT, IDENTITY, HEALTH, PERSECUTION],
    may: {
      ...COLLEAGUE,
      'applicant.read': TEAM,
      'applicant.register': TEAM,
      'applicant.update': TEAM,
      'applicant.locate': TEAM,
      'case.read': TEAM,
      'case.open': TEAM,
      'case.update': TEAM,
      'case.assign': TEAM,
      'case.close': TEAM,
      'case.override': TEAM,
      'case.reopen': TEAM,
      'transfer.read': TEAM,
      'transfer.request': TEAM,
      'transfer.answer': TEAM,
      'transfer.oversee': TEAM,
      'participant.read': TEAM,
      'participant.write': TEAM,
      'note.read': TEAM,
      'note.write': TEAM,
      'note.correct': TEAM,
      'note.restricted': TEAM,
      'task.read': TEAM,
      'task.write': TEAM,
      'document.read': TEAM,
      'document.open': TEAM,
      'document.add': TEAM,
      'document.verify': TEAM,
      'requiredDocument.keep': TEAM,
    },
  },
  {
    name: 'organisation-admin',
    is: 'Keeps users, roles and teams in order. Sees no case content by virtue of the role.',
    sees: [BASIC],
    may: {
      ...COLLEAGUE,
      'organization.update': ORGANIZATION,
      'team.create': ORGANIZATION,
      'team.update': ORGANIZATION,
      'user.invite': ORGANIZATION,
      'user.update': ORGANIZATION,
      'membership.grant': ORGANIZATION,
      'requiredDocument.keep': ORGANIZATION,
      'session.read': ORGANIZATION,
      'session.end': ORGANIZATION,
    },
  },
  {
    name: 'data-protection-officer',
    is: 'Reads the audit trail and answers for consent, retention and erasure.',
    sees: [BASIC],
    may: { ...COLLEAGUE, 'session.read': ORGANIZATION, 'audit.read': ORGANIZATION },
  },
  {
    name: 'auditor',
    is: 'Reads the audit trail, and nothing of any case.',
    sees: [BASIC],
    may: { ...COLLEAGUE, 'audit.read': ORGANIZATION },
  },
  {
    name: 'analyst',
    is: 'Sees counts and de-identified figures; no names, documents or notes.',
    sees: [BASIC],
    may: { ...SIGNED_IN, 'team.read': ORGANIZATION },
  },
  {
    name: 'partner',
    is: 'Answers referrals that are addressed to their agency; nothing else is theirs to see.',
    sees: [BASIC],
    may: { ...SIGNED_IN },
  },
  {
    name: 'service-account',
    is: 'A program: it has no permission but those of its token.',
    sees: [BASIC],
    may: {},
  },
];

export const builtInRole = (name: string): Role | undefined => BUILT_IN_ROLES.find((role) => role.name === name);

/** Whether a role may be held for a team: not if it reaches the whole organisation beyond what every colleague may. */
export const isHeldForTeam = ({ may }: Role): boolean =>
  Object.entries(may).every(([permission, reach]) => reach !== ORGANIZATION || permission in COLLEAGUE);
