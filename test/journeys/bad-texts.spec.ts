// Bad texts: what cannot be kept is sent to every text field of every operation. Each is refused by its name, and nothing is written.
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
const send = (spot: Spot, text: string) => sendAt(walk, home, scene.nobody, spot, text);

const NOWHERE: [name: string, text: string][] = [
  ['B336: NUL', 'a\u0000b'],
  ['B337: half of a pair', 'a\ud800b'],
  ['B338: the other half', '\udfff'],
  ['B346: a heap of marks', `a${'\u0301'.repeat(10_000)}`],
  ['B347, B348: most of a megabyte', 'a'.repeat(900_000)],
  ['B350: a control character', 'a\u0007b'],
];

describe.each(spotsOf(walk, 'String'))('%s', (_name, spot) => {
  it.each(NOWHERE)('%s is refused by the name of its field', async (_text, text) => {
    const { status, data, errors } = await send(spot, text);
    expect(status).toBeLessThan(500);
    expect(data?.[spot.field.name] ?? null).toBeNull();
    const { code, fields } = errors![0]!.extensions;
    expect(code).toBe('BAD_USER_INPUT');
    expect(fields).toEqual(expect.arrayContaining([expect.objectContaining({ field: spot.place })]));
    expect(errors![0]!.message).not.toContain('aaaa');
  });

  it('B377: 50,000 letters and a sign stop nothing', async () => {
    const from = performance.now();
    // NUL at the end lets no field keep it that may be so long.
    const { status } = await send(spot, `${'a'.repeat(50_000)}!\u0000`);
    expect(status).toBeLessThan(500);
    expect(performance.now() - from).toBeLessThan(2_000);
  });
});

describe('after all that', () => {
  it('everything is as it was, and nothing was a fault of ours', async () => {
    expect(await fingerprint(scene, home.organizationId)).toEqual(before);
    expect(await scene.app.get(Telemetry).registry.metrics()).toMatch(/^haven_faults_total 0$/m);
  });
});
