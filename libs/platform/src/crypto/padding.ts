// Padding: lengths that name nobody. An encrypted name is as long as its plaintext unless something is added.

const FINE_STEP = 16;
const COARSE_STEP = 64;
const MARK = 0x80;

/**
 * Text as UTF-8, followed by 0x80 and zeros (ISO/IEC 7816-4) up to the next multiple of 16 bytes, or of 64 once
 * the result exceeds 64. At least the mark is always added, so that every text has exactly one padded form.
 */
export function pad(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const needed = length + 1;
  const step = needed <= COARSE_STEP ? FINE_STEP : COARSE_STEP;
  const padded = Buffer.alloc(Math.ceil(needed / step) * step);
  padded.write(text);
  padded[length] = MARK;
  return padded;
}

/**
 * The text that was padded, or null when the bytes were not made by {@link pad} (no mark, or bytes after it).
 * To be asked of authenticated bytes only: an answer about forged padding tells a forger something.
 */
export function unpad(padded: Buffer): string | null {
  let end = padded.length - 1;
  while (end >= 0 && padded[end] === 0) end--;
  return padded[end] === MARK ? padded.toString('utf8', 0, end) : null;
}
