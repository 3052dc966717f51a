// The paper reader: starts the program that looks at a picture, holds it to its limits, and says what it found.
import { defineErrors } from '@haven/kernel';
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, extname, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { readingOf, type PaperReading } from './paper-reading.js';
import type { ReaderAnswer } from './reader.program.js';

export const paperErrors = defineErrors({
  PAPER_PICTURE_UNREADABLE: 'The picture cannot be opened as a JPEG or PNG image, or has more than 80 million pixels.',
  PAPER_READING_STOPPED: 'Reading the picture took too long or needed too much memory, and was stopped.',
});

export interface ReadingLimits {
  /** Milliseconds until the program is ended. */
  time: number;
  /** Bytes of memory that the program may hold. */
  memory: number;
}

/** The built program beside the built code; its source where the source runs, as in tests. */
const program = fileURLToPath(new URL(`./reader.program${extname(import.meta.url)}`, import.meta.url));
/** The folder of all packages: the reader's engine, its data and the decoder of pictures are found there. */
const packages = createRequire(import.meta.url)
  .resolve('tesseract.js')
  .replace(/(.*[\\/]node_modules)[\\/].*/, '$1');
/** Lets plain Node read our sources: it strips the types itself, and `.js` in an import means the `.ts` beside it. */
const readsSources = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({ resolve: (name, from, next) => {
    try { return next(name, from); } catch { return next(name.replace(/\\.js$/, '.ts'), from); }
  } });
`)}`;

/** Reads papers, one program for each picture; it does not limit how many run at once. */
export class PaperReader {
  constructor(private readonly limits: ReadingLimits = { time: 20_000, memory: 1_000_000_000 }) {}

  /**
   * What the machine-readable zone in a picture says, as a proposal that somebody has to look at. The picture is a
   * JPEG or PNG, upright or turned by quarters.
   * @param today the day from which years of two digits are told, `YYYY-MM-DD`
   * @returns undefined when there is no zone in the picture, or none whose check digits hold
   * @throws PAPER_PICTURE_UNREADABLE, PAPER_READING_STOPPED
   */
  async read(image: Buffer | Readable, today: string): Promise<PaperReading | undefined> {
    const answer = await this.ask(Buffer.isBuffer(image) ? image : await buffer(image));
    if ('unreadable' in answer) throw paperErrors.PAPER_PICTURE_UNREADABLE();
    return answer.zone ? readingOf(answer.zone, today) : undefined;
  }

  private async ask(image: Buffer): Promise<ReaderAnswer> {
    const { time, memory } = this.limits;
    const running = promisify(execFile)(process.execPath, [...rights(), program, String(memory), String(time / 2)], {
      env: {},
      timeout: time,
      killSignal: 'SIGKILL',
      maxBuffer: 1_000_000,
      windowsHide: true,
    });
    // Whether all was taken shows in the answer: a program that left early has a reason of its own.
    running.child.stdin!.on('error', () => undefined).end(image);
    try {
      const { stdout } = await running;
      return JSON.parse(stdout.trim().split('\n').at(-1)!) as ReaderAnswer;
    } catch (error) {
      if (error instanceof Error && 'signal' in error && error.signal) throw paperErrors.PAPER_READING_STOPPED();
      throw error;
    }
  }
}

/** Node's own wall: the program may read its code and the packages, load the decoder of pictures, and start threads. */
export function rights(): string[] {
  const folders = [dirname(program), packages];
  return [
    '--permission',
    '--allow-addons',
    '--allow-worker',
    ...folders.map((folder) => `--allow-fs-read=${folder}${sep}`),
    '--no-warnings',
    ...(program.endsWith('.ts') ? ['--import', readsSources] : []),
  ];
}
