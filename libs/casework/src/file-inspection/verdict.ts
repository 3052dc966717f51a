// Verdicts: what an inspection can say of a file, and the limits it works within.
//
// This file is also read by the parser process, which runs it as it stands: erasable types only.
import type { RejectionReason } from './rejection-reason.ts';

/** A file that may be kept, and what it is by its content. */
export interface Accepted {
  accepted: true;
  mediaType: string;
  /** Of a PDF. */
  pages?: number;
  /** Of an image, upright, in pixels. */
  width?: number;
  height?: number;
}

export interface Rejected {
  accepted: false;
  reason: RejectionReason;
  /** What exactly was found, in a word of ours such as `JavaScript`; never text of the file. */
  detail?: string;
}

export type Verdict = Accepted | Rejected;

export interface InspectionLimits {
  /** Of the file itself, and of each file inside it once unpacked. */
  bytes: number;
  /** Of a PDF. */
  pages: number;
  /** Of an image, width times height, asked of its header before anything is decoded. */
  pixels: number;
  /** Files inside an Office file. */
  entries: number;
  /** All files inside an Office file together, once unpacked. */
  unpackedBytes: number;
  /** Time for one file, from its last byte on. */
  seconds: number;
  /** What the parser process may take for itself, 600 MiB of it for Node alone; Linux holds it to that, Windows and macOS do not. */
  memoryBytes: number;
}

const MEBIBYTE = 1024 * 1024;

export const INSPECTION_LIMITS: InspectionLimits = {
  bytes: 200 * MEBIBYTE,
  pages: 1_000,
  pixels: 100_000_000,
  entries: 10_000,
  unpackedBytes: 500 * MEBIBYTE,
  seconds: 60,
  memoryBytes: 3_072 * MEBIBYTE,
};

/** No side of a JPEG can be longer. */
export const LONGEST_SIDE = 65_535;

/** The long side of a preview, in pixels. */
export const PREVIEW_SIDE = 1_024;
