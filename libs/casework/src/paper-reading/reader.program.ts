// The reader: a program that takes a picture on its input and answers as JSON what its machine-readable zone says.
//
// It looks at bytes that a stranger made, so it is started with an empty environment, may open no file but its own
// code and the engine's, starts no program and writes nothing; see PaperReader.
import { createRequire } from 'node:module';
import { buffer } from 'node:stream/consumers';
import { createWorker, OEM } from 'tesseract.js';
import type { MendedZone } from './mending.js';
import { preparations, UnreadablePicture } from './pictures.js';
import { settled, together, zoneIn, type ReadZone } from './zone-finding.js';

/** What the program answers, as one line of JSON. */
export type ReaderAnswer = { zone: ReadZone | null } | { unreadable: true };

/** Bytes of memory that the program may hold, and milliseconds after which it tries no other way to read. */
const [mostMemory, patience] = process.argv.slice(2).map(Number) as [number, number];
const guard = setInterval(() => {
  if (process.memoryUsage.rss() > mostMemory) process.kill(process.pid, 'SIGKILL');
}, 50);

const { langPath } = createRequire(import.meta.url)('@tesseract.js-data/eng') as { langPath: string };
const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<';

async function answerTo(image: Buffer): Promise<ReaderAnswer> {
  // The older engine looks at one sign at a time. The newer one expects words, and takes rows of fillers for letters.
  const engine = await createWorker('eng', OEM.TESSERACT_ONLY, {
    langPath,
    cacheMethod: 'none',
    legacyCore: true,
    legacyLang: true,
  });
  const zones: MendedZone[] = [];
  try {
    for await (const { picture, layout } of preparations(image)) {
      await engine.setParameters({ tessedit_char_whitelist: signs, tessedit_pageseg_mode: layout });
      const { data: read } = await engine.recognize(picture, { rotateAuto: true }, { text: true });
      const zone = zoneIn(read.text);
      if (zone) zones.push(zone);
      if (settled(zones) || performance.now() > patience) break;
    }
  } catch (error) {
    if (error instanceof UnreadablePicture) return { unreadable: true };
    throw error;
  } finally {
    await engine.terminate();
  }
  return { zone: together(zones) ?? null };
}

const answer = await answerTo(await buffer(process.stdin));
clearInterval(guard);
process.stdout.write(`\n${JSON.stringify(answer)}\n`);
