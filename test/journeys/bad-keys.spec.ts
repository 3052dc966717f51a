// Bad moments for keys: renewed while everybody works, and brought back by a backup after somebody was erased.
import { connected, Keyring } from '@haven/platform';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor, Anything } from '../stage/actor.js';
import { sqlRows } from '../stage/behind.js';
import { keyringUrl } from '../stage/servers.js';
import { stage, type Stage } from '../stage/stage.js';
import { CORRECT, write } from './note-deeds.js';

let scene: Stage;
let caseworker: Actor;
beforeAll(async () => {
  scene = await stage();
  caseworker = await scene.as('caseworker');
});

const inKeyring = (text: string, values: unknown[]): Promise<Anything[]> =>
  connected(keyringUrl(), async (client) => (await client.query(text, values)).rows);
const note = async (id: string): Promise<Anything> =>
  (await caseworker.ask('query ($id: ID!) { note(id: $id) { text version } }', { id })).note;

describe('an organisation’s key', () => {
  it('B486: is renewed under load without a read or a write that fails', async () => {
    const { home } = scene.make;
    const keyring = scene.app.get(Keyring);
    const { id: caseId } = await scene.make.case();
    const texts = new Map<string, string>();
    let over = false;
    const worked = Promise.all(
      Array.from({ length: 3 }, async (_, desk) => {
        for (let n = 0; !over; n += 1) {
          const written = await write(caseworker, caseId, { text: `Desk ${desk}, note ${n}` });
          const text = `Desk ${desk}, note ${n}, corrected`;
          await caseworker.ask(CORRECT, { id: written.id, version: written.version, input: { text } });
          texts.set(written.id as string, text);
          for (const [id, kept] of [...texts].slice(-3)) expect((await note(id)).text).toBe(kept);
        }
      }),
    );
    const settled = `update organization_key set created_at = created_at - interval '3 minutes' where organization_id = $1`;
    for (let renewal = 0; renewal < 3; renewal += 1) {
      await keyring.renewOrganizationKey(home);
      await inKeyring(settled, [home]);
      const before = texts.size;
      await expect.poll(() => texts.size, { timeout: 10_000 }).toBeGreaterThan(before + 5);
    }
    over = true;
    await worked;
    for (const [id, kept] of texts) expect(await note(id)).toEqual({ text: kept, version: 2 });
    // The two bytes after the first say which version of the key it is.
    const versions = await sqlRows(
      scene,
      `select distinct get_byte(text, 1) * 256 + get_byte(text, 2) as version from case_note where case_id = $1`,
      [caseId],
    );
    expect(versions.length).toBeGreaterThan(1);
  });
});

describe('a person who was erased', () => {
  it('B504: stays unreadable when a backup from before brings the seed back', async () => {
    const { home } = scene.make;
    const keyring = scene.app.get(Keyring);
    const { id } = await scene.make.applicant({ displayName: 'Somebody of before' });
    const { id: caseId } = await scene.make.case({ applicantId: id });
    const { id: noteId } = await write(caseworker, caseId, { text: 'What was said before' });
    const seen = async (): Promise<unknown> =>
      await caseworker.ask(
        'query ($id: ID!, $note: ID!) { applicant(id: $id) { displayName } note(id: $note) { text } }',
        { id, note: noteId },
      );
    const nothing = { applicant: { displayName: null }, note: { text: null } };
    expect(JSON.stringify(await seen())).toContain('before');
    const [backup] = await inKeyring('select seed from subject_key where subject_id = $1', [id]);
    await keyring.erase(home, id);
    expect(await seen()).toEqual(nothing);
    await inKeyring('insert into subject_key values ($1, $2, $3)', [home, id, backup.seed]);
    expect(await seen()).toEqual(nothing);
    await keyring.replayErasures();
    expect(await seen()).toEqual(nothing);
    expect(await inKeyring('select 1 from subject_key where subject_id = $1', [id])).toEqual([]);
  });
});
