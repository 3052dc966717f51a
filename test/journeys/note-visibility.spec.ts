// Notes walled off: privileged and restricted ones, and those of other cases, teams and organisations.
import { NoteVisibility } from '@haven/casework';
import { Membership } from '@haven/identity';
import { beforeAll, describe, expect, it } from 'vitest';
import { stage, type Stage } from '../stage/stage.js';
import { CORRECT, corrected, glimpses, NOTHING, VERSIONS, WRITE, write } from './note-deeds.js';

let scene: Stage;
beforeAll(async () => {
  scene = await stage();
});

describe('a privileged note', () => {
  it('is there for the legal adviser and for nobody else of the team', async () => {
    const { as, make } = scene;
    const adviser = await as('legal-adviser');
    const assignee = await as('caseworker');
    const { id: caseId } = await make.case({ assigneeId: assignee.who.userId });
    const note = await write(adviser, caseId, { visibility: 'PRIVILEGED', text: 'Advice.' });

    expect((await glimpses(adviser, caseId, note.id)).totals).toEqual([1, 1, 1, 1]);
    for (const actor of [assignee, await as('caseworker'), await as('supervisor')]) {
      expect(await glimpses(actor, caseId, note.id)).toEqual(NOTHING);
      expect(await actor.refusal(CORRECT, corrected(note.id, 1, { text: 'Mine.' }))).toBe('NOT_FOUND');
    }
  });

  it('needs the privilege in its own case: holding it for another team is not enough', async () => {
    const { as, make } = scene;
    const [adviser, elsewhere] = [await as('legal-adviser'), await as('caseworker')];
    const otherTeam = await make.team();
    await make.add(Membership, make.home, {
      userId: elsewhere.who.userId,
      role: 'legal-adviser',
      teamId: otherTeam,
      validFrom: '2020-01-01',
    });
    const here = await make.case();
    const there = await make.case({ teamId: otherTeam });
    const note = await write(adviser, here.id, { visibility: 'PRIVILEGED' });

    expect(await glimpses(elsewhere, here.id, note.id)).toEqual(NOTHING);
    const input = { kind: 'LEGAL_ADVICE', visibility: 'PRIVILEGED', text: 'Advice.' };
    expect(await elsewhere.refusal(WRITE, { input: { ...input, caseId: here.id } })).toBe('FORBIDDEN');
    expect((await write(elsewhere, there.id, input)).visibility).toBe('PRIVILEGED');
  });

  it('is neither written nor made by correction without the privilege', async () => {
    const author = await scene.as('caseworker');
    const { id: caseId } = await scene.make.case();
    const input = { caseId, kind: 'LEGAL_ADVICE', visibility: 'PRIVILEGED', text: 'Advice.' };
    expect(await author.refusal(WRITE, { input })).toBe('FORBIDDEN');
    const note = await write(author, caseId);
    expect(await author.refusal(CORRECT, corrected(note.id, 1, { visibility: 'PRIVILEGED' }))).toBe('FORBIDDEN');
    expect((await glimpses(author, caseId, note.id)).ids).toEqual([note.id, note.id]);
  });

  it('does not leak through its versions, whichever way its visibility went', async () => {
    const { as, make } = scene;
    const [adviser, caseworker] = [await as('legal-adviser'), await as('caseworker')];
    const { id: caseId } = await make.case();

    const opened = await write(adviser, caseId, { visibility: 'PRIVILEGED', text: 'Secret.' });
    await adviser.ask(CORRECT, corrected(opened.id, 1, { visibility: 'TEAM', text: 'For all.' }));
    const { note } = await caseworker.ask(VERSIONS, { id: opened.id });
    expect(note).toMatchObject({ text: 'For all.', versions: { totalCount: 0, nodes: [] } });
    expect((await adviser.ask(VERSIONS, { id: opened.id })).note.versions.nodes).toMatchObject([{ text: 'Secret.' }]);

    const closed = await write(adviser, caseId, { text: 'For all, by mistake.' });
    expect((await caseworker.ask(VERSIONS, { id: closed.id })).note.text).toBe('For all, by mistake.');
    await adviser.ask(CORRECT, corrected(closed.id, 1, { visibility: 'PRIVILEGED' }));
    expect((await caseworker.ask(VERSIONS, { id: closed.id })).note).toBeNull();
    expect((await adviser.ask(VERSIONS, { id: closed.id })).note.versions.nodes).toMatchObject([
      { text: 'For all, by mistake.' },
    ]);
  });
});

describe('a restricted note', () => {
  it('is seen by its author, the caseworker in charge and the supervisor', async () => {
    const { as, make } = scene;
    const [author, assignee, supervisor] = [await as('caseworker'), await as('caseworker'), await as('supervisor')];
    const { id: caseId } = await make.case({ assigneeId: assignee.who.userId });
    const note = await write(author, caseId, { visibility: 'RESTRICTED' });
    for (const actor of [author, assignee, supervisor]) {
      expect(await glimpses(actor, caseId, note.id)).toMatchObject({ ids: [note.id, note.id], totals: [1, 1, 1, 1] });
    }
    for (const actor of [await as('caseworker'), await as('legal-adviser')]) {
      expect(await glimpses(actor, caseId, note.id)).toEqual(NOTHING);
    }
    const elsewhere = await as('supervisor', { teamId: await make.team() });
    expect((await elsewhere.ask(VERSIONS, { id: note.id })).note).toBeNull();
  });
});

describe('notes', () => {
  it('are nothing to intake, who could not read them back', async () => {
    const intake = await scene.as('intake');
    const own = await scene.make.case({ createdById: intake.who.userId });
    const input = { caseId: own.id, kind: 'OTHER', visibility: 'TEAM', text: 'Seen.' };
    expect(await intake.refusal(WRITE, { input })).toBe('FORBIDDEN');
    expect(await intake.refusal('{ notes { totalCount } }')).toBe('FORBIDDEN');
    const { data, extensions } = await intake.send('query ($id: ID!) { case(id: $id) { id notes { totalCount } } }', {
      id: own.id,
    });
    expect(data.case).toEqual({ id: own.id, notes: null });
    expect(extensions!.withheld).toEqual(['Case.notes']);
  });

  it('are found by kind, author and time', async () => {
    const { as, make } = scene;
    const [caseworker, colleague] = [await as('caseworker'), await as('caseworker')];
    const { id: caseId } = await make.case();
    await make.note({ caseId, authorId: colleague.who.userId });
    const old = await write(caseworker, caseId, { occurredAt: '2023-05-01T10:00:00Z', kind: 'MEETING' });
    const found = async (filter: object) => {
      const query = 'query ($filter: CaseNoteFilter) { notes(filter: $filter) { nodes { id } } }';
      return (await caseworker.ask(query, { filter: { case: { in: [caseId] }, ...filter } })).notes.nodes;
    };
    expect(await found({})).toHaveLength(2);
    expect(await found({ kind: { in: ['MEETING'] } })).toEqual([{ id: old.id }]);
    expect(await found({ author: { in: [caseworker.who.userId] } })).toEqual([{ id: old.id }]);
    expect(await found({ occurredAt: { before: '2023-06-01T00:00:00Z' } })).toEqual([{ id: old.id }]);
    expect(await found({ visibility: { in: ['RESTRICTED'] } })).toEqual([]);
  });

  it('of another organisation or team are unknown', async () => {
    const { as, make } = scene;
    const author = await as('caseworker');
    const { id: caseId } = await make.case();
    const note = await make.note({ caseId, authorId: author.who.userId, visibility: NoteVisibility.TEAM });
    const strangers = [
      await as('supervisor', { organizationId: await make.organization(), teamId: null }),
      await as('caseworker', { teamId: await make.team() }),
    ];
    for (const actor of strangers) {
      expect((await actor.ask('{ notes { totalCount } }')).notes.totalCount).toBe(0);
      expect((await actor.ask(VERSIONS, { id: note.id })).note).toBeNull();
      expect(await actor.refusal(CORRECT, corrected(note.id, 1, { text: 'Theirs.' }))).toBe('NOT_FOUND');
      const input = { caseId, kind: 'OTHER', visibility: 'TEAM', text: 'Theirs.' };
      expect(await actor.refusal(WRITE, { input })).toBe('NOT_FOUND');
    }
    expect(await (await as('organisation-admin')).refusal('{ notes { totalCount } }')).toBe('FORBIDDEN');
  });
});
