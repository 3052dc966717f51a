// HEIC: pictures of telephones. libvips as it comes cannot decode them, libheif compiled to WebAssembly can.
import libheif from 'libheif-js/wasm-bundle.js';
import { RejectionReason } from '../../file-inspection/rejection-reason.ts';
import { refuse } from '../refusal.ts';

/** In pixels. */
export interface Size {
  width: number;
  height: number;
}

/** The main picture, upright: libheif turns it as the file says. @param mustFit looks at the size before anything is decoded */
export async function decodeHeic(
  file: Buffer,
  mustFit: (size: Size) => void,
): Promise<{ pixels: Uint8ClampedArray; size: Size }> {
  const images = new libheif.HeifDecoder().decode(file);
  const picture = images.find((image) => image.is_primary()) ?? images[0];
  if (!picture) return refuse(RejectionReason.DAMAGED);
  const size = { width: picture.get_width(), height: picture.get_height() };
  mustFit(size);
  const blank = { data: new Uint8ClampedArray(size.width * size.height * 4), ...size };
  const shown = await new Promise<typeof blank | null>((done) => picture.display(blank, done));
  return shown ? { pixels: shown.data, size } : refuse(RejectionReason.DAMAGED);
}
