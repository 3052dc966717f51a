// The right to stay, needs, dates and code lists.
import { addDays, dayIn, now } from '@haven/kernel';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor, Anything } from '../stage/actor.js';
import { stage, type Stage } from '../stage/stage.js';

const STATUS =
  'id version country basis status validUntil applicationDate decisionDate appealUntil workAllowed reference expired expiresWithin30Days';
const ADD = `mutation A($input: AddResidenceStatusInput!) { addResidenceStatus(input: $input) { ${STATUS} } }`;
const CORRECT = `mutation C($id: ID!, $version: Int!, $input: CorrectResidenceStatusInput!) { correctResidenceStatus(id: $id, version: $version, input: $input) { ${STATUS} } }`;
const MOVE = `mutation M($id: ID!, $version: Int!, $input: MoveResidenceStatusInput!) { moveResidenceStatus(id: $id, version: $version, input: $input) { ${STATUS} } }`;
const NEED = 'id version code sector priority openedOn metOn remark';
const ADD_NEED = `mutation N($input: AddNeedInput!) { addNeed(input: $input) { ${NEED} } }`;
const MEET = `mutation T($id: ID!, $version: Int!, $on: Date) { meetNeed(id: $id, version: $version, on: $on) { ${NEED} } }`;
const REGISTER =
  'mutation R($input: RegisterApplicantInput!) { registerApplicant(input: $input) { id birthDate birthYear } }';
const DAY = dayIn(now(), 'Europe/Vilnius');

describe('what is known of an applicant', () => {
  let scene: Stage;
  let caseworker: Actor;
  let applicantId: string;
  beforeAll(async () => {
    scene = await stage();
    caseworker = await scene.as('caseworker');
    ({ id: applicantId } = await scene.make.applicant());
  });

  const complaint = async (query: string, variables: Anything): Promise<string | undefined> => {
    const { errors } = await caseworker.send(query, variables);
    expect([variables, errors?.[0]?.extensions.code]).toEqual([variables, 'BAD_USER_INPUT']);
    return (errors![0]!.extensions.fields as { field: string }[] | undefined)?.[0]?.field;
  };

  describe('a residence status', () => {
    const add = async (more: Anything = {}): Promise<Anything> =>
      (await caseworker.ask(ADD, { input: { applicantId, country: 'LT', basis: 'ASYLUM_APPLICANT', ...more } }))
        .addResidenceStatus;
    const move = async ({ id, version }: Anything, input: Anything): Promise<Anything> =>
      (await caseworker.ask(MOVE, { id, version, input })).moveResidenceStatus;

    it('goes from draft to grant by way of a refusal and an appeal', async () => {
      const draft = await add();
      expect(draft.status).toBe('DRAFT');
      const applied = await move(draft, { status: 'APPLIED', applicationDate: '2025-01-10', reference: 'LT-7/2025' });
      expect(applied).toMatchObject({ applicationDate: '2025-01-10', reference: 'LT-7/2025' });
      const refused = await move(applied, { status: 'REFUSED', decisionDate: '2025-06-01', appealUntil: '2025-06-15' });
      const appealed = await move(refused, { status: 'APPEALED' });
      const granted = await move(appealed, {
        status: 'GRANTED',
        appealUntil: null,
        validFrom: DAY,
        validUntil: addDays(DAY, 365),
        workAllowed: true,
      });
      expect(granted).toMatchObject({
        status: 'GRANTED',
        decisionDate: DAY,
        workAllowed: true,
        expired: false,
        expiresWithin30Days: false,
      });
      expect(
        await caseworker.refusal(MOVE, { id: granted.id, version: granted.version, input: { status: 'APPLIED' } }),
      ).toBe('RESIDENCE_STATUS_MOVE');
    });

    it('tells when it expires, and is listed by its last day', async () => {
      const ending = await add({ status: 'GRANTED', validUntil: addDays(DAY, 30) });
      const ended = await add({ status: 'GRANTED', validUntil: addDays(DAY, -1) });
      const last = await add({ status: 'GRANTED', validUntil: DAY });
      const open = await add({ status: 'GRANTED' });
      expect([ending, ended, last, open].map((each) => [each.expiresWithin30Days, each.expired])).toEqual([
        [true, false],
        [false, true],
        [true, false],
        [false, false],
      ]);
      const query =
        'query L($from: Date, $to: Date) { residenceStatuses(filter: { status: { in: [GRANTED] }, validUntil: { from: $from, to: $to } }, orderBy: { field: validUntil }) { nodes { id applicant { displayName } } totalCount } }';
      const { residenceStatuses } = await caseworker.ask(query, { from: DAY, to: addDays(DAY, 30) });
      expect(residenceStatuses.nodes.map(({ id }: Anything) => id)).toEqual([last.id, ending.id]);
      const other = await scene.as('caseworker', { teamId: await scene.make.team() });
      expect((await other.ask(query, {})).residenceStatuses).toEqual({ nodes: [], totalCount: 0 });
    });

    it('B401 refuses days in the wrong order, naming the later one', async () => {
      const given = { applicantId, country: 'LT', basis: 'VISA_FREE_STAY' };
      expect(await complaint(ADD, { input: { ...given, validFrom: '2025-02-02', validUntil: '2025-02-01' } })).toBe(
        'input.validUntil',
      );
      expect(
        await complaint(ADD, { input: { ...given, applicationDate: '2025-02-02', decisionDate: '2025-02-01' } }),
      ).toBe('input.decisionDate');
      expect(await complaint(ADD, { input: { ...given, decisionDate: '2025-02-02', appealUntil: '2025-02-01' } })).toBe(
        'input.appealUntil',
      );
      const { id, version } = await add({ validFrom: '2025-02-02' });
      expect(await complaint(CORRECT, { id, version, input: { validUntil: '2025-01-01' } })).toBe('input.validUntil');
    });

    it('B385 and B402 refuses days beyond reason', async () => {
      const given = { applicantId, country: 'LT', basis: 'VISA_FREE_STAY' };
      expect(await complaint(ADD, { input: { ...given, validUntil: '9999-12-31' } })).toBe('input.validUntil');
      expect(await complaint(ADD, { input: { ...given, validFrom: '0001-01-01', validUntil: '2030-01-01' } })).toBe(
        'input.validFrom',
      );
      expect(await complaint(ADD, { input: { ...given, applicationDate: addDays(DAY, 2) } })).toBe(
        'input.applicationDate',
      );
    });

    it.each([
      ['B384 negative year', '-000001-01-01'],
      ['B384 six-digit year', '+275760-09-14'],
      ['B386 infinity', 'infinity'],
      ['B386 now', 'now'],
      ['B386 BC', '2024-01-01 BC'],
      ['B390 date with time', '2024-01-01T00:00:00Z'],
      ['B391 moment without zone', '2024-01-01T10:00:00'],
      ['B392 hour 24', '2024-01-01T24:00:00Z'],
      ['B398 day-month order', '03/04/2024'],
      ['B399 other digits', '۲۰۲۴-۰۱-۰۱'],
      ['B400 epoch number', 1_700_000_000],
      ['30 February', '2024-02-30'],
    ])('refuses %s as a day', async (_case, validUntil) => {
      await complaint(ADD, { input: { applicantId, country: 'LT', basis: 'VISA_FREE_STAY', validUntil } });
    });

    it('refuses a basis or country that is not in its list', async () => {
      expect(await complaint(ADD, { input: { applicantId, country: 'UKR', basis: 'VISA_FREE_STAY' } })).toBe(
        'input.country',
      );
      expect(await complaint(ADD, { input: { applicantId, country: 'UA', basis: 'constructor' } })).toBe('input.basis');
    });
  });

  describe('a birth date', () => {
    const born = async (birthDate: unknown): Promise<Anything> =>
      (await caseworker.ask(REGISTER, { input: { names: [{ kind: 'LEGAL', full: 'Анна' }], birthDate } }))
        .registerApplicant;

    it.each([
      ['1987', 1987],
      ['1987-05', 1987],
      ['1900', 1900],
      [DAY.slice(0, 4), Number(DAY.slice(0, 4))],
      [DAY, Number(DAY.slice(0, 4))],
    ])('B389 is kept as exactly as it is known: %s', async (birthDate, birthYear) => {
      expect(await born(birthDate)).toMatchObject({ birthDate, birthYear });
    });

    it.each([
      ['B389 in words', 'about 1987'],
      ['B385 in the future', '2999'],
      ['B385 tomorrow', addDays(DAY, 1)],
      ['B385 before 1900', '1899-12-31'],
      ['B386 a word of Postgres', 'epoch'],
      ['B399 another calendar', '۱۳۶۶'],
      ['B400 a number', 1987],
    ])('is refused: %s', async (_case, birthDate) => {
      await complaint(REGISTER, { input: { names: [{ kind: 'LEGAL', full: 'Анна' }], birthDate } });
    });
  });

  describe('a need', () => {
    it('is opened today and met once', async () => {
      const { addNeed } = await caseworker.ask(ADD_NEED, {
        input: { applicantId, code: 'SM-CI', remark: 'Инсулин\nкаждый день' },
      });
      expect(addNeed).toMatchObject({
        code: 'SM-CI',
        sector: null,
        priority: 'NORMAL',
        openedOn: DAY,
        metOn: null,
        remark: 'Инсулин\nкаждый день',
      });
      expect(await complaint(MEET, { id: addNeed.id, version: 1, on: addDays(DAY, -1) })).toBe('on');
      const { meetNeed } = await caseworker.ask(MEET, { id: addNeed.id, version: 1 });
      expect(meetNeed).toMatchObject({ metOn: DAY, version: 2 });
    });

    it('names a code, a sector, or both', async () => {
      expect(await complaint(ADD_NEED, { input: { applicantId, priority: 'HIGH' } })).toBe('input.code');
      expect(await complaint(ADD_NEED, { input: { applicantId, code: 'SHELTER' } })).toBe('input.code');
      expect(await complaint(ADD_NEED, { input: { applicantId, sector: 'SM-CI' } })).toBe('input.sector');
    });

    it('keeps its health code from intake volunteers, and says so', async () => {
      const intake = await scene.as('intake');
      const input = {
        names: [{ kind: 'LEGAL', full: 'Нина' }],
        needs: [{ code: 'SM-CI', sector: 'MEDICATION', remark: 'Инсулин' }],
      };
      const query =
        'mutation R($input: RegisterApplicantInput!) { registerApplicant(input: $input) { needs { nodes { code sector remark } } } }';
      const { data, extensions } = await intake.send(query, { input });
      expect(data.registerApplicant.needs.nodes).toEqual([{ code: null, sector: 'MEDICATION', remark: null }]);
      expect(extensions?.withheld).toEqual(['Need.code', 'Need.remark']);
    });
  });

  describe('the code lists', () => {
    it('are told with source and labels in three languages to everyone signed in', async () => {
      const partner = await scene.as('partner');
      const { codeLists } = await partner.ask(
        '{ codeLists { list source checkedOn title { en ru uk } codes { code } } }',
      );
      expect(codeLists.map(({ list }: Anything) => list)).toContain('document-kinds');
      const { codeList } = await partner.ask(
        'query L($name: String!) { codeList(name: $name) { checkedOn codes { code labels { en ru uk } validTo supersededBy parent } } }',
        { name: 'document-kinds' },
      );
      expect(codeList.codes.find(({ code }: Anything) => code === 'BY_PASSPORT')).toMatchObject({
        labels: { en: 'Belarusian passport' },
        parent: 'PASSPORT',
      });
      for (const name of ['', 'constructor', '__proto__'])
        expect(
          (await partner.ask('query L($name: String!) { codeList(name: $name) { list } }', { name })).codeList,
        ).toBeNull();
      expect(await scene.nobody.refusal('{ codeLists { list } }')).toBe('UNAUTHENTICATED');
    });
  });
});
