// The floors: proof that the rules of dependencies.mjs catch what they are for. `npm test` holds them against the house itself.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** A house with every fault that an import can have: file -> what it imports. */
const CROOKED: Record<string, string> = {
  'libs/kernel/src/index.ts': `export * from './clock.js';`,
  'libs/kernel/src/clock.ts': `import type { Team } from '@haven/identity'; export type Clock = Team;`,
  'libs/platform/src/index.ts': `export * from './model/traits.js';`,
  'libs/platform/src/model/traits.ts': `import type { Row } from '../database/row.js'; export type Traits = Row;`,
  'libs/platform/src/database/row.ts': `import type { Text } from './text.js'; export type Row = Text;`,
  'libs/platform/src/database/text.ts': `import type { Row } from './row.js'; export type Text = Row | string;`,
  'libs/platform/src/config/settings.ts': `import { who } from '../access/who.js'; export const settings = who;`,
  'libs/platform/src/access/who.ts': `export const who = '';`,
  'libs/identity/src/index.ts': `export * from './team.js';`,
  'libs/identity/src/team.ts': `export * from '../../platform/src/model/traits.js'; export type Team = string;`,
  'libs/identity/src/user.ts': `import type { Team } from './index.js'; export type User = Team;`,
  'libs/casework/src/index.ts': `import { serve } from '../../../apps/api/src/main.js'; export const serving = serve;`,
  'apps/api/src/main.ts': `import '../../../libs/identity/src/user.js'; import './gone.js'; export const serve = '';`,
  'apps/cli/src/main.ts': `import { stage } from '../../../test/stage.js'; export const cli = stage;`,
  'test/stage.ts': `export const stage = '';`,
};

interface Violation {
  from: string;
  rule: { name: string };
}

describe('an import is refused', () => {
  let house: string;
  let found: string[];

  beforeAll(() => {
    house = mkdtempSync(join(tmpdir(), 'haven-crooked-'));
    for (const [file, text] of Object.entries(CROOKED)) {
      mkdirSync(dirname(join(house, file)), { recursive: true });
      writeFileSync(join(house, file), `${text}\n`);
    }
    writeFileSync(join(house, 'tsconfig.json'), readFileSync('tsconfig.json'));
    writeFileSync(join(house, 'package.json'), '{}');
    const cruiser = resolve('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
    const choices = [
      '--config',
      resolve('test/house/dependencies.mjs'),
      '--output-type',
      'json',
      'apps',
      'libs',
      'test',
    ];
    const { summary } = JSON.parse(
      execFileSync(process.execPath, [cruiser, ...choices], { cwd: house, encoding: 'utf8' }),
    ) as { summary: { violations: Violation[] } };
    found = summary.violations.map(({ from, rule }) => `${rule.name}: ${from}`);
  });
  afterAll(() => rmSync(house, { recursive: true, force: true }));

  it.each([
    ['that goes in a circle, of types only', 'no circles: libs/platform/src/database/row.ts'],
    ['that goes up between libs', 'kernel imports nothing above it: libs/kernel/src/clock.ts'],
    [
      'that goes up inside the platform',
      'model of the platform import nothing above them: libs/platform/src/model/traits.ts',
    ],
    [
      'that goes up from the ground of the platform',
      'config, context, telemetry of the platform import nothing above them: libs/platform/src/config/settings.ts',
    ],
    ['that enters a lib by the window', 'another lib is entered by its index: libs/identity/src/team.ts'],
    ['with which an app does so', 'apps enter a lib by its index: apps/api/src/main.ts'],
    ['of the own index', 'inside a lib the file itself is imported: libs/identity/src/user.ts'],
    ['of an app by a lib', 'libs know no app and no test: libs/casework/src/index.ts'],
    ['of a test by an app', 'apps know no test: apps/cli/src/main.ts'],
    ['of what is not there', 'every import leads somewhere: apps/api/src/main.ts'],
  ])('%s', (_fault, violation) => {
    expect(found).toContain(violation);
  });
});
