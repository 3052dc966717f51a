// The names of a person: added, corrected, withdrawn, and which of them is shown.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor, Anything } from '../stage/actor.js';
import { stage, type Stage } from '../stage/stage.js';

const REGISTER =
  'mutation R($input: RegisterApplicantInput!) { registerApplicant(input: $input) { id version displayName names { nodes { id version full primary } } } }';
const NAME = 'id version full family script primary withdrawnAt applicant { id version displayName }';
const ADD = `mutation A($input: AddNameInput!) { addName(input: $input) { ${NAME} } }`;
const CORRECT = `mutation C($id: ID!, $version: Int!, $input: CorrectNameInput!) { correctName(id: $id, version: $version, input: $input) { ${NAME} } }`;
const WITHDRAW = `mutation W($id: ID!, $version: Int!, $reason: String) { withdrawName(id: $id, version: $version, reason: $reason) { ${NAME} } }`;
const PRIMARY = `mutation P($id: ID!, $version: Int!) { makeNamePrimary(id: $id, version: $version) { ${NAME} } }`;
const FIND = 'query F($name: String) { applicants(filter: { name: $name }) { nodes { id } } }';

describe('the names of an applicant', () => {
  let scene: Stage;
  let caseworker: Actor;
  beforeAll(async () => {
    scene = await stage();
    caseworker = await scene.as('caseworker');
  });

  const register = async (...names: Anything[]): Promise<Anything> =>
    (await caseworker.ask(REGISTER, { input: { names } })).registerApplicant;
  const found = async (name: string): Promise<string[]> =>
    (await caseworker.ask(FIND, { name })).applicants.nodes.map(({ id }: Anything) => id);
  const complaint = async (...names: Anything[]): Promise<string | undefined> => {
    const { errors } = await caseworker.send(REGISTER, { input: { names } });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    return (errors![0]!.extensions.fields as { field: string }[] | undefined)?.[0]?.field;
  };

  it('shows the name that says it is primary', async () => {
    const { displayName, names } = await register(
      { kind: 'FORMER', full: 'Zora Old' },
      { kind: 'LEGAL', full: 'Zora New', primary: true },
    );
    expect(displayName).toBe('Zora New');
    expect(names.nodes.map(({ full }: Anything) => full)).toEqual(['Zora New', 'Zora Old']);
  });

  it('refuses two primary names, no name, a name of nothing, and eleven names', async () => {
    expect(
      await complaint({ kind: 'LEGAL', full: 'A', primary: true }, { kind: 'ALIAS', full: 'B', primary: true }),
    ).toBe('input.names[1].primary');
    expect(await complaint()).toBe('input.names');
    expect(await complaint({ kind: 'LEGAL' })).toBe('input.names[0].full');
    expect(await complaint({ kind: 'LEGAL', full: '- … -' })).toBe('input.names[0].full');
    expect(await complaint(...Array.from({ length: 11 }, () => ({ kind: 'ALIAS', full: 'A' })))).toBe('input.names');
  });

  it('refuses an unknown script or language, and days in the wrong order (B401)', async () => {
    expect(await complaint({ kind: 'LEGAL', full: 'A', script: 'Klin' })).toBe('input.names[0].script');
    expect(await complaint({ kind: 'LEGAL', full: 'A', language: 'xx' })).toBe('input.names[0].language');
    expect(await complaint({ kind: 'LEGAL', full: 'A', validFrom: '2020-02-02', validTo: '2020-02-01' })).toBe(
      'input.names[0].validTo',
    );
  });

  it('takes another name as the primary one, and steps down the old', async () => {
    const { id, names } = await register({ kind: 'LEGAL', full: 'Вера Первая' });
    const { addName } = await caseworker.ask(ADD, {
      input: { applicantId: id, kind: 'LEGAL', family: 'Вторая', given: 'Вера' },
    });
    expect(addName).toMatchObject({
      full: 'Вторая Вера',
      script: 'Cyrl',
      primary: false,
      applicant: { displayName: 'Вера Первая' },
    });
    const { makeNamePrimary } = await caseworker.ask(PRIMARY, { id: addName.id, version: addName.version });
    expect(makeNamePrimary).toMatchObject({ primary: true, applicant: { displayName: 'Вторая Вера', version: 2 } });
    const all = await caseworker.ask('query N($id: ID!) { applicant(id: $id) { names { nodes { full primary } } } }', {
      id,
    });
    expect(all.applicant.names.nodes).toEqual([
      { full: 'Вера Первая', primary: false },
      { full: 'Вторая Вера', primary: true },
    ]);
    expect(await caseworker.refusal(PRIMARY, { id: names.nodes[0].id, version: names.nodes[0].version })).toBe(
      'CONFLICT',
    );
  });

  it('can be added as the primary one at once', async () => {
    const { id } = await register({ kind: 'FORMER', full: 'Лада Старая' });
    const { addName } = await caseworker.ask(ADD, {
      input: { applicantId: id, kind: 'LEGAL', full: 'Лада Новая', primary: true },
    });
    expect(addName).toMatchObject({ primary: true, applicant: { displayName: 'Лада Новая' } });
  });

  it('joins the whole anew when a part is corrected, and shows it', async () => {
    const { names } = await register({ kind: 'LEGAL', family: 'Опечатка', given: 'Инна' });
    const [{ id, version }] = names.nodes;
    const { correctName } = await caseworker.ask(CORRECT, { id, version, input: { family: 'Опечатова' } });
    expect(correctName).toMatchObject({ full: 'Опечатова Инна', applicant: { displayName: 'Опечатова Инна' } });
    expect(await found('Опечатка')).toEqual([]);
    expect(await found('Опечатова')).toHaveLength(1);
  });

  it('is kept when withdrawn, with the reason in the history, and no longer found', async () => {
    const { id, names } = await register(
      { kind: 'LEGAL', full: 'Мила Верная' },
      { kind: 'ALIAS', full: 'Мила Ошибочная' },
    );
    const [primary, alias] = names.nodes;
    expect(await caseworker.refusal(WITHDRAW, { id: primary.id, version: primary.version })).toBe('PRIMARY_NAME_STAYS');
    const { withdrawName } = await caseworker.ask(WITHDRAW, {
      id: alias.id,
      version: alias.version,
      reason: 'Другой человек',
    });
    expect(withdrawName.withdrawnAt).toBeTruthy();
    expect(withdrawName.full).toBe('Мила Ошибочная');
    expect(await found('Ошибочная')).toEqual([]);
    expect(await found('Верная')).toEqual([id]);
    expect(
      await caseworker.refusal(CORRECT, { id: alias.id, version: withdrawName.version, input: { full: 'X' } }),
    ).toBe('NAME_WITHDRAWN');
    expect(await caseworker.refusal(PRIMARY, { id: alias.id, version: withdrawName.version })).toBe('NAME_WITHDRAWN');
  });

  it('survives two colleagues who make different names primary at the same moment', async () => {
    const { id, names } = await register(
      { kind: 'LEGAL', full: 'Ева Один' },
      { kind: 'ALIAS', full: 'Ева Два' },
      { kind: 'ALIAS', full: 'Ева Три' },
    );
    const results = await Promise.all(
      names.nodes.slice(1).map((name: Anything) => caseworker.send(PRIMARY, { id: name.id, version: name.version })),
    );
    expect(results.filter(({ errors }) => !errors).length).toBeGreaterThanOrEqual(1);
    const { applicant } = await caseworker.ask(
      'query N($id: ID!) { applicant(id: $id) { displayName names { nodes { full primary } } } }',
      { id },
    );
    const primary = applicant.names.nodes.filter((name: Anything) => name.primary);
    expect(primary).toHaveLength(1);
    expect(applicant.displayName).toBe(primary[0].full);
  });

  it('is out of reach for a caseworker of another team', async () => {
    const { id, names } = await register({ kind: 'LEGAL', full: 'Чужая Анна' });
    const other = await scene.as('caseworker', { teamId: await scene.make.team() });
    expect(await other.refusal(CORRECT, { id: names.nodes[0].id, version: 1, input: { full: 'X' } })).toBe('NOT_FOUND');
    expect(await other.refusal(ADD, { input: { applicantId: id, kind: 'ALIAS', full: 'X' } })).toBe('NOT_FOUND');
  });

  describe('typed by people, programs and enemies', () => {
    const kept = async (full: string): Promise<string> => (await register({ kind: 'LEGAL', full })).displayName;
    const place = 'input.names[0].full';

    it.each([
      ['B336 NUL byte', 'a\u0000b'],
      ['B337 lone high surrogate', 'a\ud800b'],
      ['B338 lone low surrogate', 'a\udfffb'],
      ['B346 combining flood', `a${'\u0301'.repeat(10_000)}`],
      ['B347 1 MB name', 'a'.repeat(900_000)],
      ['B349 only white space', ' \u00a0\u3000\u2800 '],
      ['B350 control character', 'a\u0007b'],
      ['B350 line break', 'a\nb'],
      ['B350 line separator', 'a\u2028b'],
      ['B377 regex bomb', `${'a'.repeat(50_000)}!`],
    ])('refuses %s', async (_case, full) => {
      expect(await complaint({ kind: 'LEGAL', full })).toBe(place);
    });

    it.each([
      ['B341 right-to-left names', 'فرشته کریمی'],
      ['B355 letters that grow when made small', 'Ⱥnna Ⱦest'],
      ['B360 LIKE metacharacters', '100%_\\ Name'],
      ['B361 full-text operators', 'a & | ! <-> :*'],
      ['B363 template injection', 'x {{7*7}} ${7*7} <%= 7*7 %>'],
    ])('keeps %s as typed, and finds it', async (_case, full) => {
      expect(await kept(full)).toBe(full);
      expect(await found(full)).not.toEqual([]);
    });

    it('takes out bidi overrides and finds the name without them (B342)', async () => {
      expect(await kept('\u202eМайа\u202c Бидина')).toBe('Майа Бидина');
      expect(await found('Майа \u2067Бидина\u2069')).toHaveLength(1);
    });

    it('takes out characters of no width (B343)', async () => {
      expect(await kept('Зина\u200b Ну\ufeffлевая')).toBe('Зина Нулевая');
      expect(await found('Ну\u200bлевая')).toHaveLength(1);
    });

    it('stores one form of й and finds it by both (B345)', async () => {
      expect(await kept('Николаи\u0306 Композитный')).toBe('Николай Композитный');
      expect(await found('Николаи\u0306')).toEqual(await found('Николай'));
    });

    it('finds a Turkish name by either i (B353)', async () => {
      const { id } = await register({ kind: 'LEGAL', full: 'İSMAİL Yılmaz' });
      expect(await found('ısmail yilmaz')).toEqual([id]);
    });

    it('refuses a filter of half a surrogate pair (B337), of nothing (B349) and of a megabyte (B347)', async () => {
      for (const name of ['\ud800', '   ', '\u0000', 'a'.repeat(900_000)])
        expect(await caseworker.refusal(FIND, { name })).toBe('BAD_USER_INPUT');
    });
  });
});
