// The parser process, from outside: started for one file, fed, held to its limits, and believed only what fits the shape of an answer.
//
// A broken or hostile file never touches this process, which holds the keys. Its bytes pass through in small pieces and never reach a disk.
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join, sep } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Errand } from './parser-errand.ts';

export type Parser = ChildProcessByStdio<Writable, Readable, null>;

const here = dirname(fileURLToPath(import.meta.url));
const rooms = dirname(here);
/** The built program beside the built code; its source where the source runs, as in tests. */
const program = realpathSync(join(rooms, 'file-parsers', `parser.program${extname(import.meta.url)}`));
const packages = packagesFolder();

const KIBIBYTE = 1024;
/** Young and old objects of JavaScript; the bytes of a file lie outside them. */
const HEAP_MEBIBYTES = 512;

/** The folder of all packages: the one in which the parsers' packages lie. */
function packagesFolder(): string {
  const found = realpathSync(createRequire(import.meta.url).resolve('sharp'));
  return found.slice(0, found.lastIndexOf(`${sep}node_modules${sep}`) + `${sep}node_modules`.length);
}

/** What it may do: read its own program and the packages. No writing, no programs, no threads; native code for images only. */
const permissions = [
  '--permission',
  `--allow-fs-read=${join(packages, sep)}*`,
  `--allow-fs-read=${dirname(program)}${sep}*`,
  `--allow-fs-read=${realpathSync(here)}${sep}*`,
  '--allow-addons',
  '--disallow-code-generation-from-strings',
];

export function startParser(errand: Errand): Parser {
  const [command, ...args] = fencedNode(errand.limits.memoryBytes);
  return spawn(command!, [...args, program, JSON.stringify(errand)], {
    cwd: dirname(program),
    // libvips would put large images into a file of their own, in the clear.
    env: { VIPS_DISC_THRESHOLD: String(errand.limits.memoryBytes) },
    // What it complains about may quote the file, and is heard by nobody.
    stdio: ['pipe', 'pipe', 'ignore'],
    windowsHide: true,
  });
}

/** Node, within its own fence and that of the operating system: how to start it, but for the program. */
export function fencedNode(memoryBytes: number): string[] {
  const node = [process.execPath, ...permissions, `--max-old-space-size=${HEAP_MEBIBYTES}`, '--no-warnings'];
  if (process.platform === 'win32') return node;
  // So much memory, no file ever written, and no picture of the memory when it falls.
  const fence = `ulimit -c 0; ulimit -f 0; ulimit -d ${Math.floor(memoryBytes / KIBIBYTE)}; exec "$0" "$@"`;
  return ['/bin/sh', '-c', fence, ...node];
}

/**
 * Hands a file over, no faster than it is taken.
 * @returns whether it was no longer than allowed. @throws what the source throws
 */
export async function feed(parser: Parser, source: Readable, most: number): Promise<boolean> {
  const { stdin } = parser;
  // A process that has ended takes no more; its end is noticed where its answer is awaited.
  stdin.on('error', () => undefined);
  const closed = new Promise((resolve) => stdin.once('close', resolve));
  let size = 0;
  for await (const chunk of source) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > most) return false;
    if (stdin.destroyed) return true;
    if (!stdin.write(bytes)) await Promise.race([new Promise((drained) => stdin.once('drain', drained)), closed]);
  }
  stdin.end();
  return true;
}
