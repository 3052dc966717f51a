// Preparing the picture: the same page in several cuts and sizes, the likeliest to be read first.
import sharp, { type Sharp } from 'sharp';
import { PSM } from 'tesseract.js';

/** One preparation, and how the engine is to look at it: as one block of lines, or for single lines anywhere. */
export interface Preparation {
  picture: Buffer;
  layout: PSM;
}

/** Thrown for bytes that are no picture of the kinds that are read. */
export class UnreadablePicture extends Error {}

/** A scan of two pages at 600 dots to the inch has about 60 million. */
const MOST_PIXELS = 80_000_000;
/** Beyond this size a picture tells no more of letters that fill a page's width. */
const LONGEST_SIDE = 2600;

// Pictures come from strangers: no other decoder than these two is ever asked.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng'] });
sharp.cache(false);
sharp.concurrency(1);

/** Which lower part is cut out, how wide it becomes, how it is looked at, and by how many degrees it is turned first. */
type Cut = readonly [part: number, width: number, layout: PSM, turn: 0 | 90 | 180 | 270];

const CUTS: readonly Cut[] = [
  [0.35, 1700, PSM.SINGLE_BLOCK, 0],
  [0.35, 2400, PSM.SINGLE_BLOCK, 0],
  [0.5, 2000, PSM.SPARSE_TEXT, 0],
  [1, 1700, PSM.SINGLE_BLOCK, 0],
  [1, 2600, PSM.SPARSE_TEXT, 0],
  [1, 1700, PSM.SPARSE_TEXT, 90],
  [1, 1700, PSM.SPARSE_TEXT, 270],
  [1, 1700, PSM.SPARSE_TEXT, 180],
];

/**
 * The preparations of a picture, one at a time, made when they are asked for.
 * @throws UnreadablePicture
 */
export async function* preparations(image: Buffer): AsyncGenerator<Preparation> {
  const page = await greyPage(image);
  for (const [part, width, layout, turn] of CUTS) {
    const turned = await rawOf(sharp(page.data, { raw: page.info }).rotate(turn));
    const height = Math.max(1, Math.round(turned.info.height * part));
    const picture = await sharp(turned.data, { raw: turned.info })
      .extract({ left: 0, top: turned.info.height - height, width: turned.info.width, height })
      .resize({ width })
      .normalise()
      .png({ compressionLevel: 1 })
      .toBuffer();
    yield { picture, layout };
  }
}

async function greyPage(image: Buffer): Promise<Raw> {
  try {
    const page = sharp(image, { limitInputPixels: MOST_PIXELS, failOn: 'error' });
    const fit = { width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true } as const;
    return await rawOf(page.autoOrient().flatten({ background: '#fff' }).resize(fit));
  } catch {
    throw new UnreadablePicture();
  }
}

interface Raw {
  data: Buffer;
  info: { width: number; height: number; channels: 1 };
}

async function rawOf(picture: Sharp): Promise<Raw> {
  const { data, info } = await picture.greyscale().raw().toBuffer({ resolveWithObject: true });
  return { data, info: { width: info.width, height: info.height, channels: 1 } };
}
