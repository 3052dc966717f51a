// Words that do not belong in the house, each with the only places where it may stand.
import { describe, expect, it } from 'vitest';
import { sources } from './sources.js';

interface Ban {
  is: string;
  word: RegExp;
  allowed?: RegExp;
}

const BANS: readonly Ban[] = [
  { is: 'forwardRef: a circle between providers', word: /\bforwardRef\b/ },
  { is: '@OneToMany: a parent that knows its children', word: /\bOneToMany\b/ },
  { is: 'a cast that switches the types off', word: /\bas any\b|<any>|\bas unknown as any\b/ },
  { is: 'a comment that switches a check off', word: /eslint-disable|oxlint-disable|@ts-ignore|@ts-nocheck/ },
  {
    is: 'work put off in a comment',
    word: /\b(TODO|FIXME|XXX|HACK)\b/,
    allowed: /^libs\/casework\/src\/paper-reading\/issuing-states\.ts$/, // a code of ICAO Doc 9303
  },
  { is: 'a test that does not run', word: /\b(describe|it|test)\.(skip|only|todo|fails)\b|\bx(it|describe)\(/ },
  {
    is: 'process.env outside the settings and the launchers',
    word: /\bprocess\.env\b/,
    allowed:
      /^(libs\/platform\/src\/config\/|apps\/[^/]+\/src\/main\.ts$|apps\/cli\/prepare\.mjs$|apps\/cli\/src\/embedded-postgres\/cluster\.ts$|test\/)|\.spec\.ts$/,
  },
  {
    is: "TypeORM's data source outside the database room, which would go round row scopes, encryption and audit",
    word: /\b[dD]ataSource\b/,
    allowed: /^libs\/platform\/src\/(database\/|platform\.module\.ts$)/,
  },
  {
    is: 'the clock asked elsewhere than in the kernel, where tests cannot set it',
    word: /\bnew Date\(\)|\bDate\.now\(\)/,
    allowed: /^(libs\/kernel\/src\/clock|apps\/cli\/|test\/)|\.spec\.ts$/,
  },
];

/** The rules themselves have to name what they forbid, and the bench's peers are built as their users build them. */
const exempt = /^test\/(house\/|bench\/src\/apollo-)/;

describe('nowhere in the house stands', () => {
  it.each(BANS.map((ban) => [ban.is, ban] as const))('%s', (_is, { word, allowed }) => {
    const found = sources
      .filter(({ path }) => !exempt.test(path) && !allowed?.test(path))
      .flatMap(({ path, lines }) => lines.flatMap((line, index) => (word.test(line) ? [`${path}:${index + 1}`] : [])));
    expect(found).toEqual([]);
  });
});
