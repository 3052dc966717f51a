// Stays: entries and exits, what they leave of the days that a country gives, and who is told where somebody is.
import { setTimeout as sleep } from 'node:timers/promises';
import { Applicant, LocationDisclosure, Stay } from '@haven/casework';
import { addDays, dayIn, newId, now, withClock } from '@haven/kernel';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor, Answer, Anything } from '../stage/actor.js';
import { sqlRows } from '../stage/behind.js';
import { stage, type Stage } from '../stage/stage.js';

const STAY = 'id version country basis enteredOn leftOn registeredOn crossing note withdrawnAt applicant { id }';
const ADD = `mutation ($input: AddStayInput!) { addStay(input: $input) { ${STAY} } }`;
const CORRECT = `mutation ($id: ID!, $version: Int!, $input: CorrectStayInput!) { correctStay(id: $id, version: $version, input: $input) { ${STAY} } }`;
const WITHDRAW = `mutation ($id: ID!, $version: Int!, $reason: String) { withdrawStay(id: $id, version: $version, reason: $reason) { ${STAY} } }`;
const BALANCES = `query ($applicantId: ID!, $on: Date, $country: String, $forDays: Int) { stayBalances(applicantId: $applicantId, on: $on, country: $country, forDays: $forDays) { rule { code kind days windowDays source checkedOn } daysUsed daysLeft lawfulUntil entryPossibleOn } }`;
const DAY = dayIn(now(), 'Europe/Vilnius');
const AGO = (days: number): string => addDays(DAY, -days);

let scene: Stage;
let caseworker: Actor;
beforeAll(async () => {
  scene = await stage();
  caseworker = await scene.as('caseworker');
});

const add = async (applicantId: string, input: Anything): Promise<Anything> =>
  (await caseworker.ask(ADD, { input: { applicantId, basis: 'VISA_FREE_STAY', ...input } })).addStay;
const balances = async (actor: Actor, variables: Anything): Promise<Anything> =>
  (await actor.ask(BALANCES, variables)).stayBalances;

describe('a stay', () => {
  let applicantId: string;
  beforeAll(async () => {
    ({ id: applicantId } = await scene.make.applicant({ nationalities: ['RU'] }));
  });

  it('is noted on entry, ended on exit, and kept encrypted where it speaks of places', async () => {
    const input = { country: 'RS', enteredOn: AGO(50), crossing: 'Horgoš, bus', note: 'Ночью,\nодна' };
    const entered = await add(applicantId, input);
    expect(entered).toMatchObject({
      ...input,
      crossing: null,
      version: 1,
      leftOn: null,
      applicant: { id: applicantId },
    });
    const left = { leftOn: AGO(30), registeredOn: AGO(49) };
    const { correctStay } = await caseworker.ask(CORRECT, { id: entered.id, version: 1, input: left });
    expect(correctStay).toMatchObject({ ...left, version: 2, country: 'RS' });
    expect(await caseworker.refusal(CORRECT, { id: entered.id, version: 1, input: { note: 'Late' } })).toBe('CONFLICT');
    const [kept] = await sqlRows(
      scene,
      "select position('Horgo'::bytea in crossing) + position('одна'::bytea in note) as found from stay where id = $1",
      [entered.id],
    );
    expect(kept).toEqual({ found: 0 });
  });

  it('is made once when the request comes twice', async () => {
    const { id: someone } = await scene.make.applicant();
    const input = { id: newId(), country: 'GE', enteredOn: AGO(3) };
    const sent = { input: { applicantId: someone, basis: 'VISA_FREE_STAY', ...input } };
    const first = await caseworker.ask(ADD, sent);
    expect(await caseworker.ask(ADD, sent)).toEqual(first);
  });

  it('is refused on days that cannot be, naming the field', async () => {
    const { id: someone } = await scene.make.applicant();
    const complaint = async (input: Anything): Promise<unknown> => {
      const { errors } = await caseworker.send(ADD, {
        input: { applicantId: someone, country: 'GE', basis: 'VISA_FREE_STAY', enteredOn: AGO(3), ...input },
      });
      expect([input, errors?.[0]?.extensions.code]).toEqual([input, 'BAD_USER_INPUT']);
      return (errors![0]!.extensions.fields as { field: string }[])[0]!.field;
    };
    expect(await complaint({ enteredOn: '1899-12-31' })).toBe('input.enteredOn');
    expect(await complaint({ enteredOn: '0001-01-01' })).toBe('input.enteredOn');
    expect(await complaint({ enteredOn: addDays(DAY, 2) })).toBe('input.enteredOn');
    expect(await complaint({ enteredOn: '9999-12-31' })).toBe('input.enteredOn');
    expect(await complaint({ enteredOn: '2026-02-30' })).toContain('enteredOn');
    expect(await complaint({ leftOn: AGO(4) })).toBe('input.leftOn');
    expect(await complaint({ leftOn: addDays(DAY, 2) })).toBe('input.leftOn');
    expect(await complaint({ registeredOn: AGO(4) })).toBe('input.registeredOn');
    expect(await complaint({ country: 'GEO' })).toBe('input.country');
    expect(await complaint({ country: 'ge' })).toBe('input.country');
    expect(await complaint({ basis: 'constructor' })).toBe('input.basis');
    expect(await complaint({ crossing: 'x'.repeat(201) })).toBe('input.crossing');
    expect(await complaint({ note: 'a\u0000b' })).toBe('input.note');
    expect(await sqlRows(scene, 'select 1 from stay where applicant_id = $1', [someone])).toEqual([]);
  });

  it('leaves nobody in two places, but for the day of crossing the border', async () => {
    const { id: someone } = await scene.make.applicant({ nationalities: ['RU'] });
    const georgia = await add(someone, { country: 'GE', enteredOn: AGO(100) });
    const armenia = { applicantId: someone, country: 'AM', basis: 'VISA_FREE_STAY', enteredOn: AGO(20) };
    const { errors } = await caseworker.send(ADD, { input: armenia });
    expect(errors![0]!.extensions).toMatchObject({ code: 'STAY_OVERLAPS', stayId: georgia.id });
    expect(errors![0]!.message).not.toContain('GE');
    await caseworker.ask(CORRECT, { id: georgia.id, version: 1, input: { leftOn: AGO(20) } });
    const { addStay } = await caseworker.ask(ADD, { input: armenia });
    const back = { id: georgia.id, version: 2, input: { leftOn: null } };
    expect(await caseworker.refusal(CORRECT, back)).toBe('STAY_OVERLAPS');
    await caseworker.ask(WITHDRAW, { id: addStay.id, version: 1, reason: 'Another person' });
    const { correctStay } = await caseworker.ask(CORRECT, back);
    expect(correctStay.leftOn).toBeNull();
    expect(await caseworker.refusal(CORRECT, { id: addStay.id, version: 2, input: { note: 'x' } })).toBe(
      'STAY_WITHDRAWN',
    );
    const withdrawn = await caseworker.ask(WITHDRAW, { id: addStay.id, version: 2 });
    expect(withdrawn.withdrawStay.version).toBe(2);
  });

  it('is noted once when two colleagues note it at the same time', async () => {
    const { id: someone } = await scene.make.applicant();
    const stay = { applicantId: someone, country: 'GE', basis: 'VISA_FREE_STAY', enteredOn: AGO(5) };
    let second: Promise<Answer> | undefined;
    await scene.make.within(scene.make.home, async () => {
      const applicants = scene.make.repository(Applicant);
      await applicants.find({ id: someone }, 'unscoped', { limit: 1, lock: true });
      await scene.make.repository(Stay).add(stay);
      second = caseworker.send(ADD, { input: stay });
      await sleep(300);
    });
    expect((await second!).errors?.[0]?.extensions.code).toBe('STAY_OVERLAPS');
  });
});

describe('the balance of days', () => {
  it('tells what is used and left under each rule that binds the person, and until when they may stay', async () => {
    const { id: applicantId } = await scene.make.applicant({ nationalities: ['RU'] });
    await add(applicantId, { country: 'TR', enteredOn: AGO(70), leftOn: AGO(31) });
    await add(applicantId, { country: 'TR', enteredOn: AGO(9) });
    const found = await balances(caseworker, { applicantId, forDays: 60 });
    expect(found).toEqual([
      expect.objectContaining({
        rule: expect.objectContaining({ code: 'TR_RU_60', kind: 'PER_ENTRY', days: 60, windowDays: null }),
        ...{ daysUsed: 10, daysLeft: 50, lawfulUntil: addDays(DAY, 50), entryPossibleOn: DAY },
      }),
      expect.objectContaining({
        rule: expect.objectContaining({ code: 'TR_RU_90_180', checkedOn: '2013-05-20' }),
        // 40 days and 10; then 40 more. The first day falls out of the window in 110 days.
        ...{ daysUsed: 50, daysLeft: 40, lawfulUntil: addDays(DAY, 40) },
      }),
    ]);
    const past = await balances(caseworker, { applicantId, on: AGO(40) });
    expect(past.map(({ daysUsed }: Anything) => daysUsed)).toEqual([31, 31]);
  });

  it('counts the countries of an area together, not under a permit, and never for citizens', async () => {
    const stays = async (nationalities: string[]): Promise<Anything> => {
      const { id: applicantId } = await scene.make.applicant({ nationalities });
      await add(applicantId, { country: 'PL', basis: 'TOURIST_VISA', enteredOn: AGO(30), leftOn: AGO(20) });
      await add(applicantId, { country: 'DE', basis: 'TOURIST_VISA', enteredOn: AGO(20), leftOn: AGO(15) });
      await add(applicantId, { country: 'LT', basis: 'HUMANITARIAN_RESIDENCE', enteredOn: AGO(15) });
      return balances(caseworker, { applicantId });
    };
    expect(await stays(['BY'])).toMatchObject([{ rule: { code: 'SCHENGEN_90_180' }, daysUsed: 16, daysLeft: 74 }]);
    expect(await stays([])).toHaveLength(1);
    expect(await stays(['BY', 'LT'])).toEqual([]);
    expect(await stays(['IE'])).toEqual([]);
  });

  it('looks ahead at a country where the person has never been', async () => {
    const { id: applicantId } = await scene.make.applicant({ nationalities: ['UA'] });
    expect(await balances(caseworker, { applicantId })).toEqual([]);
    expect(await balances(caseworker, { applicantId, country: 'GE', on: '2027-01-01' })).toMatchObject([
      { rule: { code: 'GE_UA_1095' }, daysUsed: 0, daysLeft: 1095, lawfulUntil: '2029-12-30' },
    ]);
  });

  it('is refused for days, countries and lengths that are none', async () => {
    const { id: applicantId } = await scene.make.applicant();
    const asked = [{ on: '1899-12-31' }, { on: '9999-12-31' }, { country: 'XX1' }, { forDays: 0 }, { forDays: 1101 }];
    for (const each of asked) {
      const { errors } = await caseworker.send(BALANCES, { applicantId, ...each });
      expect([each, errors?.[0]?.extensions.code]).toEqual([each, 'BAD_USER_INPUT']);
    }
    expect(await balances(caseworker, { applicantId: newId() })).toBeNull();
  });
});

describe('where somebody is', () => {
  it('is kept back as they wish: in stays, deadlines and balances, and from whoever filters by it', async () => {
    const supervisor = await scene.as('supervisor');
    const kept = { nationalities: ['RU'], locationDisclosure: LocationDisclosure.NEVER };
    const { id: applicantId } = await scene.make.applicant(kept);
    const crossing = 'Upper Lars';
    const stay = await add(applicantId, { country: 'GE', enteredOn: AGO(10), crossing });
    expect(stay).toMatchObject({ country: null, crossing: null });
    const query = `query ($id: ID!) {
      applicant(id: $id) { stays { nodes { country crossing } } deadlines { nodes { kind dueOn country rule stay { country } } } }
      stays(filter: { applicant: { in: [$id] }, country: { is: "GE" } }) { totalCount }
      deadlines(filter: { applicant: { in: [$id] }, country: { in: ["GE"] } }) { totalCount }
      byRule: deadlines(filter: { applicant: { in: [$id] }, rule: { is: "GE_RU_365" } }) { totalCount }
    }`;
    const due = { kind: 'STAY_ENDS', dueOn: addDays(DAY, 354) };
    expect(await caseworker.ask(query, { id: applicantId })).toEqual({
      applicant: {
        stays: { nodes: [{ country: null, crossing: null }] },
        deadlines: { nodes: [{ ...due, country: null, rule: null, stay: { country: null } }] },
      },
      ...{ stays: { totalCount: 0 }, deadlines: { totalCount: 0 }, byRule: { totalCount: 0 } },
    });
    expect(await caseworker.refusal(BALANCES, { applicantId })).toBe('FORBIDDEN');
    expect(await supervisor.ask(query, { id: applicantId })).toMatchObject({
      applicant: {
        stays: { nodes: [{ country: 'GE', crossing }] },
        deadlines: { nodes: [{ ...due, country: 'GE', rule: 'GE_RU_365' }] },
      },
      ...{ stays: { totalCount: 1 }, deadlines: { totalCount: 1 }, byRule: { totalCount: 1 } },
    });
    expect(await balances(supervisor, { applicantId })).toHaveLength(1);
    const open = await scene.make.applicant({ ...kept, locationDisclosure: LocationDisclosure.LOCALITY });
    expect(await add(open.id, { country: 'GE', enteredOn: AGO(10), crossing })).toMatchObject({
      country: 'GE',
      crossing,
    });
  });
});

describe('the stay rules', () => {
  const RULES =
    'query ($country: String, $nationality: String) { stayRules(country: $country, nationality: $nationality) { code kind countries nationalities exempt bases days windowDays source checkedOn validFrom validTo } }';

  it('are told with their source to everyone signed in, by country and nationality', async () => {
    const partner = await scene.as('partner');
    const { stayRules } = await partner.ask(RULES);
    expect(stayRules.length).toBeGreaterThan(10);
    for (const { source, checkedOn } of stayRules) {
      expect(source).toMatch(/\w{4}/);
      expect(checkedOn <= DAY).toBe(true);
    }
    const codes = async (variables: Anything): Promise<string[]> =>
      (await partner.ask(RULES, variables)).stayRules.map(({ code }: Anything) => code);
    expect(await codes({ country: 'TR', nationality: 'BY' })).toEqual(['TR_BY_30', 'TR_BY_90_365']);
    expect(await codes({ country: 'LT', nationality: 'RU' })).toEqual(['SCHENGEN_90_180']);
    expect(await codes({ country: 'LT', nationality: 'PL' })).toEqual([]);
    expect(await codes({ country: 'XX' })).toEqual([]);
    expect(await scene.nobody.refusal(RULES)).toBe('UNAUTHENTICATED');
  });

  it('hold from their first day on', async () => {
    const { id: applicantId } = await scene.make.applicant({ nationalities: ['RU'] });
    const on = (day: string): Promise<Anything> =>
      withClock(`${day}T12:00:00Z`, () => balances(caseworker, { applicantId, country: 'KZ', on: day }));
    expect(await on('2023-01-26')).toEqual([]);
    expect(await on('2023-01-27')).toMatchObject([{ rule: { code: 'KZ_EAEU_90_180' }, daysLeft: 90 }]);
  });
});
