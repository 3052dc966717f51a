// Documents: what is said of them, who sees what of them, and the second person who looks at them.
import { DocumentStatus, DocumentVersion } from '@haven/casework';
import { addDays, dayIn, newId, now } from '@haven/kernel';
import { Sensitivity } from '@haven/platform';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor, Anything } from '../stage/actor.js';
import { sqlRows } from '../stage/behind.js';
import { stage, type Stage } from '../stage/stage.js';

const SAID =
  'id version kind sensitivity status title number holder issuingCountry issuedOn expiresOn expired expiring verification reviewedBy { id } disputeReason contentSeen';
const ADD = `mutation ($input: AddDocumentInput!) { addDocument(input: $input) { url token expiresAt document { ${SAID} } file { id number status fileName mediaType bytes receivedBytes uploadedBy { id } } } }`;
const REPLACE = `mutation ($id: ID!, $version: Int!, $file: FileInput!) { replaceDocument(documentId: $id, version: $version, file: $file) { file { id number status } document { status } } }`;
const CORRECT = `mutation ($id: ID!, $version: Int!, $input: CorrectDocumentInput!) { correctDocument(id: $id, version: $version, input: $input) { ${SAID} } }`;
const VERIFY = `mutation ($id: ID!, $version: Int!) { verifyDocument(id: $id, version: $version) { ${SAID} } }`;
const DISPUTE = `mutation ($id: ID!, $version: Int!, $input: DisputeDocumentInput!) { disputeDocument(id: $id, version: $version, input: $input) { ${SAID} } }`;
const RESTORE = `mutation ($id: ID!, $version: Int!, $number: Int!) { restoreDocumentVersion(id: $id, version: $version, number: $number) { ${SAID} versions { nodes { number current } } } }`;
const CANCEL = `mutation ($id: ID!) { cancelUpload(documentVersionId: $id) { status document { status } } }`;
const READ = `query ($id: ID!) { document(id: $id) { ${SAID} versions { nodes { number status fileName current } } } }`;
const LIST =
  'query ($filter: DocumentFilter) { documents(filter: $filter, orderBy: { field: expiresOn, direction: ASC }) { totalCount nodes { id kind expiresOn } } }';
const PDF = { fileName: 'passport.pdf', mediaType: 'application/pdf', bytes: 12_345 };
const TODAY = dayIn(now(), 'Europe/Vilnius');

describe('a document', () => {
  let scene: Stage;
  let caseworker: Actor;
  let colleague: Actor;
  let applicantId: string;
  beforeAll(async () => {
    scene = await stage();
    caseworker = await scene.as('caseworker');
    colleague = await scene.as('caseworker');
    ({ id: applicantId } = await scene.make.applicant());
  });

  const add = async (more: Anything = {}, actor = caseworker): Promise<Anything> =>
    (await actor.ask(ADD, { input: { applicantId, kind: 'BY_PASSPORT', file: PDF, ...more } })).addDocument;
  const refused = async (more: Anything): Promise<[string, string | undefined]> => {
    const { errors } = await caseworker.send(ADD, { input: { applicantId, kind: 'BY_PASSPORT', file: PDF, ...more } });
    const fields = errors?.[0]?.extensions.fields as { field: string }[] | undefined;
    return [String(errors?.[0]?.extensions.code), fields?.[0]?.field];
  };
  /** A document whose file has passed, sent by the caseworker. */
  const available = (draft: Anything = {}, file: Anything = {}): Promise<Anything> =>
    scene.make
      .document(
        { applicantId, ...draft },
        { uploadedById: caseworker.who.userId, status: DocumentStatus.AVAILABLE, ...file },
      )
      .then(async (document) => {
        await sqlRows(
          scene,
          'update document d set current_version_id = v.id from document_version v where v.document_id = d.id and d.id = $1',
          [document.id],
        );
        return document;
      });

  it('is added with what it says, and expects its file', async () => {
    const said = { title: 'Passport', number: 'MP1234567', issuingCountry: 'BY', issuedOn: '2019-03-01' };
    const { document, file, url, token } = await add({ ...said, expiresOn: addDays(TODAY, 20) });
    expect(document).toMatchObject({ ...said, status: 'UPLOADING', sensitivity: 'IDENTITY', expiring: true });
    expect(file).toMatchObject({ number: 1, status: 'UPLOADING', fileName: 'passport.pdf', receivedBytes: 0 });
    expect(file.uploadedBy.id).toBe(caseworker.who.userId);
    expect(url).toBe(`/uploads/${file.id}`);
    expect(token).not.toContain('passport');
  });

  it('is added once, however often its request comes', async () => {
    const input = { applicantId, kind: 'BY_PASSPORT', file: PDF, id: newId() };
    const first = await caseworker.ask(ADD, { input });
    expect(await caseworker.ask(ADD, { input })).toEqual(first);
    const { errors } = await caseworker.send(ADD, { input: { ...input, kind: 'DIPLOMA' } });
    expect(errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('B272 B273 B275 B276 B281 B282 keeps the name of its file as it was written, without folders and tricks', async () => {
    const named = async (fileName: string): Promise<string> =>
      (await add({ file: { ...PDF, fileName } })).file.fileName;
    expect(await named('../../etc/paper.pdf')).toBe('paper.pdf');
    expect(await named('..\\..\\windows\\paper.pdf')).toBe('paper.pdf');
    expect(await named('Справка о доходах №5 😀.pdf')).toBe('Справка о доходах №5 😀.pdf');
    expect(await named('Йошкар.pdf'.normalize('NFD'))).toBe('Йошкар.pdf'.normalize('NFC'));
    for (const fileName of ['a.pdf\u0000.exe', 'a\r\nX: y.pdf', '..', 'folder/', ''])
      expect([fileName, ...(await refused({ file: { ...PDF, fileName } }))]).toEqual([
        fileName,
        'BAD_USER_INPUT',
        'input.file.fileName',
      ]);
  });

  it('is refused with the reason before a byte is sent', async () => {
    expect(await refused({ file: { ...PDF, bytes: 0 } })).toEqual(['BAD_USER_INPUT', 'input.file.bytes']);
    expect(await refused({ file: { ...PDF, bytes: -5 } })).toEqual(['BAD_USER_INPUT', 'input.file.bytes']);
    expect(await refused({ file: { ...PDF, bytes: 200 * 1_048_576 + 1 } })).toEqual(['FILE_TOO_LARGE', undefined]);
    expect(await refused({ kind: 'NO_SUCH_KIND' })).toEqual(['BAD_USER_INPUT', 'input.kind']);
    expect(await refused({ issuedOn: addDays(TODAY, 2) })).toEqual(['BAD_USER_INPUT', 'input.issuedOn']);
    expect(await refused({ issuedOn: '2020-01-02', expiresOn: '2020-01-01' })).toEqual([
      'BAD_USER_INPUT',
      'input.expiresOn',
    ]);
    expect(await refused({ applicantId: newId() })).toEqual(['NOT_FOUND', undefined]);
    const other = await scene.make.case();
    expect(await refused({ caseId: other.id })).toEqual(['DOCUMENT_CASE_OF_ANOTHER', undefined]);
    expect(await refused({ sensitivity: 'PRIVILEGED' })).toEqual(['DOCUMENT_CLASS_NOT_SEEN', undefined]);
  });

  it('shows that it exists, and no more, to who does not see its class', async () => {
    const adviser = await scene.as('legal-adviser');
    const { document } = await add({ sensitivity: 'PRIVILEGED', title: 'Opinion', number: '7' }, adviser);
    expect(document).toMatchObject({ title: 'Opinion', contentSeen: true });
    const { document: seen } = await caseworker.ask(READ, { id: document.id });
    expect(seen).toMatchObject({ kind: 'BY_PASSPORT', sensitivity: 'PRIVILEGED', title: null, number: null });
    expect(seen.contentSeen).toBe(false);
    expect(seen.versions.nodes).toEqual([{ number: 1, status: 'UPLOADING', fileName: null, current: false }]);
    const { id, version } = document;
    const denied = 'DOCUMENT_CLASS_NOT_SEEN';
    expect(await caseworker.refusal(CORRECT, { id, version, input: { title: 'x' } })).toBe(denied);
    expect(await caseworker.refusal(REPLACE, { id, version, file: PDF })).toBe(denied);
    expect(await caseworker.refusal(VERIFY, { id, version })).toBe(denied);
  });

  it('is corrected, a stale correction is a conflict', async () => {
    const { document } = await add({ number: 'A' });
    const { id, version } = document;
    const input = { number: 'B', holder: 'Her mother', expiresOn: '2031-01-01' };
    const { correctDocument } = await caseworker.ask(CORRECT, { id, version, input });
    expect(correctDocument).toMatchObject(input);
    expect(await caseworker.refusal(CORRECT, { id, version, input })).toBe('CONFLICT');
  });

  it('is verified by a second person only, once there is something to look at', async () => {
    const coming = (await add()).document;
    expect(await colleague.refusal(VERIFY, coming)).toBe('DOCUMENT_NOT_AVAILABLE');
    const { id, version } = await available();
    expect(await caseworker.refusal(VERIFY, { id, version })).toBe('DOCUMENT_SECOND_PERSON');
    const { verifyDocument } = await colleague.ask(VERIFY, { id, version });
    expect(verifyDocument).toMatchObject({ verification: 'VERIFIED', reviewedBy: { id: colleague.who.userId } });
    const disputed = { id, version: verifyDocument.version, input: { disputeReason: 'The photo is of somebody else' } };
    const { disputeDocument } = await colleague.ask(DISPUTE, disputed);
    expect(disputeDocument).toMatchObject({ verification: 'DISPUTED', ...disputed.input });
  });

  it('is replaced by one file at a time, and keeps the one it had', async () => {
    const { id, version } = await available();
    const { replaceDocument } = await caseworker.ask(REPLACE, { id, version, file: PDF });
    expect(replaceDocument).toMatchObject({
      file: { number: 2, status: 'UPLOADING' },
      document: { status: 'AVAILABLE' },
    });
    expect(await caseworker.refusal(REPLACE, { id, version, file: PDF })).toBe('DOCUMENT_UPLOAD_UNDER_WAY');
    const { cancelUpload } = await caseworker.ask(CANCEL, { id: replaceDocument.file.id });
    expect(cancelUpload).toEqual({ status: 'ABANDONED', document: { status: 'AVAILABLE' } });
    expect(await caseworker.refusal(CANCEL, { id: replaceDocument.file.id })).toBe('DOCUMENT_FILE_MOVE');
  });

  it('gets an earlier file back, which a second person has to look at again', async () => {
    const document = await available();
    await scene.make.add(DocumentVersion, scene.make.home, {
      ...{ documentId: document.id, applicantId, number: 2, status: DocumentStatus.AVAILABLE, fileName: 'two.pdf' },
      ...{ mediaType: 'application/pdf', bytes: 5, receivedBytes: 5, uploadedById: caseworker.who.userId },
    });
    const { verifyDocument } = await colleague.ask(VERIFY, { id: document.id, version: document.version });
    const wanted = { id: document.id, version: verifyDocument.version, number: 2 };
    const { restoreDocumentVersion } = await caseworker.ask(RESTORE, wanted);
    expect(restoreDocumentVersion).toMatchObject({
      verification: 'UNVERIFIED',
      reviewedBy: null,
      versions: {
        nodes: [
          { number: 2, current: true },
          { number: 1, current: false },
        ],
      },
    });
    const { version } = restoreDocumentVersion;
    expect(await caseworker.refusal(RESTORE, { ...wanted, version, number: 9 })).toBe('BAD_USER_INPUT');
    expect(await caseworker.refusal(RESTORE, wanted)).toBe('CONFLICT');
  });

  it('is listed by kind, by day and by whether it runs out', async () => {
    const { id } = await scene.make.applicant();
    for (const days of [-1, 10, 300])
      await available({ applicantId: id, kind: 'VISA', expiresOn: addDays(TODAY, days) });
    const days = async (filter: Anything): Promise<string[]> =>
      (await caseworker.ask(LIST, { filter: { applicant: { in: [id] }, ...filter } })).documents.nodes.map(
        ({ expiresOn }: Anything) => expiresOn,
      );
    expect(await days({ kind: { in: ['VISA'] } })).toHaveLength(3);
    expect(await days({ expired: true })).toEqual([addDays(TODAY, -1)]);
    expect(await days({ expiring: true })).toEqual([addDays(TODAY, 10)]);
  });

  it('takes room of its organisation, and gives it back', async () => {
    const room = async (): Promise<number> =>
      Number(
        (await sqlRows(scene, 'select bytes from file_room where organization_id = $1', [scene.make.home]))[0]![
          'bytes'
        ],
      );
    const before = await room();
    const { file } = await add({ file: { ...PDF, bytes: 1_000_000 } });
    expect((await room()) - before).toBe(1_000_000);
    const { fileRoom } = await (
      await scene.as('organisation-admin')
    ).ask('{ fileRoom { usedMegabytes quotaMegabytes largestFileMegabytes } }');
    expect(fileRoom).toEqual({
      usedMegabytes: Math.ceil((await room()) / 1_048_576),
      quotaMegabytes: 100 * 1024,
      largestFileMegabytes: 200,
    });
    await caseworker.ask(CANCEL, { id: file.id });
    expect(await room()).toBe(before);
    await sqlRows(scene, 'update file_room set quota = bytes + 100 where organization_id = $1', [scene.make.home]);
    expect(await refused({ file: { ...PDF, bytes: 101 } })).toEqual(['FILE_QUOTA_EXCEEDED', undefined]);
    await sqlRows(scene, 'update file_room set quota = null where organization_id = $1', [scene.make.home]);
  });

  it('leaves the class it is of to those who see it', async () => {
    const { document } = await add();
    const { id, version } = document;
    expect(await caseworker.refusal(CORRECT, { id, version, input: { sensitivity: Sensitivity.PRIVILEGED } })).toBe(
      'DOCUMENT_CLASS_NOT_SEEN',
    );
  });
});
