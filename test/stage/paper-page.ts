// Pages of papers for tests: a drawn page with a portrait, printed fields and a zone, then photographed badly.
import { createRequire } from 'node:module';
import sharp from 'sharp';

/** How the photograph was taken. */
export interface Photograph {
  /** Width of the page in pixels. */
  width?: number;
  /** By how many degrees the page lies askew. */
  askew?: number;
  /** Sigma of the blur, in pixels. */
  blur?: number;
  /** JPEG quality, 1 to 100. */
  quality?: number;
  /** Sigma of the grain of a dark room. */
  grain?: number;
  /** How much table is seen on each side, as a part of the page's width. */
  table?: number;
  /** Another font than the one for tests. */
  font?: { file: string; name: string };
}

/** An open font of one width whose signs are near to those of the zone; no system font is needed. */
const oxygen = {
  file: createRequire(import.meta.url).resolve('@expo-google-fonts/oxygen-mono/400Regular/OxygenMono_400Regular.ttf'),
  name: 'Oxygen Mono',
};

/** A JPEG of a page with these lines as its zone; no lines, no zone. */
export async function paperPage(zone: readonly string[], photograph: Photograph = {}): Promise<Buffer> {
  const { width = 1400, askew = 0, blur = 0, quality = 80, grain = 8, table = 0, font = oxygen } = photograph;
  const height = Math.round((width * 88) / 125);
  const printed = await written(['PASSPORT', '', 'Surname', 'ERIKSSON', 'Given names', 'ANNA MARIA'], font, width / 30);
  const layers = [{ input: printed, left: Math.round(width * 0.34), top: Math.round(height * 0.12) }];
  if (zone.length > 0) {
    const strip = await sharp(await written(zone, font, 60))
      .resize({ width: Math.round(width * 0.92) })
      .png()
      .toBuffer();
    const { height: high } = await sharp(strip).metadata();
    layers.push({ input: strip, left: Math.round(width * 0.04), top: Math.round(height * 0.96) - high });
  }
  let page = await sharp(Buffer.from(background(width, height)))
    .composite(layers)
    .removeAlpha()
    .png()
    .toBuffer();
  if (askew !== 0) page = await sharp(page).rotate(askew, { background: '#777' }).png().toBuffer();
  const edge = Math.round(width * table);
  const sides = { top: edge, bottom: edge, left: edge, right: edge, background: '#5b4a3a' };
  if (edge > 0) page = await sharp(page).extend(sides).png().toBuffer();
  if (blur > 0) page = await sharp(page).blur(blur).png().toBuffer();
  if (grain > 0)
    page = await sharp(page)
      .composite([{ input: await noise(page, grain), blend: 'soft-light' }])
      .png()
      .toBuffer();
  return sharp(page).jpeg({ quality }).toBuffer();
}

function written(lines: readonly string[], font: { file: string; name: string }, size: number): Promise<Buffer> {
  const text = lines.join('\n').replaceAll('<', '&lt;');
  const markup = `<span foreground="#1a1a1a" font_desc="${font.name} ${Math.round(size)}">${text}</span>`;
  const how = { fontfile: font.file, rgba: true, spacing: Math.round(size * 0.8), dpi: 72, wrap: 'none' as const };
  return sharp({ text: { text: markup, ...how } })
    .png()
    .toBuffer();
}

/** Paper with the wavy lines that are printed against forgers, and a portrait. */
function background(width: number, height: number): string {
  const waves = Array.from({ length: 40 }, (_, row) => {
    const y = (row * height) / 40;
    const bend = y + 60 * Math.sin(row);
    return `<path d="M0 ${y} Q ${width / 2} ${bend} ${width} ${y}" stroke="#c9b8c8" fill="none"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="#ece6df"/>${waves.join('')}
    <rect x="${width * 0.04}" y="${height * 0.2}" width="${width * 0.26}" height="${height * 0.45}" fill="#9aa3ad"/>
    <circle cx="${width * 0.17}" cy="${height * 0.38}" r="${width * 0.07}" fill="#6b5a50"/></svg>`;
}

/** The same grain every time: a test is to fail for what it is about. */
const SEED = 7;

async function noise(page: Buffer, sigma: number): Promise<Buffer> {
  const { width, height } = await sharp(page).metadata();
  const grains = Buffer.alloc(width * height);
  let state = SEED;
  const chance = (): number => {
    // Lehmer's generator: enough for grain.
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  // Twelve chances added up are as good as normally distributed.
  for (let at = 0; at < grains.length; at++) {
    let sum = -6;
    for (let of = 0; of < 12; of++) sum += chance();
    grains[at] = Math.max(0, Math.min(255, Math.round(128 + sigma * sum)));
  }
  return sharp(grains, { raw: { width, height, channels: 1 } })
    .toColourspace('srgb')
    .png()
    .toBuffer();
}
