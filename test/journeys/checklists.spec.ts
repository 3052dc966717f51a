// Checklists: what papers a case needs, what is there of them, and what is missing.
import { DocumentStatus, DocumentVerification } from '@haven/casework';
import { newId } from '@haven/kernel';
import { Sensitivity } from '@haven/platform';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../stage/actor.js';
import { stage } from '../stage/stage.js';
import { ADD, checklist, CORRECT, END, inDays, paper, states } from './checklist-deeds.js';

const scene = await stage();
const { make } = scene;
let supervisor: Actor;
let caseworker: Actor;

beforeEach(async () => {
  // What is asked for holds for a whole organisation: each test has one of its own.
  make.home = '';
  await make.organization();
  supervisor = await scene.as('supervisor');
  caseworker = await scene.as('caseworker');
});

describe('a required document', () => {
  it('is kept by supervisors and organisation admins, and by nobody else', async () => {
    const input = { kinds: ['PASSPORT'], programme: 'Legal stay', askedBy: 'Migration office' };
    for (const keeper of [supervisor, await scene.as('organisation-admin')]) {
      const { addRequiredDocument } = await keeper.ask(ADD, { input });
      expect(addRequiredDocument).toMatchObject({ ...input, obligatory: true, mustBeVerified: false, version: 1 });
    }
    for (const role of ['caseworker', 'intake', 'legal-adviser', 'auditor', 'partner'])
      expect(await (await scene.as(role)).refusal(ADD, { input })).toBe('FORBIDDEN');
    const query = '{ requiredDocuments { totalCount } }';
    expect((await caseworker.ask(query)).requiredDocuments.totalCount).toBe(2);
    expect(await (await scene.as('partner')).refusal(query)).toBe('FORBIDDEN');
  });

  it.each([
    [{ kinds: [] }, 'input.kinds'],
    [{ kinds: ['PASSPORT', 'PASSPORT'] }, 'input.kinds'],
    [{ kinds: ['NO_SUCH_PAPER'] }, 'input.kinds[0]'],
    [{ kinds: ['OTHER'] }, 'input.document'],
    [{ kinds: ['PASSPORT'], programme: ' - ' }, 'input.programme'],
    [{ kinds: ['PASSPORT'], validForDays: -1 }, 'input.validForDays'],
    [{ kinds: ['PASSPORT'], dueInWorkingDays: 261 }, 'input.dueInWorkingDays'],
    [{ kinds: ['PASSPORT'], activeFrom: '2030-02-02', activeBefore: '2030-02-01' }, 'input.activeFrom'],
    [{ kinds: ['PASSPORT'], activeFrom: '2999-01-01' }, 'input.activeFrom'],
    [{ kinds: ['PASSPORT'], activeBefore: '2999-01-01' }, 'input.activeBefore'],
  ])('is refused when it says %j', async (input, field) => {
    const { errors } = await supervisor.send(ADD, { input });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(JSON.stringify(errors?.[0]?.extensions)).toContain(field.replace(/\[0\]$/, ''));
  });

  it('takes null for what is not said', async () => {
    const said = ['programme', 'document', 'askedBy', 'obligatory', 'validForDays', 'dueInWorkingDays', 'activeFrom'];
    const input = { kinds: ['PASSPORT'], ...Object.fromEntries([...said, 'activeBefore'].map((each) => [each, null])) };
    const { addRequiredDocument } = await supervisor.ask(ADD, { input });
    expect(addRequiredDocument).toEqual({
      ...input,
      id: expect.any(String),
      version: 1,
      obligatory: true,
      mustBeVerified: false,
    });
  });

  it('cannot begin after it ends', async () => {
    const { id } = await make.requiredDocument({ activeBefore: inDays(5) });
    const { errors } = await supervisor.send(CORRECT, { id, version: 1, input: { activeFrom: inDays(6) } });
    expect(errors?.[0]?.extensions).toMatchObject({ fields: [{ field: 'input.activeFrom' }] });
  });

  it('is added once under an id of the client’s, and corrected by whoever saw its version', async () => {
    const input = { id: newId(), kinds: ['PASSPORT'] };
    const { addRequiredDocument: added } = await supervisor.ask(ADD, { input });
    expect(added.id).toBe(input.id);
    expect(await supervisor.refusal(ADD, { input: { ...input, kinds: ['DIPLOMA'] } })).toMatch(
      /CONFLICT|IDEMPOTENCY_KEY_REUSED/,
    );
    const change = { id: added.id, version: 1, input: { kinds: ['DIPLOMA', 'NATIONAL_ID'], obligatory: false } };
    expect((await supervisor.ask(CORRECT, change)).correctRequiredDocument).toMatchObject({
      ...change.input,
      version: 2,
    });
    expect(await supervisor.refusal(CORRECT, change)).toBe('CONFLICT');
    expect(await supervisor.refusal(CORRECT, { ...change, version: 2, input: { kinds: [] } })).toBe('BAD_USER_INPUT');
  });

  it('ends today or on a day to come, and stays as it was from then on', async () => {
    const { id: caseId } = await make.case();
    const { id } = await make.requiredDocument();
    expect(await supervisor.refusal(END, { id, version: 1, input: { activeBefore: inDays(-1) } })).toBe(
      'BAD_USER_INPUT',
    );
    await supervisor.ask(END, { id, version: 1, input: { activeBefore: inDays(5) } });
    expect(await states(caseworker, caseId)).toEqual(['MISSING']);
    const { endRequiredDocument } = await supervisor.ask(END, { id, version: 2 });
    expect(endRequiredDocument.activeBefore).toBe(inDays(0));
    expect(await states(caseworker, caseId)).toEqual([]);
    expect(await supervisor.refusal(CORRECT, { id, version: 3, input: { askedBy: 'Court' } })).toBe(
      'REQUIRED_DOCUMENT_ENDED',
    );
    expect(await supervisor.refusal(END, { id, version: 3 })).toBe('REQUIRED_DOCUMENT_ENDED');
  });

  it('that was to begin later can be called off', async () => {
    const { id } = await make.requiredDocument({ activeFrom: inDays(10) });
    const { endRequiredDocument } = await supervisor.ask(END, { id, version: 1 });
    expect(endRequiredDocument).toMatchObject({ activeFrom: inDays(0), activeBefore: inDays(0) });
  });
});

describe('the checklist of a case', () => {
  it('names what its programme asks for today, however the programme is written', async () => {
    const wanted = await make.requiredDocument({ programme: 'LEGAL  stay!' });
    const always = await make.requiredDocument({ kinds: ['PHOTOGRAPH'] });
    await make.requiredDocument({ programme: 'Arrival' });
    await make.requiredDocument({ activeFrom: inDays(1) });
    await make.requiredDocument({ activeBefore: inDays(0) });
    const theCase = await make.case({ programme: 'Legal Stay' });
    const { checklist: list, missingDocuments } = await checklist(caseworker, theCase.id);
    expect(list.nodes.map((each: { requiredDocument: { id: string } }) => each.requiredDocument.id)).toEqual([
      wanted.id,
      always.id,
    ]);
    expect([list.totalCount, missingDocuments]).toEqual([2, 2]);
    expect(await states(caseworker, (await make.case()).id)).toEqual(['MISSING']);
  });

  it('follows a case into another programme', async () => {
    await make.requiredDocument({ programme: 'Arrival' });
    const { id } = await make.case({ programme: 'Legal stay' });
    const change = 'mutation ($id: ID!) { updateCase(id: $id, version: 1, input: { programme: "arrival" }) { id } }';
    expect(await states(caseworker, id)).toEqual([]);
    await caseworker.ask(change, { id });
    expect(await states(caseworker, id)).toEqual(['MISSING']);
  });

  const { AVAILABLE, UPLOADING, QUARANTINED, REJECTED, ABANDONED } = DocumentStatus;
  const { VERIFIED, DISPUTED } = DocumentVerification;
  const disputed = { verification: DISPUTED, disputeReason: 'Torn' };

  it.each([
    ['MISSING', false, { kind: 'DIPLOMA' }],
    ['MISSING', false, { status: REJECTED }],
    ['MISSING', false, { status: ABANDONED }],
    ['ARRIVING', false, { status: UPLOADING }],
    ['ARRIVING', false, { status: QUARANTINED }],
    ['PRESENT', true, { status: AVAILABLE }],
    ['PRESENT', true, { kind: 'PASSPORT' }],
    ['PRESENT', true, { expiresOn: inDays(30) }],
    ['EXPIRING', false, { expiresOn: inDays(29) }],
    ['EXPIRING', false, { expiresOn: inDays(0), verification: VERIFIED }],
    ['EXPIRED', false, { expiresOn: inDays(-1), verification: VERIFIED }],
    ['VERIFIED', true, { verification: VERIFIED }],
    ['DISPUTED', false, disputed],
  ])('says %s, satisfied %s, of %j', async (state, satisfied, draft) => {
    await make.requiredDocument({ validForDays: 30 });
    const theCase = await make.case();
    await paper(scene, theCase, draft);
    const { checklist: list, missingDocuments } = await checklist(caseworker, theCase.id);
    expect(list.nodes).toMatchObject([{ state, satisfied }]);
    expect(missingDocuments).toBe(satisfied ? 0 : 1);
    expect(list.nodes[0].document === null).toBe(state === 'MISSING');
  });

  it('wants a second person’s look where it is said so, and counts what is obligatory only', async () => {
    await make.requiredDocument({ mustBeVerified: true });
    await make.requiredDocument({ kinds: ['PHOTOGRAPH'], obligatory: false });
    const theCase = await make.case();
    await paper(scene, theCase);
    const before = await checklist(caseworker, theCase.id);
    expect(before.checklist.nodes).toMatchObject([
      { state: 'PRESENT', satisfied: false },
      { state: 'MISSING', obligatory: false },
    ]);
    expect(before.missingDocuments).toBe(1);
    const seen = await paper(scene, theCase, { verification: VERIFIED });
    const after = await checklist(caseworker, theCase.id);
    expect(after.checklist.nodes[0]).toMatchObject({ state: 'VERIFIED', document: { id: seen.id } });
    expect(after.missingDocuments).toBe(0);
  });

  it('shows the document that fits best, the newest of equal ones', async () => {
    await make.requiredDocument({ kinds: ['PASSPORT', 'NATIONAL_ID'] });
    const theCase = await make.case();
    const shown = async (): Promise<string> => (await checklist(caseworker, theCase.id)).checklist.nodes[0].document.id;
    const steps = [
      { expiresOn: inDays(-9) },
      disputed,
      { status: UPLOADING },
      { kind: 'UA_ID_CARD' },
      { kind: 'RU_FOREIGN_PASSPORT_10' },
      { verification: VERIFIED },
    ];
    for (const draft of steps) {
      const better = await paper(scene, theCase, draft);
      expect({ draft, shown: await shown() }).toEqual({ draft, shown: better.id });
    }
    const best = await shown();
    for (const worse of [disputed, { expiresOn: inDays(-1) }, { status: UPLOADING }, { kind: 'DIPLOMA' }, {}])
      await paper(scene, theCase, worse);
    expect(await shown()).toBe(best);
  });

  it('takes a wider kind for no narrower one, and a paper without a kind for its own case only', async () => {
    await make.requiredDocument({ kinds: ['BY_PASSPORT'] });
    await make.requiredDocument({ kinds: ['OTHER'], document: 'Letter of the landlord' });
    const [one, other] = [await make.case(), await make.case()];
    const second = await make.case({ applicantId: one.applicantId });
    await paper(scene, one, { kind: 'PASSPORT' });
    await paper(scene, one, { kind: 'OTHER', caseId: one.id });
    expect(await states(caseworker, one.id)).toEqual(['MISSING', 'PRESENT']);
    expect(await states(caseworker, second.id)).toEqual(['MISSING', 'MISSING']);
    expect(await states(caseworker, other.id)).toEqual(['MISSING', 'MISSING']);
  });

  it('is paged, and keeps its place while documents come and go', async () => {
    for (const kind of ['PASSPORT', 'PHOTOGRAPH', 'DIPLOMA']) await make.requiredDocument({ kinds: [kind] });
    const theCase = await make.case();
    await paper(scene, theCase);
    const page = `query ($id: ID!, $after: String) { case(id: $id) { checklist(first: 1, after: $after, filter: { satisfied: false }) {
      totalCount pageInfo { endCursor hasNextPage } nodes { requiredDocument { kinds } } } } }`;
    const first = (await caseworker.ask(page, { id: theCase.id })).case.checklist;
    expect(first).toMatchObject({ totalCount: 2, nodes: [{ requiredDocument: { kinds: ['PHOTOGRAPH'] } }] });
    await paper(scene, theCase, { kind: 'PHOTOGRAPH' });
    const next = (await caseworker.ask(page, { id: theCase.id, after: first.pageInfo.endCursor })).case.checklist;
    expect(next).toMatchObject({ nodes: [{ requiredDocument: { kinds: ['DIPLOMA'] } }] });
    expect(next.pageInfo.hasNextPage).toBe(false);
  });
});

describe('who sees a checklist', () => {
  it('is who sees the case; of documents of an unseen class they see the state alone', async () => {
    await make.requiredDocument({ kinds: ['MEDICAL_REPORT'] });
    const intake = await scene.as('intake');
    const theCase = await make.case({ assigneeId: intake.who.userId });
    const report = await paper(scene, theCase, { kind: 'MEDICAL_REPORT', sensitivity: Sensitivity.HEALTH });
    expect((await checklist(caseworker, theCase.id)).checklist.nodes[0].document.id).toBe(report.id);
    expect((await checklist(intake, theCase.id)).checklist.nodes).toMatchObject([{ state: 'PRESENT', document: null }]);
    const elsewhere = await scene.as('caseworker', { teamId: await make.team() });
    expect(await checklist(elsewhere, theCase.id)).toBeNull();
    const foreign = await scene.as('supervisor', { organizationId: await make.organization(), teamId: null });
    expect(await checklist(foreign, theCase.id)).toBeNull();
  });
});

describe('a list of cases', () => {
  const LIST = `query ($lacks: Boolean) { cases(filter: { lacksDocuments: $lacks }) { totalCount nodes { id missingDocuments } } }`;
  it('tells and finds those under way that lack papers', async () => {
    await make.requiredDocument();
    await make.requiredDocument({ kinds: ['DIPLOMA'] });
    const [whole, half, none] = [await make.case(), await make.case(), await make.case()];
    await make.case({ status: 'CLOSED' as never, closedAt: new Date(), outcome: 'RESOLVED' });
    for (const each of [whole, half]) await paper(scene, each);
    await paper(scene, whole, { kind: 'DIPLOMA' });
    const lacking = (await caseworker.ask(LIST, { lacks: true })).cases;
    expect(lacking.totalCount).toBe(2);
    expect(lacking.nodes).toEqual([
      { id: none.id, missingDocuments: 2 },
      { id: half.id, missingDocuments: 1 },
    ]);
    const rest = (await caseworker.ask(LIST, { lacks: false })).cases;
    expect(rest.nodes.map((each: { missingDocuments: number }) => each.missingDocuments)).toEqual([0, 0]);
  });
});
