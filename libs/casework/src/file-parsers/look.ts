// The look into a file: what it is, by the parser of its type. Each parser is loaded only where it is needed.
import { allowedType } from '../file-inspection/allowed-types.ts';
import type { ParserAnswer } from '../file-inspection/parser-errand.ts';
import { RejectionReason } from '../file-inspection/rejection-reason.ts';
import type { Accepted, InspectionLimits } from '../file-inspection/verdict.ts';
import { kindOf } from './file-kinds.ts';
import { Refusal } from './refusal.ts';

/** Never throws: a file that makes a parser fail is a broken one. */
export async function lookInto(file: Buffer, limits: InspectionLimits): Promise<ParserAnswer> {
  try {
    return { accepted: true, ...(await found(file, limits)) };
  } catch (error) {
    return refusalOf(error);
  }
}

/** How parsers say that they may not take more memory. */
const NO_MEMORY = /out of memory|insufficient memory|allocation failed|invalid (typed )?array length/i;

export function refusalOf(error: unknown): ParserAnswer {
  if (!(error instanceof Refusal)) {
    const starved = error instanceof Error && NO_MEMORY.test(error.message);
    if (starved) return { accepted: false, reason: RejectionReason.UNSCANNABLE, detail: 'memory' };
    return { accepted: false, reason: RejectionReason.DAMAGED };
  }
  const { reason, detail } = error;
  return { accepted: false, reason, ...(detail !== undefined && { detail }) };
}

async function found(file: Buffer, limits: InspectionLimits): Promise<Omit<Accepted, 'accepted'>> {
  const kind = await kindOf(file);
  if (kind === 'ZIP') {
    const { inspectOffice } = await import('./office/office-files.ts');
    return { mediaType: await inspectOffice(file, limits) };
  }
  if (kind === 'application/pdf') {
    const { inspectPdf } = await import('./pdf-files.ts');
    return { mediaType: kind, pages: inspectPdf(file, limits) };
  }
  if (allowedType(kind)?.family !== 'IMAGE') return { mediaType: kind };
  const { inspectImage } = await import('./images/images.ts');
  return { mediaType: kind, ...(await inspectImage(file, kind, limits)) };
}
