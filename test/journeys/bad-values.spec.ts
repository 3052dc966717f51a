// Bad values: days, moments, numbers and ids that are none are sent wherever one is taken. Each is refused by its name, and nothing is written.
import { Telemetry } from '@haven/platform';
import { describe, expect, it } from 'vitest';
import { driverOf, SchemaWalk } from '../stage/schema-walk.js';
import { sendAt, spotsOf, type Spot } from '../stage/spots.js';
import { stage } from '../stage/stage.js';
import { fingerprint, twin } from '../stage/twins.js';

const scene = await stage();
const walk = new SchemaWalk(driverOf(scene.app));
const home = await twin(scene, { family: 'Kavaliova', phone: '+37060000001', passport: 'MP1111111' });
const before = await fingerprint(scene, home.organizationId);

type Value = [name: string, value: unknown];
const WORDS = ['infinity', '-infinity', 'now', 'epoch', 'today', '2024-01-01 BC'];

const NO_DAY: Value[] = [
  ['B384: a negative year', '-000001-01-01'],
  ['B384: a year of six digits', '+275760-09-14'],
  ['B385: a year of six digits', '294277-01-01'],
  ...WORDS.map((word): Value => [`B386: ${word}`, word]),
  ['B398: the day first', '03/04/2024'],
  ['B399: other digits', '۲۰۲۴-۰۱-۰۱'],
  ['B400: a count of seconds', 1_700_000_000],
  ['B414: true', true],
  ['no such day', '2024-02-30'],
];
const NO_MOMENT: Value[] = [
  ...NO_DAY.slice(0, -1),
  ['B391: without a zone', '2024-01-01T10:00:00'],
  ['B392: hour 24', '2024-01-01T24:00:00Z'],
  ['B392: hour 25', '2024-01-01T25:00:00Z'],
  ['B392: second 60', '2024-01-01T10:00:60Z'],
  ['B393: a leap second', '2016-12-31T23:59:60Z'],
];
const DAY_AND_TIME: Value = ['B390: a day with a time', '2024-01-01T00:00:00Z'];
const NO_NUMBER: Value[] = [
  ['B404: as large as can be', Number.MAX_VALUE],
  ['B407: 2 to the 31st', 2 ** 31],
  ['B408: 2 to the 53rd and 1', '9007199254740993'],
  ['B409: 2 to the 63rd', 2 ** 63],
  ...['5', '0x10', '1e3', '０５', '٥'].map((text): Value => [`B412: the text ${text}`, text]),
  ['B414: true', true],
  ['B416: a comma', '1,5'],
  ['a fraction', 1.5],
];
const TAKEN: Record<string, Value[]> = {
  Date: [...NO_DAY, DAY_AND_TIME, ['B389: a year', '1987']],
  PartialDate: [...NO_DAY, DAY_AND_TIME, ['B389: in words', 'about 1987']],
  DateTime: NO_MOMENT,
  Int: NO_NUMBER,
};

describe.each(Object.keys(TAKEN).flatMap((scalar) => spotsOf(walk, scalar).map((spot) => [scalar, ...spot] as const)))(
  'as a %s in %s',
  (scalar, _place, spot: Spot) => {
    it.each(TAKEN[scalar]!)('%s is refused by the name of its field, and not repeated', async (_name, value) => {
      const { status, data, errors } = await sendAt(walk, home, scene.nobody, spot, value);
      expect(status).toBeLessThan(500);
      expect(data?.[spot.field.name] ?? null).toBeNull();
      expect(errors![0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ field: spot.place }] });
      expect(errors![0]!.message).not.toContain(String(value));
    });
  },
);

describe.each(spotsOf(walk, 'ID').filter(([, { place }]) => /[.[]/.test(place)))('as an id in %s', (_name, spot) => {
  it.each(['x', '5', "' or 1=1--", `${'0'.repeat(36)}`, 'a\u0000b'])('%j is refused by its name', async (id) => {
    const { errors } = await sendAt(walk, home, scene.nobody, spot, id);
    const { code, fields } = errors![0]!.extensions;
    expect(code).toBe('BAD_USER_INPUT');
    expect(fields).toEqual(expect.arrayContaining([expect.objectContaining({ field: spot.place })]));
  });
});

describe('after all that', () => {
  it('everything is as it was, and nothing was a fault of ours', async () => {
    expect(await fingerprint(scene, home.organizationId)).toEqual(before);
    expect(await scene.app.get(Telemetry).registry.metrics()).toMatch(/^haven_faults_total 0$/m);
  });
});
