// Packages: what package.json names is imported somewhere. Each one more is one more to keep current and to trust.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sources } from './sources.js';

/** Nobody imports these: the Node of npm's scripts, and what Nest asks to have beside it. */
const BESIDE = new Set(['node', 'rxjs']);

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> };
const product = sources.filter(({ path }) => /^(apps|libs)\//.test(path) && !/\.spec\.ts$/.test(path));

describe('every package of the product', () => {
  it.each(Object.keys(dependencies).filter((name) => !BESIDE.has(name)))('%s is imported', (name) => {
    const importing = new RegExp(`(from |import |import\\(|\\()'${name}(/[^']*)?'`);
    expect(product.some(({ lines }) => lines.some((line) => importing.test(line)))).toBe(true);
  });
});
