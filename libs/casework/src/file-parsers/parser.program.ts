// The parser process: takes one file from its input, looks into it, answers on its output, and ends.
//
// It has no environment, no keys, no name of the file, and may write nothing to disk. Node runs this file as it stands.
import { once } from 'node:events';
import type { Errand, ParserAnswer } from '../file-inspection/parser-errand.ts';
import { RejectionReason } from '../file-inspection/rejection-reason.ts';
import { kindOf } from './file-kinds.ts';
import { lookInto, refusalOf } from './look.ts';
import { refuse } from './refusal.ts';

// What parsers print would mix with the answer, and may quote the file.
for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) console[method] = () => undefined;
process.on('unhandledRejection', (error) => void answer(refusalOf(error)));

await take(JSON.parse(process.argv[2] ?? '') as Errand);

async function take(errand: Errand): Promise<void> {
  process.stdout.write('ready\n');
  const file = await received();
  try {
    await carryOut(errand, file);
  } catch (error) {
    await answer(refusalOf(error));
  }
}

async function received(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

/** Each parser is loaded only where it is needed. */
async function carryOut({ does, mediaType, limits }: Errand, file: Buffer): Promise<void> {
  if (does === 'INSPECT') return answer(await lookInto(file, limits));
  const kind = await kindOf(file);
  if (kind !== mediaType) refuse(RejectionReason.TYPE_MISMATCH);
  if (kind === 'application/pdf') {
    const { previewOfPdf } = await import('./pdf-files.ts');
    return answer({ accepted: true, mediaType: 'image/jpeg' }, previewOfPdf(file));
  }
  const { previewOfImage, reencodeImage } = await import('./images/images.ts');
  if (does === 'PREVIEW')
    return answer({ accepted: true, mediaType: 'image/jpeg' }, await previewOfImage(file, kind, limits));
  const { bytes, ...made } = await reencodeImage(file, kind, limits);
  return answer({ accepted: true, ...made }, bytes);
}

/** A line of JSON that says how many bytes follow, then these. */
async function answer(said: ParserAnswer, bytes: Buffer = Buffer.alloc(0)): Promise<void> {
  process.stdout.write(`${JSON.stringify({ ...said, follows: bytes.length })}\n`);
  if (!process.stdout.write(bytes)) await once(process.stdout, 'drain');
  process.stdout.end(() => process.exit(0));
}
