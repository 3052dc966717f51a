// What papers propose: a photographed passport is sent, read by a worker, and accepted or refused by somebody. A real scanner, a real reader.
import { DocumentStatus } from '@haven/casework';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor, Anything } from '../stage/actor.js';
import { sqlRows } from '../stage/behind.js';
import { zoneOf } from '../stage/machine-readable-zone.js';
import { paperPage } from '../stage/paper-page.js';
import { Paperwork, workThrough } from '../stage/paperwork.js';
import { startScanner } from '../stage/scanner.js';
import { stage, type Stage } from '../stage/stage.js';
import { hire } from '../stage/workers.js';

const PROPOSAL = `id version status kind issuingCountry nationality expiresOn confidence failedChecks nameKind script scheme number birthDate
  family given patronymic sex lines file { id number } decidedBy { id } decidedAt identityDocument { id } viewerCan { add update }`;
const READ = `query ($id: ID!) { document(id: $id) { version kind number issuingCountry expiresOn proposals { nodes { ${PROPOSAL} } } } }`;
const ACCEPT = `mutation ($id: ID!, $version: Int!, $input: AcceptPaperProposalInput!) { acceptPaperProposal(id: $id, version: $version, input: $input) { ${PROPOSAL} } }`;
const REFUSE = `mutation ($id: ID!, $version: Int!) { refusePaperProposal(id: $id, version: $version) { ${PROPOSAL} } }`;
const PERSON = `query ($id: ID!) { applicant(id: $id) {
  names { nodes { kind full family given patronymic script scheme primary source { id } } }
  identityDocuments { nodes { id kind number issuingCountry expiresOn status scan { id } } } } }`;
const FOUND = 'query ($name: String!) { applicants(filter: { name: $name }) { nodes { id } } }';

const zone = zoneOf({
  ...{ format: 'TD3', code: 'P', issuer: 'RUS', number: '712345674', nationality: 'RUS', birth: '870312' },
  ...{ sex: 'F', expiry: '310905', surname: 'LUKIANENKO', given: 'IULIIA', optional: '' },
});

describe('what a paper proposes', () => {
  let scene: Stage;
  let caseworker: Actor;
  beforeAll(async () => {
    scene = await stage();
    caseworker = await scene.as('caseworker');
  });

  const documentOf = async (id: string, actor = caseworker): Promise<Anything> =>
    (await actor.ask(READ, { id })).document;
  const person = async (id: string): Promise<Anything> => (await caseworker.ask(PERSON, { id })).applicant;
  const refusal = async (id: string, version: number, input: Anything = {}, actor = caseworker) => {
    const { errors } = await actor.send(ACCEPT, { id, version, input });
    const fields = errors?.[0]?.extensions.fields as { field: string }[] | undefined;
    return [errors?.[0]?.extensions.code, fields?.[0]?.field];
  };
  /** A passport whose picture was read, as far as the database knows. */
  const read = async (draft: Anything = {}, proposed: Anything = {}): Promise<Anything> => {
    const uploadedById = caseworker.who.userId;
    const document = await scene.make.document(draft, { uploadedById, status: DocumentStatus.AVAILABLE });
    const [file] = await sqlRows(
      scene,
      `with file as (select id from document_version where document_id = $1)
         update document set current_version_id = (select id from file) where id = $1 returning current_version_id as id`,
      [document.id],
    );
    const from = { documentId: document.id, applicantId: document.applicantId, fileId: String(file!['id']) };
    const { id, version } = await scene.make.paperProposal({ ...from, ...proposed });
    return { id, version, ...from };
  };

  describe('by a photograph', () => {
    let papers: Paperwork;
    let worker: NestFastifyApplication;
    beforeAll(async () => {
      const { address } = await startScanner();
      papers = await Paperwork.of(scene);
      // A busy machine is slow; what a slow machine must not do is propose something else.
      worker = await hire(scene, [], { CLAMD: address, PAPER_READING_SECONDS: '120' });
    });

    const sent = async (applicantId: string, picture: Buffer, kind: string): Promise<string> => {
      const { document } = await papers.arrived(caseworker, applicantId, 'passport.jpg', picture, { kind });
      await workThrough(worker, scene.make.home);
      expect(await papers.state(caseworker, document.id)).toMatchObject({ status: 'AVAILABLE' });
      return document.id;
    };

    it('is seen, put right and accepted; then the person is found by it', { timeout: 300_000 }, async () => {
      const { id: applicantId } = await scene.make.applicant();
      const documentId = await sent(applicantId, await paperPage(zone), 'PASSPORT');
      const before = await documentOf(documentId);
      const [proposal] = before.proposals.nodes;
      expect(proposal).toMatchObject({
        ...{ status: 'PROPOSED', kind: 'RU_FOREIGN_PASSPORT_10', issuingCountry: 'RU', nationality: 'RU' },
        ...{ number: '712345674', birthDate: '1987-03-12', sex: 'FEMALE', expiresOn: '2031-09-05' },
        ...{ family: 'LUKIANENKO', given: 'IULIIA', patronymic: null, script: 'Latn', scheme: 'ICAO9303' },
        // How sure it is, and what it takes for a filler, hangs on the grain of the photograph.
        ...{ confidence: expect.stringMatching(/^(HIGH|MEDIUM)$/) as string, failedChecks: [], file: { number: 1 } },
        lines: expect.stringContaining(`${zone[0]}\n${zone[1]!.slice(0, 28)}`) as string,
        ...{ decidedBy: null, identityDocument: null, viewerCan: { add: true, update: true } },
      });
      // Before somebody accepts it, nothing of it holds.
      expect(before).toMatchObject({ kind: 'PASSPORT', number: null, issuingCountry: null, expiresOn: null });
      expect(await person(applicantId)).toEqual({ names: { nodes: [] }, identityDocuments: { nodes: [] } });

      const { id, version } = proposal;
      const { acceptPaperProposal } = await caseworker.ask(ACCEPT, { id, version, input: { given: 'Iuliia Olha' } });
      const { names, identityDocuments } = await person(applicantId);
      expect(names.nodes).toEqual([
        {
          ...{ kind: 'TRANSLITERATED', full: 'LUKIANENKO Iuliia Olha', family: 'LUKIANENKO', given: 'Iuliia Olha' },
          ...{ patronymic: null, script: 'Latn', scheme: 'ICAO9303', primary: false, source: { id: documentId } },
        },
      ]);
      const [paper] = identityDocuments.nodes;
      expect(identityDocuments.nodes).toEqual([
        {
          ...{ id: paper.id, kind: 'RU_FOREIGN_PASSPORT_10', number: '712345674', issuingCountry: 'RU' },
          ...{ expiresOn: '2031-09-05', status: 'PENDING', scan: { id: documentId } },
        },
      ]);
      expect(acceptPaperProposal).toMatchObject({
        ...{ status: 'ACCEPTED', given: 'IULIIA', identityDocument: { id: paper.id } },
        decidedBy: { id: caseworker.who.userId },
      });
      expect(await documentOf(documentId)).toMatchObject({
        ...{ kind: 'RU_FOREIGN_PASSPORT_10', number: '712345674', issuingCountry: 'RU', expiresOn: '2031-09-05' },
      });
      const { applicants } = await caseworker.ask(FOUND, { name: 'olha lukianenko' });
      expect(applicants.nodes).toEqual([{ id: applicantId }]);

      // Told again, the worker proposes nothing a second time.
      const again = `update outbox set done_at = null, leased_until = null, heard = '{}' where topic = 'document.fileAvailable'`;
      await sqlRows(scene, again);
      await workThrough(worker, scene.make.home);
      expect((await documentOf(documentId)).proposals.nodes).toEqual([acceptPaperProposal]);
    });

    it(
      'is nothing when it is too poor, shows no paper of that sort, or is no paper that has a zone',
      { timeout: 300_000 },
      async () => {
        const { id: applicantId } = await scene.make.applicant();
        const poor = await paperPage(zone, { width: 300, blur: 3, quality: 10 });
        const photo = await sharp({ create: { width: 80, height: 60, channels: 3, background: '#4a6' } })
          .jpeg()
          .toBuffer();
        for (const [picture, kind] of [
          [poor, 'PASSPORT'],
          [photo, 'PASSPORT'],
          [await paperPage(zone), 'DIPLOMA'],
        ] as const) {
          const { proposals } = await documentOf(await sent(applicantId, picture, kind));
          expect([kind, proposals.nodes]).toEqual([kind, []]);
        }
      },
    );

    it(
      'is outdated by another file, and proposed again with the file that is restored',
      { timeout: 300_000 },
      async () => {
        const { id: applicantId } = await scene.make.applicant();
        const documentId = await sent(applicantId, await paperPage(zone), 'PASSPORT');
        const { version, proposals } = await documentOf(documentId);
        const bytes = await paperPage([]);
        const { replaceDocument } = await caseworker.ask(
          'mutation ($id: ID!, $version: Int!, $file: FileInput!) { replaceDocument(documentId: $id, version: $version, file: $file) { url token document { id version } file { id } } }',
          { id: documentId, version, file: { fileName: 'back.jpg', bytes: bytes.length } },
        );
        await papers.send(replaceDocument, bytes);
        await workThrough(worker, scene.make.home);
        const outdated = await documentOf(documentId);
        expect(outdated.proposals.nodes).toMatchObject([{ id: proposals.nodes[0].id, status: 'OUTDATED' }]);
        const [{ id, version: seen }] = outdated.proposals.nodes;
        expect(await refusal(id, seen)).toEqual(['PAPER_PROPOSAL_OUTDATED', undefined]);
        await caseworker.ask(
          'mutation ($id: ID!, $version: Int!) { restoreDocumentVersion(id: $id, version: $version, number: 1) { id } }',
          { id: documentId, version: outdated.version },
        );
        await workThrough(worker, scene.make.home);
        expect((await documentOf(documentId)).proposals.nodes).toMatchObject([{ id, status: 'PROPOSED' }]);
      },
    );
  });

  describe('by hand', () => {
    it('stays and changes nothing when it is refused', async () => {
      const { id, version, documentId, applicantId } = await read();
      const before = await documentOf(documentId);
      const { refusePaperProposal } = await caseworker.ask(REFUSE, { id, version });
      expect(refusePaperProposal).toMatchObject({ status: 'REFUSED', decidedBy: { id: caseworker.who.userId } });
      const after = await documentOf(documentId);
      expect({ ...after, proposals: null }).toEqual({ ...before, proposals: null });
      expect(after.proposals.nodes).toMatchObject([{ id, status: 'REFUSED', family: 'KAVALIOVA' }]);
      expect(await person(applicantId)).toEqual({ names: { nodes: [] }, identityDocuments: { nodes: [] } });
      expect(await refusal(id, refusePaperProposal.version)).toEqual(['PAPER_PROPOSAL_DECIDED', undefined]);
    });

    it('is accepted once', async () => {
      const { id, version, applicantId } = await read();
      const { acceptPaperProposal } = await caseworker.ask(ACCEPT, { id, version, input: {} });
      expect(await refusal(id, version)).toEqual(['CONFLICT', undefined]);
      expect(await refusal(id, acceptPaperProposal.version)).toEqual(['PAPER_PROPOSAL_DECIDED', undefined]);
      expect(await caseworker.refusal(REFUSE, { id, version: acceptPaperProposal.version })).toBe(
        'PAPER_PROPOSAL_DECIDED',
      );
      expect((await person(applicantId)).identityDocuments.nodes).toHaveLength(1);
    });

    it('is accepted by one of two who do so at the same moment', async () => {
      const { id, version, applicantId } = await read();
      const codes = await Promise.all([1, 2].map(async () => (await refusal(id, version))[0] ?? 'DONE'));
      expect(codes.sort()).toEqual(['CONFLICT', 'DONE']);
      expect((await person(applicantId)).identityDocuments.nodes).toHaveLength(1);
    });

    it('is taken over as far as it is wanted', async () => {
      const name = await read();
      await caseworker.ask(ACCEPT, { ...name, input: { identityDocument: false, documentFields: false } });
      expect(await person(name.applicantId)).toMatchObject({
        names: { nodes: [{ full: 'KAVALIOVA ALENA' }] },
        identityDocuments: { nodes: [] },
      });
      expect(await documentOf(name.documentId)).toMatchObject({ number: null, expiresOn: null });
      const chosen = await read();
      await caseworker.ask(ACCEPT, { ...chosen, input: { name: false, kind: 'BY_BIOMETRIC_PASSPORT' } });
      expect(await person(chosen.applicantId)).toMatchObject({
        identityDocuments: { nodes: [{ kind: 'BY_BIOMETRIC_PASSPORT' }] },
      });
      const paper = await read({ issuingCountry: 'PL' });
      await caseworker.ask(ACCEPT, { ...paper, input: { name: false, number: 'MP 777' } });
      expect(await person(paper.applicantId)).toMatchObject({
        names: { nodes: [] },
        // The person who added the document knew its kind better than its zone.
        identityDocuments: { nodes: [{ number: 'MP 777', kind: 'BY_PASSPORT' }] },
      });
      // What somebody wrote stays.
      expect(await documentOf(paper.documentId)).toMatchObject({ number: 'MP 777', issuingCountry: 'PL' });
    });

    it('gives no second name of one spelling, and a legal one in its own script', async () => {
      const { id: applicantId } = await scene.make.applicant();
      const add = 'mutation ($input: AddNameInput!) { addName(input: $input) { id } }';
      await caseworker.ask(add, { input: { applicantId, kind: 'TRANSLITERATED', full: 'Alena Kavaliova' } });
      const latin = await read({ applicantId });
      await caseworker.ask(ACCEPT, { ...latin, input: {} });
      const cyrillic = { kind: 'RU_INTERNAL_PASSPORT', nameKind: 'LEGAL', script: 'Cyrl' };
      const names = { family: 'ЛУКЬЯНЕНКО', given: 'ЮЛИЯ', patronymic: 'ПЕТРОВНА' };
      const internal = await read({ applicantId, kind: 'NATIONAL_ID' }, { ...cyrillic, ...names });
      await caseworker.ask(ACCEPT, { ...internal, input: {} });
      expect((await person(applicantId)).names.nodes).toMatchObject([
        { full: 'Alena Kavaliova' },
        { ...names, kind: 'LEGAL', script: 'Cyrl', scheme: null, source: { id: internal.documentId } },
      ]);
    });

    it('is taken over whole or not at all, and says what is wrong', async () => {
      const { id, version, documentId, applicantId } = await read({ issuedOn: '2020-05-05' });
      expect(await refusal(id, version, { expiresOn: '2019-01-01' })).toEqual(['BAD_USER_INPUT', 'input.expiresOn']);
      expect(await refusal(id, version, { expiresOn: '2199-01-01' })).toEqual(['BAD_USER_INPUT', 'input.expiresOn']);
      expect(await refusal(id, version, { number: null })).toEqual(['BAD_USER_INPUT', 'input.number']);
      expect(await refusal(id, version, { number: ' - ' })).toEqual(['BAD_USER_INPUT', 'input.number']);
      expect(await refusal(id, version, { family: null, given: null })).toEqual(['BAD_USER_INPUT', 'input.full']);
      const nothing = { identityDocument: false, name: false, documentFields: false };
      expect(await refusal(id, version, nothing)).toEqual(['BAD_USER_INPUT', 'input']);
      expect(await person(applicantId)).toEqual({ names: { nodes: [] }, identityDocuments: { nodes: [] } });
      expect((await documentOf(documentId)).proposals.nodes).toMatchObject([{ status: 'PROPOSED', version }]);
    });

    it('is not shown to, nor decided by, who does not see the class of the document', async () => {
      const { id, version, documentId } = await read({ sensitivity: 'PRIVILEGED' });
      const secret = { number: null, birthDate: null, family: null, given: null, sex: null, lines: null };
      expect((await documentOf(documentId)).proposals.nodes).toMatchObject([{ id, ...secret, status: 'PROPOSED' }]);
      expect(await refusal(id, version)).toEqual(['DOCUMENT_CLASS_NOT_SEEN', undefined]);
      expect(await caseworker.refusal(REFUSE, { id, version })).toBe('DOCUMENT_CLASS_NOT_SEEN');
      const adviser = await scene.as('legal-adviser');
      expect((await documentOf(documentId, adviser)).proposals.nodes).toMatchObject([{ family: 'KAVALIOVA' }]);
    });

    it('does not exist for another organisation, nor for a team that does not reach the person', async () => {
      const { id, version, documentId } = await read();
      const stranger = await scene.as('supervisor', { organizationId: await scene.make.organization() });
      const colleague = await scene.as('caseworker', { teamId: await scene.make.team() });
      for (const actor of [stranger, colleague]) {
        expect(await documentOf(documentId, actor)).toBeNull();
        expect(await refusal(id, version, {}, actor)).toEqual(['NOT_FOUND', undefined]);
        expect(await actor.refusal(REFUSE, { id, version })).toBe('NOT_FOUND');
      }
    });
  });
});
