// Images: measured before they are decoded, decoded to their end, and made anew upright and without what cameras note.
import sharp, { type Metadata, type Sharp } from 'sharp';
import { allowedType } from '../../file-inspection/allowed-types.ts';
import { RejectionReason } from '../../file-inspection/rejection-reason.ts';
import { LONGEST_SIDE, PREVIEW_SIDE, type InspectionLimits } from '../../file-inspection/verdict.ts';
import type { Size } from './heic.ts';
import { refuse } from '../refusal.ts';

// Of all that libvips can open, only what is on the list; drawings, PDF, ImageMagick and the rest are shut.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Tiff', 'Heif'].map((loader) => `VipsForeignLoad${loader}Buffer`),
});
sharp.cache(false);
sharp.concurrency(1);

/** What libvips calls the content of each type. */
const FORMATS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/tiff': 'tiff',
  'image/avif': 'heif',
};

/** @returns the size of the image as it is looked at. @throws Refusal, or any error when it is broken */
export async function inspectImage(file: Buffer, mediaType: string, limits: InspectionLimits): Promise<Size> {
  const { image, size } = await opened(file, mediaType, limits);
  // Every pixel passes once, line by line, and next to none is kept.
  await image.resize({ width: 16, fastShrinkOnLoad: false }).raw().toBuffer();
  return size;
}

/**
 * JPEG and PNG stay what they are, the others become JPEG, which every office and court can open. What a camera notes
 * beside the picture (place, time, device, a small first version of the picture) is left behind, and so is anything behind its end.
 */
export async function reencodeImage(
  file: Buffer,
  mediaType: string,
  limits: InspectionLimits,
): Promise<Size & { mediaType: string; bytes: Buffer }> {
  const { image } = await opened(file, mediaType, limits);
  const becomes = allowedType(mediaType)?.reencodedAs ?? 'image/jpeg';
  const upright = image.autoOrient().toColourspace('srgb');
  const made =
    becomes === 'image/png'
      ? upright.png()
      : // Full colour for each pixel: small print and stamps stay sharp.
        upright.flatten({ background: '#fff' }).jpeg({ quality: 90, chromaSubsampling: '4:4:4' });
  const { data, info } = await made.toBuffer({ resolveWithObject: true });
  return { mediaType: becomes, width: info.width, height: info.height, bytes: data };
}

/** The image, upright and small, as JPEG. */
export async function previewOfImage(file: Buffer, mediaType: string, limits: InspectionLimits): Promise<Buffer> {
  const { image } = await opened(file, mediaType, limits);
  return image
    .autoOrient()
    .resize({ width: PREVIEW_SIDE, height: PREVIEW_SIDE, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .jpeg({ quality: 80 })
    .toBuffer();
}

async function opened(
  file: Buffer,
  mediaType: string,
  limits: InspectionLimits,
): Promise<{ image: Sharp; size: Size }> {
  if (mediaType === 'image/heic') {
    const { decodeHeic } = await import('./heic.ts');
    const { pixels, size } = await decodeHeic(file, (measured) => mustFit(measured, limits));
    return { image: sharp(pixels, { raw: { ...size, channels: 4 }, limitInputPixels: limits.pixels }), size };
  }
  // Only the head is read here, so that what is too large can be told from what is broken.
  const seen = await sharp(file, { limitInputPixels: false }).metadata();
  if (seen.format !== FORMATS[mediaType]) refuse(RejectionReason.DAMAGED);
  // The other pages would be lost without a word.
  if ((seen.pages ?? 1) > 1) refuse(RejectionReason.TOO_MANY_PAGES);
  const size = uprightSize(seen);
  mustFit(size, limits);
  return { image: sharp(file, { limitInputPixels: limits.pixels, failOn: 'error' }), size };
}

const uprightSize = ({ autoOrient: { width, height } }: Metadata): Size => ({ width, height });

function mustFit({ width, height }: Size, limits: InspectionLimits): void {
  if (width * height > limits.pixels || Math.max(width, height) > LONGEST_SIDE) refuse(RejectionReason.TOO_MANY_PIXELS);
}
