// The sources: every file of the house, read and parsed once, for the rules to walk through.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FLOORS = ['apps', 'libs', 'test'];
const NOT_OURS = new Set(['node_modules', 'dist', 'coverage']);
const SOURCE = /\.(ts|mjs)$/;

/** One source file. */
export interface Source {
  /** From the project's root, with forward slashes: `libs/kernel/src/clock.ts`. */
  path: string;
  name: string;
  folder: string;
  text: string;
  lines: readonly string[];
  isSpec: boolean;
  /** Whether the first line says that the file is a table of data: such a file may be long. */
  isData: boolean;
}

function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !NOT_OURS.has(entry.name)) yield* filesBelow(path);
    else if (entry.isFile() && SOURCE.test(entry.name)) yield path;
  }
}

function read(file: string): Source {
  const path = relative(ROOT, file).split(sep).join('/');
  const text = readFileSync(file, 'utf8');
  const lines = text.replace(/\n$/, '').split('\n');
  return {
    path,
    name: basename(path),
    folder: dirname(path),
    text,
    lines,
    isSpec: path.endsWith('.spec.ts'),
    isData: lines[0]!.startsWith('// Data: '),
  };
}

export const sources: readonly Source[] = FLOORS.flatMap((floor) => [...filesBelow(join(ROOT, floor))]).map(read);

/** Every node of a source's syntax tree, from the outside in. */
export function* nodesOf(source: Source): Generator<ts.Node> {
  const tree = ts.createSourceFile(source.path, source.text, ts.ScriptTarget.Latest);
  const waiting: ts.Node[] = [tree];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    yield node;
    ts.forEachChild(node, (child) => void waiting.push(child));
  }
}
