// How every test runs: real decorators through swc, one copy of graphql, aliases as in tsconfig.
import { fileURLToPath } from 'node:url';
import swc from 'unplugin-swc';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));
const lib = (name: string) => ({ find: `@haven/${name}`, replacement: `${root}libs/${name}/src/index.ts` });

export default defineConfig({
  root,
  plugins: [
    swc.vite({
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      },
      module: { type: 'es6' },
    }),
  ],
  resolve: {
    alias: [
      ...['kernel', 'platform', 'identity', 'casework', 'oversight'].map(lib),
      { find: /^graphql$/, replacement: `${root}node_modules/graphql/index.js` },
    ],
  },
  test: {
    include: ['{apps,libs,test}/**/*.spec.ts'],
    globalSetup: ['./test/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 120_000,
    reporters: ['default'],
  },
});
