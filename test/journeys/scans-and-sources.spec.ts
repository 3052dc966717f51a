// Where a paper or name was seen: the document that an identity document or a name points to is one of the same person, within reach.
import { describe, expect, it } from 'vitest';
import { stage } from '../stage/stage.js';

describe('the document in which a paper or name was seen', () => {
  it('is one of the same person, and one that the asker reaches', async () => {
    const scene = await stage();
    const caseworker = await scene.as('caseworker');
    const uploadedById = caseworker.who.userId;
    const [mine, theirs] = [
      await scene.make.document({}, { uploadedById }),
      await scene.make.document({}, { uploadedById }),
    ];
    const far = await scene.make.applicant({ teamId: await scene.make.team() });
    const unseen = await scene.make.document({ applicantId: far.id }, { uploadedById });
    const { applicantId } = mine;
    const addPaper =
      'mutation ($input: AddIdentityDocumentInput!) { addIdentityDocument(input: $input) { id version scan { id } } }';
    const paper = { applicantId, kind: 'BY_PASSPORT', number: 'MP1234567' };
    const addName = 'mutation ($input: AddNameInput!) { addName(input: $input) { id version source { id } } }';
    const name = { applicantId, kind: 'ALIAS', full: 'Lena' };
    const { addIdentityDocument } = await caseworker.ask(addPaper, { input: { ...paper, scanId: mine.id } });
    expect(addIdentityDocument.scan).toEqual({ id: mine.id });
    const { addName: named } = await caseworker.ask(addName, { input: { ...name, sourceId: mine.id } });
    expect(named.source).toEqual({ id: mine.id });
    const correctPaper =
      'mutation ($id: ID!, $version: Int!, $input: CorrectIdentityDocumentInput!) { correctIdentityDocument(id: $id, version: $version, input: $input) { scan { id } } }';
    const correctName =
      'mutation ($id: ID!, $version: Int!, $input: CorrectNameInput!) { correctName(id: $id, version: $version, input: $input) { source { id } } }';
    for (const [id, code] of [
      [theirs.id, 'DOCUMENT_OF_ANOTHER'],
      [unseen.id, 'NOT_FOUND'],
    ] as const) {
      expect(await caseworker.refusal(addPaper, { input: { ...paper, scanId: id } })).toBe(code);
      expect(await caseworker.refusal(addName, { input: { ...name, sourceId: id } })).toBe(code);
      expect(await caseworker.refusal(correctPaper, { ...addIdentityDocument, input: { scanId: id } })).toBe(code);
      expect(await caseworker.refusal(correctName, { ...named, input: { sourceId: id } })).toBe(code);
    }
    const emptied = await caseworker.ask(correctPaper, { ...addIdentityDocument, input: { scanId: null } });
    expect(emptied.correctIdentityDocument.scan).toBeNull();
  });
});
