// Registering people, and finding them by what stands on the paper in front of one.
import { newId } from '@haven/kernel';
import { connected } from '@haven/platform';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor, Anything } from '../stage/actor.js';
import { stage, type Stage } from '../stage/stage.js';

const REGISTER = `mutation Register($input: RegisterApplicantInput!) { registerApplicant(input: $input) {
  id version displayName birthDate birthYear gender nationalities country locality team { id }
  names { nodes { id version full script primary kind } } } }`;
const FOUND =
  'query Find($filter: ApplicantFilter) { applicants(filter: $filter) { nodes { id displayName } totalCount } }';
const CORRECT = `mutation Correct($id: ID!, $version: Int!, $input: CorrectApplicantInput!) {
  correctApplicant(id: $id, version: $version, input: $input) { id version birthDate birthYear gender country } }`;

const yulia = () => ({
  names: [
    { kind: 'LEGAL', family: 'Щербакова', given: 'Юлия', patronymic: 'Петровна', language: 'ru' },
    { kind: 'TRANSLITERATED', family: 'Shcherbakova', given: 'Iuliia', scheme: 'ICAO9303' },
  ],
  birthDate: '1987-05-12',
  gender: 'FEMALE',
  nationalities: ['RU'],
  languages: ['ru', 'en'],
  arrivedOn: '2024-03-09',
  country: 'GE',
  locality: 'Тбилиси',
  contactPoints: [{ system: 'SIGNAL', value: '+995 555 12 34 56' }],
  residenceStatuses: [{ country: 'GE', basis: 'VISA_FREE_STAY', status: 'GRANTED', validFrom: '2024-03-09' }],
  needs: [{ code: 'LP-RP', sector: 'LEGAL_ADVICE' }],
});

describe('registering an applicant', () => {
  let scene: Stage;
  let caseworker: Actor;
  beforeAll(async () => {
    scene = await stage();
    caseworker = await scene.as('caseworker');
  });

  const register = async (input: Anything = yulia(), actor = caseworker): Promise<Anything> =>
    (await actor.ask(REGISTER, { input })).registerApplicant;
  const found = async (filter: Anything, actor = caseworker): Promise<string[]> =>
    (await actor.ask(FOUND, { filter })).applicants.nodes.map(({ id }: { id: string }) => id);
  const fields = async (input: Anything): Promise<string[]> => {
    const { errors } = await caseworker.send(REGISTER, { input });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    return ((errors![0]!.extensions.fields ?? []) as { field: string }[]).map(({ field }) => field);
  };

  it('keeps every spelling of the name and shows the primary one', async () => {
    const { displayName, birthYear, team, names } = await register();
    expect(displayName).toBe('Щербакова Юлия Петровна');
    expect(birthYear).toBe(1987);
    expect(team.id).toBe(scene.make.teamOf());
    expect(names.nodes).toMatchObject([
      { full: 'Щербакова Юлия Петровна', script: 'Cyrl', primary: true, kind: 'LEGAL' },
      { full: 'Shcherbakova Iuliia', script: 'Latn', primary: false, kind: 'TRANSLITERATED' },
    ]);
  });

  it('finds the person by either spelling, in any order and case, and by a phone written differently', async () => {
    const { id } = await register();
    for (const name of ['ЩЕРБАКОВА ЮЛИЯ', 'юлия щербакова', 'Iuliia SHCHERBAKOVA', 'Петровна'])
      expect(await found({ name })).toContain(id);
    for (const contact of ['00995 555 123 456', '+995 (555) 12-34-56', '555123456', '995555123456'])
      expect(await found({ contact })).toContain(id);
    expect(await found({ name: 'Щербаков' })).not.toContain(id);
    expect(await found({ contact: '+995 555 12 34 57' })).toEqual([]);
  });

  it('finds the person by the number of a paper, however its series is typed', async () => {
    const { id } = await register();
    const add =
      'mutation Add($input: AddIdentityDocumentInput!) { addIdentityDocument(input: $input) { id status expired applicant { id } } }';
    const { addIdentityDocument } = await caseworker.ask(add, {
      input: {
        applicantId: id,
        kind: 'BY_PASSPORT',
        number: 'MP 123-4567',
        issuingCountry: 'BY',
        issuedOn: '2014-01-01',
        expiresOn: '2024-01-01',
      },
    });
    expect(addIdentityDocument).toMatchObject({ status: 'PENDING', expired: true, applicant: { id } });
    for (const documentNumber of ['MP1234567', 'mp 1234567', 'МР1234567'])
      expect(await found({ documentNumber })).toEqual([id]);
    expect(await found({ documentNumber: 'MP1234568' })).toEqual([]);
  });

  it('is not found by a caseworker of another team, nor by another organisation', async () => {
    const { id } = await register();
    const other = await scene.as('caseworker', { teamId: await scene.make.team() });
    const elsewhere = await scene.as('caseworker', { organizationId: await scene.make.organization() });
    for (const actor of [other, elsewhere]) {
      expect(await found({ name: 'Щербакова' }, actor)).toEqual([]);
      expect((await actor.ask('query One($id: ID!) { applicant(id: $id) { id } }', { id })).applicant).toBeNull();
      expect(await actor.refusal(CORRECT, { id, version: 1, input: { gender: 'OTHER' } })).toBe('NOT_FOUND');
    }
  });

  it('is closed to analysts', async () => {
    const analyst = await scene.as('analyst');
    expect(await analyst.refusal(FOUND, { filter: { name: 'Щербакова' } })).toBe('FORBIDDEN');
    expect(await analyst.refusal(REGISTER, { input: yulia() })).toBe('FORBIDDEN');
  });

  it('answers the same when the same request comes again, and makes nothing twice', async () => {
    const input = { ...yulia(), id: newId(), names: [{ kind: 'LEGAL', full: 'Повторова Ирина' }] };
    const first = await register(input);
    expect(first.id).toBe(input.id);
    expect(await register(input)).toEqual(first);
    expect(await found({ name: 'Повторова' })).toEqual([input.id]);
    expect(await caseworker.refusal(REGISTER, { input: { ...input, country: 'AM' } })).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('takes no id that is somebody else’s', async () => {
    const { id } = await register();
    const other = await scene.as('caseworker');
    expect(await other.refusal(REGISTER, { input: { ...yulia(), id } })).toBe('CONFLICT');
    expect(await fields({ ...yulia(), id: caseworker.who.organizationId })).toEqual(['input.id']);
    expect(await fields({ ...yulia(), id: 'not-an-id' })).toEqual(['input.id']);
  });

  it('writes nothing down that names the person or says where they are reached', async () => {
    const names = [{ kind: 'LEGAL', full: 'Канареева Канарейка' }];
    const contactPoints = [
      { system: 'TELEGRAM', value: '@canary_bird', safeHours: 'canary hours', codePhrase: 'canary phrase' },
    ];
    const residenceStatuses = [{ country: 'GE', basis: 'VISA_FREE_STAY', reference: 'CANARY-77' }];
    const { id } = await register({
      ...yulia(),
      names,
      contactPoints,
      residenceStatuses,
      birthDate: '1977-07-17',
      needs: [{ sector: 'FOOD', remark: 'canary remark' }],
    });
    const document = { applicantId: id, kind: 'PASSPORT', number: 'CANARY 1234' };
    await caseworker.ask(
      'mutation D($input: AddIdentityDocumentInput!) { addIdentityDocument(input: $input) { id } }',
      { input: document },
    );
    const tables = [
      'applicant',
      'person_name',
      'contact_point',
      'identity_document',
      'residence_status',
      'need',
      'audit_event',
      'outbox',
      'idempotency_key',
    ];
    const written = await connected(scene.adminUrl, async (client) => {
      const texts: string[] = [];
      for (const table of tables) {
        const known = await client.query('select to_regclass($1) as known', [table]);
        if (!known.rows[0].known) continue;
        const { rows } = await client.query(`select t::text as row from "${table}" t`);
        texts.push(...rows.map(({ row }: { row: string }) => row));
      }
      return texts.join('\n');
    });
    expect(written).toContain(id);
    expect(written).not.toMatch(/канаре|canary|1977-07|Тбилиси/i);
    const hidden = ['Канарее', 'canary', '1977-07'].map((text) => Buffer.from(text).toString('hex'));
    for (const hex of hidden) expect(written).not.toContain(hex);
  });

  it('makes nothing at all when one part is refused', async () => {
    const input = {
      ...yulia(),
      names: [{ kind: 'LEGAL', full: 'Половинкина Ольга' }],
      needs: [{ remark: 'ни кода, ни вида помощи' }],
    };
    expect(await fields(input)).toEqual(['input.needs[0].code']);
    expect(await found({ name: 'Половинкина' })).toEqual([]);
  });

  it('lets an intake volunteer register for their own team only, and see what they registered', async () => {
    const intake = await scene.as('intake');
    const { id, team } = await register(yulia(), intake);
    expect(team.id).toBe(scene.make.teamOf());
    expect(await found({ name: 'Щербакова' }, intake)).toEqual([id]);
    const { errors } = await intake.send(REGISTER, { input: { ...yulia(), teamId: await scene.make.team() } });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ field: 'input.teamId' }] });
  });

  it('asks for the team when there are several, and takes none of another organisation', async () => {
    const wide = await scene.as('caseworker', { teamId: null });
    await scene.make.team();
    expect(await wide.refusal(REGISTER, { input: yulia() })).toBe('BAD_USER_INPUT');
    const foreign = scene.make.teamOf(await scene.make.organization());
    expect(await wide.refusal(REGISTER, { input: { ...yulia(), teamId: foreign } })).toBe('BAD_USER_INPUT');
    expect((await register({ ...yulia(), teamId: scene.make.teamOf() }, wide)).displayName).toBe(
      'Щербакова Юлия Петровна',
    );
  });

  it('refuses a stale version with the state that won', async () => {
    const { id, version } = await register();
    await caseworker.ask(CORRECT, { id, version, input: { gender: 'OTHER', birthDate: '1988' } });
    const { errors } = await caseworker.send(CORRECT, { id, version, input: { gender: 'MALE' } });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'CONFLICT',
      current: { id, version: 2, gender: 'OTHER', birthYear: 1988 },
    });
  });

  it('empties what may be empty, and nothing else', async () => {
    const { id, version } = await register();
    const { correctApplicant } = await caseworker.ask(CORRECT, {
      id,
      version,
      input: { birthDate: null, country: null },
    });
    expect(correctApplicant).toMatchObject({ birthDate: null, birthYear: null, country: null });
    expect(await caseworker.refusal(CORRECT, { id, version: version + 1, input: { gender: null } })).toBe(
      'BAD_USER_INPUT',
    );
  });

  it('lists by year of birth, country, nationality and team', async () => {
    const { id } = await register({ ...yulia(), birthDate: '1931', country: 'AM', nationalities: ['RU', 'AM'] });
    expect(await found({ birthYear: { is: 1931 } })).toEqual([id]);
    expect(
      await found({
        country: { is: 'AM' },
        nationalities: { allOf: ['AM', 'RU'] },
        team: { in: [scene.make.teamOf()] },
      }),
    ).toEqual([id]);
  });

  describe('whose whereabouts are kept back', () => {
    const WHERE =
      'query Where($id: ID!) { applicant(id: $id) { country locality residenceStatuses { nodes { country basis } } } }';

    it('shows the town only when the person lets it be seen', async () => {
      const hidden = await register();
      expect(hidden.locality).toBeNull();
      const open = await register({ ...yulia(), locationDisclosure: 'LOCALITY' });
      expect(open.locality).toBe('Тбилиси');
    });

    it('hides the country too, also from filters and from the permits, except from who may locate', async () => {
      const { id } = await register({
        ...yulia(),
        names: [{ kind: 'LEGAL', full: 'Невидимова Анна' }],
        locationDisclosure: 'NEVER',
      });
      const { applicant } = await caseworker.ask(WHERE, { id });
      expect(applicant).toEqual({
        country: null,
        locality: null,
        residenceStatuses: { nodes: [{ country: null, basis: 'VISA_FREE_STAY' }] },
      });
      expect(await found({ name: 'Невидимова', country: { is: 'GE' } })).toEqual([]);
      expect(await found({ name: 'Невидимова', not: { country: { is: 'GE' } } })).toEqual([id]);
      expect(await found({ name: 'Невидимова', not: { country: { is: 'AM' } } })).toEqual([id]);
      const permits = await caseworker.ask(
        'query P($id: ID!) { residenceStatuses(filter: { applicant: { in: [$id] }, country: { is: "GE" } }) { totalCount } }',
        { id },
      );
      expect(permits.residenceStatuses.totalCount).toBe(0);
      const supervisor = await scene.as('supervisor');
      expect((await supervisor.ask(WHERE, { id })).applicant).toMatchObject({ country: 'GE', locality: 'Тбилиси' });
      expect(await found({ name: 'Невидимова', country: { is: 'GE' } }, supervisor)).toEqual([id]);
    });
  });
});
