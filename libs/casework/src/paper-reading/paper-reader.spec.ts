// The paper reader on real pictures: the program, its engine and its limits.
import { execFileSync } from 'node:child_process';
import sharp from 'sharp';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { zoneOf } from '../../../../test/stage/machine-readable-zone.js';
import { paperPage } from '../../../../test/stage/paper-page.js';
import { PaperReader, rights } from './paper-reader.js';

const today = '2026-11-24';
/** A busy machine is slow; what a slow machine must not do is read something else. */
const reader = new PaperReader({ time: 90_000, memory: 1_000_000_000 });
const zone = zoneOf({
  ...{ format: 'TD3', code: 'P', issuer: 'RUS', number: '712345674', nationality: 'RUS', birth: '870312' },
  ...{ sex: 'F', expiry: '310905', surname: 'LUKIANENKO', given: 'IULIIA', optional: '' },
});

describe('a photograph of a passport', () => {
  it('is read: askew, blurred, grainy and pressed', { timeout: 100_000 }, async () => {
    const photograph = await paperPage(zone, { askew: 1.5, blur: 0.6, grain: 12, quality: 70 });
    expect(await reader.read(photograph, today)).toEqual({
      format: 'TD3',
      documentKind: 'RU_FOREIGN_PASSPORT_10',
      number: '712345674',
      ...{ issuingCountry: 'RU', issuer: 'RUS', nationality: 'RU', nationalityCode: 'RUS' },
      ...{ birthDate: '1987-03-12', sex: 'FEMALE', expiresOn: '2031-09-05' },
      name: { kind: 'TRANSLITERATED', script: 'Latn', scheme: 'ICAO9303', family: 'LUKIANENKO', given: 'IULIIA' },
      checks: { number: true, birthDate: true, expiresOn: true, personalNumber: true, composite: true },
      confidence: 'HIGH',
      lines: zone,
    });
  });

  it('is read from a stream, lying on its side on a table', { timeout: 100_000 }, async () => {
    const upright = await paperPage(zone, { table: 0.1, width: 1600 });
    const turned = await sharp(upright).rotate(90).png().toBuffer();
    const reading = await reader.read(Readable.from([turned.subarray(0, 1000), turned.subarray(1000)]), today);
    expect(reading?.lines).toEqual(zone);
  });
});

describe('a picture without a zone', () => {
  it('gives nothing', { timeout: 100_000 }, async () => {
    expect(await reader.read(await paperPage([]), today)).toBeUndefined();
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a text', Buffer.from('P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<')],
    ['a drawing that would be rendered', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
  ])('is refused when it is %s', { timeout: 100_000 }, async (_is, bytes) => {
    await expect(reader.read(bytes, today)).rejects.toMatchObject({ code: 'PAPER_PICTURE_UNREADABLE' });
  });

  it('is refused when half of it is missing', { timeout: 100_000 }, async () => {
    const whole = await paperPage(zone);
    const half = whole.subarray(0, whole.length / 2);
    await expect(reader.read(half, today)).rejects.toMatchObject({ code: 'PAPER_PICTURE_UNREADABLE' });
  });
});

describe('the program', () => {
  const working = () => execFileSync('ps', ['-eo', 'args']).toString().includes(' 987654321 ');

  it('is ended when its time is over', async () => {
    const hasty = new PaperReader({ time: 300, memory: 987_654_321 });
    await expect(hasty.read(await paperPage(zone), today)).rejects.toMatchObject({ code: 'PAPER_READING_STOPPED' });
    expect(working()).toBe(false);
  });

  it('ends itself when it holds too much memory', { timeout: 100_000 }, async () => {
    const small = new PaperReader({ time: 90_000, memory: 60_000_000 });
    await expect(small.read(await paperPage(zone), today)).rejects.toMatchObject({ code: 'PAPER_READING_STOPPED' });
  });

  it.each([
    ['reads no other file', `require('node:fs').readFileSync('/etc/hosts')`],
    ['writes no file', `require('node:fs').writeFileSync(require('node:os').tmpdir() + '/seen', '')`],
    ['starts no program', `require('node:child_process').execSync('true')`],
  ])('%s', (_what, attack) => {
    expect(() => execFileSync(process.execPath, [...rights(), '--eval', attack], { stdio: 'pipe' })).toThrow(
      /ERR_ACCESS_DENIED/,
    );
  });

  it('passes on what went wrong with the stream', async () => {
    const broken = new Readable({ read: () => broken.destroy(new Error('The line is dead.')) });
    await expect(reader.read(broken, today)).rejects.toThrow('The line is dead.');
  });
});
