// How a person is reached, and what makes that unsafe.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor, Anything } from '../stage/actor.js';
import { stage, type Stage } from '../stage/stage.js';

const POINT = 'id version system value simCountry safe neverUse unsafeSince verifiedAt withdrawnAt codePhrase timeZone';
const ADD = `mutation A($input: AddContactPointInput!) { addContactPoint(input: $input) { ${POINT} } }`;
const CORRECT = `mutation C($id: ID!, $version: Int!, $input: CorrectContactPointInput!) { correctContactPoint(id: $id, version: $version, input: $input) { ${POINT} } }`;
const UNSAFE = `mutation U($id: ID!, $version: Int!, $since: Date) { markContactPointUnsafe(id: $id, version: $version, since: $since) { ${POINT} } }`;
const VERIFY = `mutation V($id: ID!, $version: Int!) { verifyContactPoint(id: $id, version: $version) { ${POINT} } }`;
const WITHDRAW = `mutation W($id: ID!, $version: Int!) { withdrawContactPoint(id: $id, version: $version) { ${POINT} } }`;
const FIND = 'query F($contact: String) { applicants(filter: { contact: $contact }) { nodes { id } } }';

describe('the contact points of an applicant', () => {
  let scene: Stage;
  let caseworker: Actor;
  let applicantId: string;
  beforeAll(async () => {
    scene = await stage();
    caseworker = await scene.as('caseworker');
    ({ id: applicantId } = await scene.make.applicant({ nationalities: ['BY'], country: 'PL' }));
  });

  const add = async (system: string, value: string, more: Anything = {}): Promise<Anything> =>
    (await caseworker.ask(ADD, { input: { applicantId, system, value, ...more } })).addContactPoint;
  const found = async (contact: string): Promise<number> =>
    (await caseworker.ask(FIND, { contact })).applicants.nodes.length;
  const complaint = async (system: string, value: string, more: Anything = {}): Promise<string> => {
    const { errors } = await caseworker.send(ADD, { input: { applicantId, system, value, ...more } });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    return (errors![0]!.extensions.fields as { field: string }[])[0]!.field;
  };

  it('keeps numbers in E.164, read in the country where the person is, with the country of the SIM card', async () => {
    expect(await add('PHONE', '601 234 567')).toMatchObject({ value: '+48601234567', simCountry: 'PL', safe: true });
    expect(await add('SMS', '0049 30 901820')).toMatchObject({ value: '+4930901820', simCountry: 'DE' });
    expect(await add('WHATSAPP', '+7 701 123 45 67')).toMatchObject({ simCountry: 'KZ' });
  });

  it('calls a SIM card of the home state unsafe, whatever runs on it', async () => {
    expect(await add('SIGNAL', '+375 29 123-45-67')).toMatchObject({ simCountry: 'BY', safe: false });
    expect(await add('TELEGRAM', '@anna_k', { simCountry: 'BY' })).toMatchObject({ value: 'anna_k', safe: false });
    expect(await add('TELEGRAM', '@anna_k')).toMatchObject({ simCountry: null, safe: true });
  });

  it('while no nationality is recorded, calls every SIM card unsafe but one of the country where the person is', async () => {
    const safe = async (person: Anything, value: string, more: Anything = {}): Promise<boolean> => {
      const { id } = await scene.make.applicant({ nationalities: [], ...person });
      const input = { applicantId: id, system: 'PHONE', value, ...more };
      return (await caseworker.ask(ADD, { input })).addContactPoint.safe;
    };
    const [belarusian, polish] = ['+375 29 123-45-67', '+48 601 234 567'];
    expect(await safe({ country: 'PL' }, belarusian)).toBe(false);
    expect(await safe({ country: 'PL' }, polish)).toBe(true);
    expect(await safe({}, polish)).toBe(false);
    expect(await safe({ country: 'PL' }, '@anna_k', { system: 'TELEGRAM' })).toBe(true);
    // Where somebody is who wants it kept back must not be told by what is safe.
    expect(await safe({ country: 'PL', locationDisclosure: 'NEVER' }, polish)).toBe(false);
    expect(await safe({ nationalities: ['UA'], country: 'PL', locationDisclosure: 'NEVER' }, polish)).toBe(true);
  });

  it('finds the person by the contact in any way of writing it', async () => {
    await add('PHONE', '+7 916 123-45-67');
    for (const contact of [
      '+7 (916) 123 45 67',
      '8 916 123-45-67',
      '9161234567',
      '79161234567',
      '007 916 1234567',
      '+٧ ٩١٦ ١٢٣ ٤٥ ٦٧',
    ])
      expect([contact, await found(contact)]).toEqual([contact, 1]);
    await add('EMAIL', 'Anna.K@Example.ORG');
    for (const contact of ['anna.k@example.org', ' ANNA.K@EXAMPLE.ORG '])
      expect([contact, await found(contact)]).toEqual([contact, 1]);
    await add('MATRIX', '@zoya:example.org');
    for (const contact of ['zoya:example.org', '@Zoya:example.org'])
      expect([contact, await found(contact)]).toEqual([contact, 1]);
    await add('TELEGRAM', 'https://t.me/Vasilisa_M');
    for (const contact of ['@vasilisa_m', 't.me/Vasilisa_M', 'VASILISA_M'])
      expect([contact, await found(contact)]).toEqual([contact, 1]);
    expect(await found('916123456')).toBe(0);
    expect(await found('anna_k@example.org')).toBe(0);
  });

  it('marks, verifies and withdraws', async () => {
    const { id, version } = await add('PHONE', '+48 602 234 567', {
      codePhrase: 'Как погода в Гродно?',
      timeZone: 'Europe/Warsaw',
    });
    const { verifyContactPoint: verified } = await caseworker.ask(VERIFY, { id, version });
    expect(verified.verifiedAt).toBeTruthy();
    const { correctContactPoint: corrected } = await caseworker.ask(CORRECT, {
      id,
      version: verified.version,
      input: { value: '602 234 568' },
    });
    expect(corrected).toMatchObject({ value: '+48602234568', verifiedAt: null, codePhrase: 'Как погода в Гродно?' });
    const { markContactPointUnsafe: unsafe } = await caseworker.ask(UNSAFE, {
      id,
      version: corrected.version,
      since: '2026-01-01',
    });
    expect(unsafe).toMatchObject({ safe: false, unsafeSince: '2026-01-01' });
    expect(await caseworker.refusal(VERIFY, { id, version: unsafe.version })).toBe('CONTACT_POINT_UNSAFE');
    expect(await caseworker.refusal(UNSAFE, { id, version: unsafe.version, since: '2999-01-01' })).toBe(
      'BAD_USER_INPUT',
    );
    const { withdrawContactPoint: gone } = await caseworker.ask(WITHDRAW, { id, version: unsafe.version });
    expect(gone.withdrawnAt).toBeTruthy();
    expect(await found('+48 602 234 568')).toBe(0);
    expect(await caseworker.refusal(CORRECT, { id, version: gone.version, input: { preferred: true } })).toBe(
      'CONTACT_POINT_WITHDRAWN',
    );
  });

  it('obeys a person who asks never to be reached there', async () => {
    const { id, version } = await add('IN_PERSON', 'В библиотеке по средам', { neverUse: true });
    const { correctContactPoint } = await caseworker.ask(CORRECT, {
      id,
      version,
      input: { neverUse: false, simCountry: null },
    });
    expect(correctContactPoint.safe).toBe(true);
    expect(await caseworker.refusal(CORRECT, { id, version: version + 1, input: { neverUse: null } })).toBe(
      'BAD_USER_INPUT',
    );
  });

  it.each([
    ['quoted local part', '"a@b"@c.org'],
    ['address literal', 'a@[127.0.0.1]'],
    ['320 characters', `${'a'.repeat(64)}@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.${'e'.repeat(60)}.org`],
    ['line break', 'a@example.org\r\nBcc: evil@example.org'],
    ['no domain', 'anna@'],
    ['two dots', 'a..b@example.org'],
    ['host without dot', 'a@localhost'],
    ['address of numbers', 'a@127.0.0.1'],
  ])('B375 refuses an e-mail address with %s', async (_case, value) => {
    expect(await complaint('EMAIL', value)).toBe('input.value');
  });

  it('B375 keeps an international domain in its ASCII form, and finds it by both', async () => {
    expect(await add('EMAIL', 'anna@Почта.рф')).toMatchObject({ value: 'anna@xn--80a1acny.xn--p1ai' });
    expect(await found('anna@почта.рф')).toBe(1);
    expect(await found('anna@xn--80a1acny.xn--p1ai')).toBe(1);
  });

  it.each([
    ['other digits and too short', '+٠١٢'],
    ['an extension', '+48601234567 ext. 5'],
    ['an extension after a semicolon', '+48601234567;ext=5'],
    ['40 digits', `+${'4'.repeat(40)}`],
    ['letters', '1-800-FLOWERS'],
    ['an emergency number', '112'],
    ['nothing but signs', '+()-- -'],
    ['white space only (B349)', '   '],
  ])('B376 refuses a phone number with %s', async (_case, value) => {
    expect(await complaint('PHONE', value)).toBe('input.value');
  });

  it('B376 normalises other digits', async () => {
    expect(await add('PHONE', '+٤٨ 603 234 567')).toMatchObject({ value: '+48603234567' });
  });

  it.each(['EMAIL', 'PHONE', 'TELEGRAM', 'MATRIX', 'SIGNAL'])(
    'B377 is not stopped by a long value for %s',
    async (system) => {
      const from = performance.now();
      for (const value of [
        `${'a'.repeat(50_000)}!`,
        `${'1'.repeat(300)}!`,
        `${'a@'.repeat(150)}`,
        `+${'1 '.repeat(150)}`,
      ])
        expect(await complaint(system, value)).toBe('input.value');
      for (const contact of [`${'a'.repeat(50_000)}!`, '1'.repeat(50_000), '@'.repeat(50_000)])
        expect(await caseworker.refusal(FIND, { contact })).toBe('BAD_USER_INPUT');
      expect(performance.now() - from).toBeLessThan(2_000);
    },
  );

  it('refuses unknown time zones and countries', async () => {
    expect(await complaint('TELEGRAM', 'anna_k', { timeZone: 'Europe/Atlantis' })).toBe('input.timeZone');
    expect(await complaint('TELEGRAM', 'anna_k', { simCountry: 'XX' })).toBe('input.simCountry');
  });

  it('tells nothing to who does not see contacts', async () => {
    expect(await (await scene.as('data-protection-officer')).refusal(FIND, { contact: '+48 601 234 567' })).toBe(
      'FORBIDDEN',
    );
  });
});
