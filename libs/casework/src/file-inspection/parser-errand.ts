// The errand: what is said between the one who wants to know about a file and the process that looks into it.
//
// This file is also read by the parser process, which runs it as it stands: erasable types only.
import type { Accepted, InspectionLimits, Rejected } from './verdict.ts';

/** What the process is asked to do with the one file that it gets; JSON in its first argument. */
export interface Errand {
  does: 'INSPECT' | 'REENCODE' | 'PREVIEW';
  /** What the file was accepted as; absent when that is the question. */
  mediaType?: string;
  limits: InspectionLimits;
}

/** What it says, before the bytes that it made. */
export type ParserAnswer = Accepted | Rejected;
