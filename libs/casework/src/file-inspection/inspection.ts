// Inspection: what a file really is, whether it may be kept, and what is made of it. Knows bytes only, no document and no database.
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { allowedType, isDeclaredAs, typeOfName, type Claim } from './allowed-types.ts';
import { AnswerReader, type Said } from './parser-answer.ts';
import type { Errand } from './parser-errand.ts';
import { feed, startParser } from './parser-process.ts';
import { turn } from './parser-turns.ts';
import { RejectionReason } from './rejection-reason.ts';
import { INSPECTION_LIMITS, type Accepted, type InspectionLimits, type Rejected, type Verdict } from './verdict.ts';

/** An image made anew. `content` fails when it is cut short; keep what it gave only once it has ended well. */
export interface Reencoded extends Accepted {
  content: Readable;
}

const rejected = (reason: RejectionReason, detail?: string): Rejected => ({
  accepted: false,
  reason,
  ...(detail !== undefined && { detail }),
});

/**
 * Looks into a file and holds what it is against what its uploader says.
 * @throws what the source throws, and an error when no parser process can be started: then nothing is known of the file
 */
export async function inspect(
  source: Readable,
  claim: Claim,
  limits: InspectionLimits = INSPECTION_LIMITS,
): Promise<Verdict> {
  const answer = await ask({ does: 'INSPECT', limits }, source);
  if (!answer.accepted) return answer;
  const { content, ...found } = answer;
  content.destroy();
  return heldAgainst(found, claim);
}

/**
 * Makes an image anew: upright, without what its camera noted, without anything hidden behind it. JPEG and PNG stay what
 * they are, the others become JPEG. @throws as `inspect`, and when the type is no image
 */
export async function reencode(
  source: Readable,
  mediaType: string,
  limits: InspectionLimits = INSPECTION_LIMITS,
): Promise<Reencoded | Rejected> {
  if (allowedType(mediaType)?.family !== 'IMAGE') throw new Error(`${mediaType} is no image that could be made anew.`);
  return ask({ does: 'REENCODE', mediaType, limits }, source);
}

/**
 * A small JPEG of an image or of the first page of a PDF, its long side 1,024 pixels at most.
 * Undefined where there is none to be had: of texts and Office files, and of a page that takes too long to draw. @throws as `inspect`
 */
export async function preview(
  source: Readable,
  mediaType: string,
  limits: InspectionLimits = INSPECTION_LIMITS,
): Promise<Buffer | undefined> {
  const family = allowedType(mediaType)?.family;
  if (family !== 'IMAGE' && family !== 'PDF') {
    source.destroy();
    return undefined;
  }
  const answer = await ask({ does: 'PREVIEW', mediaType, limits }, source);
  return answer.accepted ? buffer(answer.content) : undefined;
}

function heldAgainst(found: Accepted, { fileName, mediaType: declared }: Claim): Verdict {
  const named = typeOfName(fileName);
  if (!named) return rejected(RejectionReason.TYPE_NOT_ALLOWED, 'name');
  // A table of text is a text: only its name tells it apart.
  const same = named.family === 'TEXT' ? found.mediaType === 'text/plain' : found.mediaType === named.mediaType;
  if (!same) return rejected(RejectionReason.TYPE_MISMATCH, 'name');
  if (!isDeclaredAs(declared, named)) return rejected(RejectionReason.TYPE_MISMATCH, 'declared type');
  return { ...found, mediaType: named.mediaType };
}

/** One file, one process: started, fed, asked, and made an end of in any case. */
async function ask(errand: Errand, source: Readable): Promise<Reencoded | Rejected> {
  const end = await turn();
  try {
    return await askNow(errand, source);
  } finally {
    // Whoever reads what was made does so outside of the turn: it may ask for another one meanwhile.
    end();
    source.destroy();
  }
}

async function askNow(errand: Errand, source: Readable): Promise<Reencoded | Rejected> {
  const parser = startParser(errand);
  const failed = new Promise<never>((_, reject) => parser.once('error', reject));
  const kill = (): void => void parser.kill('SIGKILL');
  const reader = new AnswerReader(parser.stdout);
  let late = false;
  let patience: NodeJS.Timeout | undefined;
  let lives = false;
  try {
    const begun = reader.line().then((line) => {
      if (line !== 'ready') throw new Error('The parser process did not start.');
    });
    const fed = Promise.all([begun, feed(parser, source, errand.limits.bytes)]);
    const [, whole] = await Promise.race([fed, failed]);
    if (!whole) return rejected(RejectionReason.TOO_LARGE);
    patience = setTimeout(() => {
      late = true;
      kill();
    }, errand.limits.seconds * 1_000);
    const said: Said | undefined = await reader.said();
    if (!said) return rejected(RejectionReason.UNSCANNABLE, late ? 'time' : 'ended early');
    if (!said.accepted) return rejected(said.reason, said.detail);
    const { follows, ...found } = said;
    lives = true;
    return { ...found, content: reader.bytes(follows, kill).once('close', kill) };
  } finally {
    clearTimeout(patience);
    if (!lives) kill();
  }
}
