// What the linter looks for: the faults that types alone let through.
import { fileURLToPath } from 'node:url';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const project = fileURLToPath(new URL('../tsconfig.json', import.meta.url));

export default defineConfig(
  globalIgnores(['**/node_modules/', 'dist/', 'coverage/', '.haven/', 'test/bench/']),
  { linterOptions: { noInlineConfig: true } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project } },
    rules: {
      // `!= null` asks for null and undefined in one.
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true }],
      // A field's value is unknown to the platform, and its text is what is stored.
      '@typescript-eslint/no-base-to-string': 'off',
      // A class is a key of the model's registries, and Function is what the framework calls a class.
      '@typescript-eslint/no-unsafe-function-type': 'off',
      // A rule on rows takes apart what it is given: `({ col, me }) => ...`.
      '@typescript-eslint/unbound-method': 'off',
      // The keys of our enums are their values, so a text from outside may be compared with them.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      // Interfaces of migrations and jobs want promises from those too who have nothing to wait for.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    // Answers of many shapes: what a test finds in them is what it asserts.
    files: ['test/**/*.ts', '**/*.spec.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
);
