// The test run: everything that must hold before a change is good, cheapest first, stopping at the first that does not.
//
//   npm test                    everything
//   npm test -- test/journeys   the same checks, then only the tests under a path
//   UPDATE=1 npm test           writes schema.graphql and the permission matrix anew, for the diff to be read
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const tool = (path) => join(root, 'node_modules', path);

const checks = [
  { is: 'format', run: [tool('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.'] },
  {
    is: 'imports',
    run: [
      tool('dependency-cruiser/bin/dependency-cruiser.mjs'),
      '--config',
      'test/house/dependencies.mjs',
      'apps',
      'libs',
      'test',
    ],
  },
  { is: 'types', run: [tool('typescript/bin/tsc'), '--project', 'test/tsconfig.json'] },
  {
    is: 'lint',
    run: [
      tool('eslint/bin/eslint.js'),
      '--config',
      'test/house/eslint.config.mjs',
      '--max-warnings=0',
      'apps',
      'libs',
      'test',
    ],
  },
  { is: 'build', run: [join(root, 'apps/cli/prepare.mjs'), 'build'] },
];

const say = (sentence) => process.stdout.write(`${sentence}\n`);

/** Runs a program on our own Node; its output is ours, or kept until it fails. */
function run(args, output) {
  const begun = Date.now();
  const { status, stdout, stderr, error } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', output, output],
    maxBuffer: 64 * 1024 * 1024,
  });
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  return { good: status === 0, seconds, said: [stdout, stderr, error?.message].filter(Boolean).join('') };
}

function check({ is, run: args }) {
  const { good, seconds, said } = run(args, 'pipe');
  say(`${good ? 'good' : 'BAD '}  ${is.padEnd(8)} ${seconds.padStart(6)} s`);
  if (!good) say(said.trimEnd());
  return good;
}

function test(filters) {
  const reporters = ['--reporter=default', '--reporter=./test/house/closing-line.mjs'];
  const update = process.env.UPDATE ? ['--update'] : [];
  const choices = ['run', '--config', 'test/vitest.config.ts', ...reporters, ...update];
  return run([tool('vitest/vitest.mjs'), ...choices, ...filters], 'inherit').good;
}

process.exitCode = checks.every(check) && test(process.argv.slice(2)) ? 0 : 1;
