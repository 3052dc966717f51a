// Participants of a case: colleagues who work along on it, and what they reach while it lasts.
import { CaseStatus, NoteVisibility, ParticipantRole } from '@haven/casework';
import { addDays, dayIn, newId, now } from '@haven/kernel';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor, Anything } from '../stage/actor.js';
import { stage, type Stage } from '../stage/stage.js';
import { CLOSING, code } from './case-deeds.js';
import { caseSeen } from './transfer-deeds.js';

const FIELDS = 'id version role validFrom validUntil endedAt current case { id } user { id } viewerCan { write }';
const ADD = `mutation ($input: AddCaseParticipantInput!) { addCaseParticipant(input: $input) { ${FIELDS} } }`;
const END = `mutation ($id: ID!, $version: Int!) { endCaseParticipation(id: $id, version: $version) { ${FIELDS} } }`;
const BELOW = `query ($case: ID!, $person: ID!) { applicant(id: $person) { displayName }
  case(id: $case) { notes(first: 5) { nodes { text } } tasks(first: 5) { nodes { id } } participants(first: 5) { nodes { user { id } current } } } }`;

let scene: Stage;
let day: string;
let caseworker: Actor;
let supervisor: Actor;
/** Of another team. */
let guest: Actor;
beforeAll(async () => {
  scene = await stage();
  day = dayIn(now(), 'Europe/Vilnius');
  [caseworker, supervisor] = [await scene.as('caseworker'), await scene.as('supervisor')];
  guest = await scene.as('caseworker', { teamId: await scene.make.team() });
});

const opened = () => scene.make.case({ status: CaseStatus.ACTIVE, assigneeId: caseworker.who.userId });
const added = async (actor: Actor, input: object): Promise<Anything> =>
  (await actor.ask(ADD, { input: { role: 'CO_WORKER', ...input } })).addCaseParticipant;
const ended = async (actor: Actor, { id, version }: Anything): Promise<Anything> =>
  (await actor.ask(END, { id, version })).endCaseParticipation;

describe('a participant', () => {
  it('reaches the case and what stands under it as if it were of their team, until it ends', async () => {
    const made = await opened();
    await scene.make.note({ caseId: made.id, authorId: caseworker.who.userId, text: 'For the team' });
    await scene.make.task({ caseId: made.id });
    expect(await caseSeen(guest, made.id)).toBeNull();
    const participant = await added(caseworker, { caseId: made.id, userId: guest.who.userId, role: 'INTERPRETER' });
    expect(participant).toMatchObject({
      ...{ role: 'INTERPRETER', validFrom: day, validUntil: null, endedAt: null, current: true },
      ...{ case: { id: made.id }, user: { id: guest.who.userId }, viewerCan: { write: true } },
    });
    const below = await guest.ask(BELOW, { case: made.id, person: made.applicantId });
    expect(below).toMatchObject({
      applicant: { displayName: expect.any(String) },
      case: {
        notes: { nodes: [{ text: 'For the team' }] },
        tasks: { nodes: [{ id: expect.any(String) }] },
        participants: { nodes: [{ user: { id: guest.who.userId }, current: true }] },
      },
    });
    const mine =
      'query ($me: ID!) { cases { nodes { id } totalCount } caseParticipants(filter: { user: { in: [$me] }, current: true }) { nodes { case { id } } } }';
    const { cases, caseParticipants } = await guest.ask(mine, { me: guest.who.userId });
    expect(cases).toEqual({ nodes: [{ id: made.id }], totalCount: 1 });
    expect(caseParticipants.nodes).toEqual([{ case: { id: made.id } }]);
    const write = 'mutation ($input: WriteNoteInput!) { writeNote(input: $input) { id } }';
    const input = { caseId: made.id, kind: 'MEETING', visibility: 'TEAM', text: 'Interpreted.' };
    expect((await guest.ask(write, { input })).writeNote.id).toBeTruthy();

    expect((await ended(caseworker, participant)).current).toBe(false);
    expect(await caseSeen(guest, made.id)).toBeNull();
    expect(await guest.ask(BELOW, { case: made.id, person: made.applicantId })).toEqual({
      applicant: null,
      case: null,
    });
    expect(await guest.refusal(write, { input })).toBe('NOT_FOUND');
    expect((await guest.ask(mine, { me: guest.who.userId })).cases.totalCount).toBe(0);
  });

  it('has no more of it than a colleague of the team: neither restricted notes, nor the right to assign or to let others in', async () => {
    const made = await opened();
    await added(caseworker, { caseId: made.id, userId: guest.who.userId, role: 'LEGAL_ADVISER' });
    for (const visibility of [NoteVisibility.RESTRICTED, NoteVisibility.PRIVILEGED])
      await scene.make.note({ caseId: made.id, authorId: caseworker.who.userId, visibility });
    expect((await guest.ask(BELOW, { case: made.id, person: made.applicantId })).case.notes.nodes).toEqual([]);
    expect(await code(guest, 'assign', made, { assigneeId: null })).toBe('FORBIDDEN');
    expect(await caseSeen(guest, made.id)).toMatchObject({ viewerCan: { addParticipant: false } });
    const friend = await scene.make.user('caseworker', { teamId: await scene.make.team() });
    const input = { caseId: made.id, userId: friend.userId, role: 'CO_WORKER' };
    expect(await guest.refusal(ADD, { input })).toBe('FORBIDDEN');
    // A legal adviser who is asked in is one there, too.
    const adviser = await scene.as('legal-adviser', { teamId: await scene.make.team() });
    await added(caseworker, { caseId: made.id, userId: adviser.who.userId, role: 'LEGAL_ADVISER' });
    expect((await adviser.ask(BELOW, { case: made.id, person: made.applicantId })).case.notes.nodes).toHaveLength(1);
  });

  it('works along between two days', async () => {
    const made = await opened();
    const input = { caseId: made.id, userId: guest.who.userId };
    const later = await added(caseworker, { ...input, validFrom: addDays(day, 3), validUntil: addDays(day, 9) });
    expect(later.current).toBe(false);
    expect(await caseSeen(guest, made.id)).toBeNull();
    await ended(caseworker, later);
    const today = await added(caseworker, { ...input, validUntil: day });
    expect(today.current).toBe(true);
    expect(await caseSeen(guest, made.id)).not.toBeNull();
    const past = await opened();
    const days = { validFrom: addDays(day, -9), validUntil: addDays(day, -1) };
    await scene.make.participant({ caseId: past.id, userId: guest.who.userId, ...days });
    expect(await caseSeen(guest, past.id)).toBeNull();
    // Whose days are over can be asked in again.
    expect((await added(caseworker, { caseId: past.id, userId: guest.who.userId })).current).toBe(true);
  });

  it('is refused with the field that is wrong', async () => {
    const { make } = scene;
    const made = await opened();
    const away = await make.user('caseworker', { organizationId: await make.organization() });
    const tried = async (input: object): Promise<Anything> => {
      const whole = { caseId: made.id, userId: guest.who.userId, role: 'CO_WORKER', ...input };
      const { errors } = await caseworker.send(ADD, { input: whole });
      return errors![0]!.extensions;
    };
    // Nobody unknown, nobody who could not see the case, and nobody who sees only what is their own.
    for (const userId of [
      newId(),
      away.userId,
      (await make.user('auditor')).userId,
      (await make.user('intake')).userId,
    ])
      expect(await tried({ userId })).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ field: 'input.userId' }] });
    expect(await tried({ validFrom: addDays(day, -1) })).toMatchObject({ fields: [{ field: 'input.validFrom' }] });
    expect(await tried({ validUntil: addDays(day, -1) })).toMatchObject({ fields: [{ field: 'input.validUntil' }] });
    const { participants } = (await caseworker.ask(BELOW, { case: made.id, person: made.applicantId })).case;
    expect(participants.nodes).toEqual([]);
  });

  it('is there once, also when two add them at once or the same request comes twice', async () => {
    const made = await opened();
    const input = { id: newId(), caseId: made.id, userId: guest.who.userId, role: ParticipantRole.CO_WORKER };
    expect(await caseworker.ask(ADD, { input })).toEqual(await caseworker.ask(ADD, { input }));
    const other = await opened();
    const both = [caseworker, supervisor].map((each) =>
      each.send(ADD, { input: { caseId: other.id, userId: guest.who.userId, role: 'CO_WORKER' } }),
    );
    const answers = await Promise.all(both);
    const [lost] = answers.filter(({ errors }) => errors);
    const [won] = answers.filter(({ errors }) => !errors);
    expect(lost!.errors![0]!.extensions).toMatchObject({
      code: 'PARTICIPANT_ALREADY',
      participantId: won!.data.addCaseParticipant.id,
    });
  });

  it('is ended once, and added to no case that has ended', async () => {
    const made = await opened();
    const input = { caseId: made.id, userId: guest.who.userId };
    const participant = await added(caseworker, input);
    const { version } = await ended(caseworker, participant);
    expect(await caseworker.refusal(END, { id: participant.id, version: 1 })).toBe('CONFLICT');
    expect(await caseworker.refusal(END, { id: participant.id, version })).toBe('PARTICIPANT_ENDED');
    await caseworker.ask(
      'mutation ($id: ID!, $input: CloseCaseInput!) { closeCase(id: $id, version: 1, input: $input) { id } }',
      { id: made.id, input: CLOSING },
    );
    expect(await caseworker.refusal(ADD, { input: { ...input, role: 'CO_WORKER' } })).toBe('CASE_ENDED');
  });

  it('is nobody else’s to add, see or end', async () => {
    const { make, as } = scene;
    const made = await opened();
    const participant = await added(caseworker, { caseId: made.id, userId: guest.who.userId });
    const input = { caseId: made.id, userId: guest.who.userId, role: 'CO_WORKER' };
    const at = { id: participant.id, version: 1 };
    const strangers = [
      await as('supervisor', { teamId: await make.team() }),
      await as('supervisor', { organizationId: await make.organization(), teamId: null }),
    ];
    for (const each of strangers) {
      expect(await each.refusal(ADD, { input })).toBe('NOT_FOUND');
      expect(await each.refusal(END, at)).toBe('NOT_FOUND');
      const one = 'query ($id: ID!) { caseParticipant(id: $id) { id } caseParticipants { totalCount } }';
      expect(await each.ask(one, { id: at.id })).toEqual({
        caseParticipant: null,
        caseParticipants: { totalCount: 0 },
      });
    }
    // A caseworker lets colleagues in where they are in charge; in other cases of the team a supervisor does.
    const neighbour = await as('caseworker');
    expect(await neighbour.refusal(ADD, { input })).toBe('FORBIDDEN');
    expect(await neighbour.refusal(END, at)).toBe('FORBIDDEN');
    expect((await ended(supervisor, participant)).endedAt).not.toBeNull();
    for (const role of ['intake', 'auditor', 'analyst', 'partner', 'organisation-admin', 'data-protection-officer'])
      expect(await (await as(role)).refusal(ADD, { input })).toBe('FORBIDDEN');
  });
});
