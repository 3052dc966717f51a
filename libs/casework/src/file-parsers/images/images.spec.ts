// Images: measured before they are decoded, upright, without what their camera noted, and never more than an image.
import { deflateSync, crc32 } from 'node:zlib';
import sharp, { type Metadata, type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { anew, look } from '../../../../../test/stage/looking.js';
import { INSPECTION_LIMITS } from '../../file-inspection/verdict.js';
import { lookInto } from '../look.js';

/** A red picture, 32 by 16, as a telephone stores it. Nothing that comes from npm writes such files. */
const HEIC = Buffer.from(
  [
    'AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAa1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAA',
    'AAAAAAAAAAAA5waXRtAAAAAAACAAAAEGlkYXQAAAAAACAAEAAAADhpbG9jAQAAAERAAAIAAQAAAAAAAAHRAAEAAAAA',
    'AAAAKwACAAEAAAAAAAAAAQAAAAAAAAAIAAAAOGlpbmYAAAAAAAIAAAAVaW5mZQIAAAEAAQAAaHZjMQAAAAAVaW5mZQ',
    'IAAAAAAgAAZ3JpZAAAAADYaXBycAAAALZpcGNvAAAAdmh2Y0MBA3AAAAAAAAAAAAAe8AD8/fj4AAAPAyAAAQAYQAEM',
    'Af//A3AAAAMAkAAAAwAAAwAeugJAIQABACpCAQEDcAAAAwCQAAADAAADAB6gIIEFluqumubgQEDAgAAAAwCAAAADAI',
    'QiAAEABkQBwXPBiQAAABRpc3BlAAAAAAAAAEAAAABAAAAAFGlzcGUAAAAAAAAAIAAAABAAAAAQcGl4aQAAAAADCAgI',
    'AAAAGmlwbWEAAAAAAAAAAgABAoECAAICA4QAAAAaaXJlZgAAAAAAAAAOZGltZwACAAEAAQAAADNtZGF0AAAAJygBrx',
    'khYEJA712lv/+Iyv+YgX+u1t8pkoCmlwTXiJkLA4GAjZGdOA==',
  ].join(''),
  'base64',
);

const made = (): Sharp => sharp({ create: { width: 40, height: 20, channels: 3, background: '#c00' } });

const SAMPLES: [name: string, mediaType: string, becomes: string, file: () => Promise<Buffer>][] = [
  ['a.jpg', 'image/jpeg', 'image/jpeg', () => made().jpeg().toBuffer()],
  ['a.png', 'image/png', 'image/png', () => made().png().toBuffer()],
  ['a.webp', 'image/webp', 'image/jpeg', () => made().webp().toBuffer()],
  ['a.tif', 'image/tiff', 'image/jpeg', () => made().tiff().toBuffer()],
  ['a.avif', 'image/avif', 'image/jpeg', () => made().avif().toBuffer()],
  ['a.heic', 'image/heic', 'image/jpeg', async () => HEIC],
];

const seen = (bytes: Buffer): Promise<Metadata> => sharp(bytes).metadata();

describe('an image', () => {
  it.each(SAMPLES)('is accepted and made anew: %s', async (name, mediaType, becomes, file) => {
    const bytes = await file();
    const verdict = await look(bytes, name);
    expect(verdict).toMatchObject({ accepted: true, mediaType });
    const { width, height } = verdict as { width: number; height: number };
    expect(width).toBe(2 * height);
    const again = await anew(bytes, mediaType);
    expect(again.mediaType).toBe(becomes);
    expect(await seen(again.bytes)).toMatchObject({ format: becomes.split('/')[1], width, height });
    const { channels } = await sharp(again.bytes).stats();
    expect(channels[0]!.mean).toBeGreaterThan(180);
    expect(channels[1]!.mean).toBeLessThan(40);
  });

  it('is upright, and says nothing of where and with what it was taken', async () => {
    const noted = { IFD0: { Make: 'Telephone', Artist: 'Somebody' }, IFD3: { GPSLatitude: '55/1 45/1 0/1' } };
    const file = await made()
      .jpeg()
      .withExif(noted)
      .withMetadata({ orientation: 6 })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>')
      .toBuffer();
    expect(await seen(file)).toMatchObject({
      orientation: 6,
      width: 40,
      exif: expect.any(Buffer),
      xmp: expect.any(Buffer),
    });
    expect(await look(file, 'a.jpg')).toMatchObject({ accepted: true, width: 20, height: 40 });
    const { bytes } = await anew(file, 'image/jpeg');
    const after = await seen(bytes);
    expect(after).toMatchObject({ width: 20, height: 40 });
    expect(['orientation', 'exif', 'xmp', 'iptc', 'icc', 'comments'].filter((key) => key in after)).toEqual([]);
    expect(bytes.includes('Telephone')).toBe(false);
  });

  it('B290 that is a page as well loses the page', async () => {
    const jpeg = await made().jpeg().toBuffer();
    const remark = Buffer.from('<script>alert(1)</script>');
    const length = Buffer.alloc(2);
    length.writeUInt16BE(remark.length + 2);
    const file = Buffer.concat([
      jpeg.subarray(0, 2),
      Buffer.from([0xff, 0xfe]),
      length,
      remark,
      jpeg.subarray(2),
      Buffer.from('<html><script>2</script>'),
    ]);
    expect(await look(file, 'a.jpg')).toMatchObject({ accepted: true });
    const { bytes } = await anew(file, 'image/jpeg');
    expect(bytes.includes('script')).toBe(false);
    expect(bytes.subarray(-2).toString('hex')).toBe('ffd9');
  });

  it('with holes in it lies on white', async () => {
    const clear = await sharp({
      create: { width: 4, height: 4, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
      .webp()
      .toBuffer();
    const { bytes } = await anew(clear, 'image/webp');
    expect((await sharp(bytes).stats()).channels[0]!.mean).toBeGreaterThan(250);
  });
});

describe('an image is refused', () => {
  it('B307 that would be enormous, before anything is decoded', async () => {
    const row = Buffer.alloc(1 + 50_000 / 8);
    const file = png(50_000, 50_000, deflateSync(Buffer.concat(Array.from({ length: 2_000 }, () => row))));
    const begun = performance.now();
    expect(await lookInto(file, INSPECTION_LIMITS)).toEqual({ accepted: false, reason: 'TOO_MANY_PIXELS' });
    expect(performance.now() - begun).toBeLessThan(1_000);
    await expect(anew(file, 'image/png')).rejects.toThrow('TOO_MANY_PIXELS');
  });

  it('that is longer than a JPEG can be', async () => {
    const file = await sharp({ create: { width: 70_000, height: 1, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    expect(await look(file, 'a.png')).toEqual({ accepted: false, reason: 'TOO_MANY_PIXELS' });
  });

  it('of several pages: the others would be lost', async () => {
    const pages = { raw: { width: 10, height: 20, channels: 3, pageHeight: 10 } } as const;
    const file = await sharp(Buffer.alloc(600), pages).tiff().toBuffer();
    expect((await seen(file)).pages).toBe(2);
    expect(await look(file, 'a.tif')).toEqual({ accepted: false, reason: 'TOO_MANY_PAGES' });
  });

  it.each(SAMPLES)('that is cut in the middle: %s', async (_name, _mediaType, _becomes, file) => {
    const whole = await file();
    expect(await lookInto(whole.subarray(0, whole.length / 2), INSPECTION_LIMITS)).toMatchObject({ accepted: false });
  });

  it.each(SAMPLES)(
    'B310 or not, when bytes of its head are others, but always with an answer: %s',
    async (name, _mediaType, _becomes, file) => {
      const whole = await file();
      // The same every time: a verdict must not be a matter of luck.
      let dice = 7;
      const thrown = (most: number): number => (dice = (dice * 48_271) % 2_147_483_647) % most;
      const broken = Array.from({ length: 8 }, () => {
        const copy = Buffer.from(whole);
        for (let times = 0; times < 6; times++) copy[4 + thrown(Math.min(300, whole.length - 4))] = thrown(256);
        return copy;
      });
      const verdicts = [];
      for (const one of broken) verdicts.push(await look(one, name));
      expect(verdicts.map(({ accepted }) => typeof accepted)).toEqual(broken.map(() => 'boolean'));
      expect(verdicts.some(({ accepted }) => !accepted)).toBe(true);
    },
  );
});

/** A PNG with one bit a pixel. @param packed its rows, packed; there may be fewer than it says */
function png(width: number, height: number, packed: Buffer): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width);
  head.writeUInt32BE(height, 4);
  head[8] = 1;
  const chunk = (name: string, content: Buffer): Buffer => {
    const named = Buffer.concat([Buffer.from(name), content]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(content.length);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, sum]);
  };
  const mark = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([mark, chunk('IHDR', head), chunk('IDAT', packed), chunk('IEND', Buffer.alloc(0))]);
}
