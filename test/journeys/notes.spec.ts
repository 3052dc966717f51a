// Notes: written, and corrected without losing what they said.
import { newId, now } from '@haven/kernel';
import { connected } from '@haven/platform';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../stage/actor.js';
import { stage, type Stage } from '../stage/stage.js';
import { CORRECT, corrected, glimpses, VERSIONS, WRITE, write } from './note-deeds.js';

let scene: Stage;
beforeAll(async () => {
  scene = await stage();
});

describe('a note', () => {
  it('is corrected by its author, and keeps every earlier version readable', async () => {
    const { as, make } = scene;
    const [author, colleague] = [await as('caseworker'), await as('caseworker')];
    const { id: caseId } = await make.case();
    const note = await write(author, caseId, { subject: 'Rent', text: 'Pays 300.' });
    expect(note).toMatchObject({ version: 1, subject: 'Rent', author: { id: author.who.userId } });

    await author.ask(CORRECT, corrected(note.id, 1, { text: 'Pays 350.' }));
    const { correctNote } = await author.ask(CORRECT, corrected(note.id, 2, { text: 'Pays 380.', kind: 'HOME_VISIT' }));
    expect(correctNote).toMatchObject({ version: 3, text: 'Pays 380.', versions: { totalCount: 2 } });

    const { note: read } = await colleague.ask(VERSIONS, { id: note.id });
    expect(read.text).toBe('Pays 380.');
    expect(read.versions.nodes).toMatchObject([
      { number: 2, text: 'Pays 350.', kind: 'PHONE_CALL', editor: { id: author.who.userId } },
      { number: 1, text: 'Pays 300.', kind: 'PHONE_CALL', editor: { id: author.who.userId } },
    ]);
  });

  it('gets no version when a correction says what stands there already', async () => {
    const author = await scene.as('caseworker');
    const note = await write(author, (await scene.make.case()).id);
    for (const input of [{}, { text: 'Called.' }, { occurredAt: note.occurredAt }]) {
      const { correctNote } = await author.ask(CORRECT, corrected(note.id, 1, input));
      expect(correctNote).toMatchObject({ version: 1, correctedBy: null, versions: { totalCount: 0 } });
    }
  });

  it('refuses a correction of a version that is no longer current, and shows the current one', async () => {
    const author = await scene.as('caseworker');
    const note = await write(author, (await scene.make.case()).id);
    await author.ask(CORRECT, corrected(note.id, 1, { text: 'Second.' }));
    const { errors } = await author.send(CORRECT, corrected(note.id, 1, { text: 'Third.' }));
    expect(errors![0]!.extensions).toMatchObject({ code: 'CONFLICT', current: { version: 2, text: 'Second.' } });
    expect((await author.ask(VERSIONS, { id: note.id })).note.versions.totalCount).toBe(1);
  });

  it('is corrected by a supervisor, not by a colleague', async () => {
    const { as, make } = scene;
    const [author, colleague, supervisor] = [await as('caseworker'), await as('caseworker'), await as('supervisor')];
    const note = await write(author, (await make.case()).id);
    const correctable = async (actor: Actor) =>
      (await actor.ask('query ($id: ID!) { note(id: $id) { correctable } }', { id: note.id })).note.correctable;
    expect([await correctable(author), await correctable(colleague), await correctable(supervisor)]).toEqual([
      true,
      false,
      true,
    ]);

    expect(await colleague.refusal(CORRECT, corrected(note.id, 1, { text: 'No.' }))).toBe('FORBIDDEN');
    const { correctNote } = await supervisor.ask(CORRECT, corrected(note.id, 1, { text: 'Yes.' }));
    expect(correctNote).toMatchObject({ text: 'Yes.', correctedBy: { id: supervisor.who.userId } });
  });

  it('is written once when the request comes twice', async () => {
    const author = await scene.as('caseworker');
    const { id: caseId } = await scene.make.case();
    const id = newId();
    const [first, second] = [await write(author, caseId, { id }), await write(author, caseId, { id })];
    expect(second).toEqual(first);
    expect((await glimpses(author, caseId, id)).totals).toEqual([1, 1, 0, 0]);
  });

  it('tells that it was written, with ids only', async () => {
    const author = await scene.as('caseworker');
    const { id: caseId } = await scene.make.case();
    const note = await write(author, caseId, { text: 'Canary-in-the-note' });
    await connected(scene.adminUrl, async (client) => {
      const { rows } = await client.query(
        "select payload from outbox where topic = 'note.written' and payload->>'caseId' = $1",
        [caseId],
      );
      expect(rows).toEqual([{ payload: { noteId: note.id, caseId } }]);
      const stored = await client.query(
        "select count(*)::int as found from case_note where position('Canary'::bytea in text) > 0",
      );
      expect(stored.rows[0].found).toBe(0);
      const allowed = await client.query(
        "select has_table_privilege('haven_app', 'case_note_version', 'update, delete') as allowed",
      );
      expect(allowed.rows[0].allowed).toBe(false);
    });
  });
});

describe('the text of a note', () => {
  const KEPT = 'Щербакова Юлія\nשלום, مرحبا به خانه\t👩🏽‍🚀 🇺🇦 e\u0301'.normalize('NFC');

  it('B341, B350: is kept exactly, in every script, with its lines and tabs', async () => {
    const author = await scene.as('caseworker');
    expect((await write(author, (await scene.make.case()).id, { text: KEPT })).text).toBe(KEPT);
  });

  it('B348: may be 100,000 characters long, and no longer', async () => {
    const author = await scene.as('caseworker');
    const { id: caseId } = await scene.make.case();
    const longest = '😀'.repeat(100_000);
    expect((await write(author, caseId, { text: longest })).text === longest).toBe(true);
    const input = { caseId, kind: 'OTHER', visibility: 'TEAM', text: `${'ж'.repeat(100_000)}!` };
    const { errors } = await author.send(WRITE, { input });
    expect(errors![0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ field: 'input.text' }] });
  });

  it.each([
    ['B336: NUL', 'a\0b'],
    ['B337: half a surrogate pair', 'a\ud800b'],
    ['B338: the other half', '\udfff'],
    ['B349: nothing but white space', ' \n\u00a0\u3000\u2800'],
  ])('is refused with %s', async (_name, text) => {
    const author = await scene.as('caseworker');
    const input = { caseId: (await scene.make.case()).id, kind: 'OTHER', visibility: 'TEAM', text };
    const { errors } = await author.send(WRITE, { input });
    expect(errors![0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ field: 'input.text' }] });
  });

  it('cannot be emptied by a correction', async () => {
    const author = await scene.as('caseworker');
    const note = await write(author, (await scene.make.case()).id, { subject: 'Rent' });
    for (const text of [null, '', '  '])
      expect(await author.refusal(CORRECT, corrected(note.id, 1, { text }))).toBe('BAD_USER_INPUT');
    await author.ask(CORRECT, corrected(note.id, 1, { subject: null }));
    expect((await author.ask('query ($id: ID!) { note(id: $id) { subject text } }', { id: note.id })).note).toEqual({
      subject: null,
      text: 'Called.',
    });
  });

  it('speaks of what has happened: a few minutes of a fast clock pass, tomorrow does not', async () => {
    const author = await scene.as('caseworker');
    const { id: caseId } = await scene.make.case();
    const inMinutes = (minutes: number) => new Date(now().getTime() + minutes * 60_000).toISOString();
    expect((await write(author, caseId, { occurredAt: inMinutes(4) })).id).toBeDefined();
    const note = await write(author, caseId, { occurredAt: '2022-03-01T10:00:00+02:00' });
    expect(note.occurredAt).toBe('2022-03-01T08:00:00.000Z');
    const input = { caseId, kind: 'OTHER', visibility: 'TEAM', text: 'Soon.', occurredAt: inMinutes(6) };
    expect(await author.refusal(WRITE, { input })).toBe('BAD_USER_INPUT');
    expect(await author.refusal(CORRECT, corrected(note.id, 1, { occurredAt: inMinutes(6) }))).toBe('BAD_USER_INPUT');
  });
});
