// Who may import whom: every import runs downward, type imports too, and nothing goes in a circle.

/** Floors from the ground up. An app stands on all of them. */
const FLOORS = ['kernel', 'platform', 'identity', 'casework', 'oversight', 'reporting'];

/** The platform's own floors, from the ground up; rooms on one floor may ask each other. */
const PLATFORM = [
  ['config', 'context', 'telemetry'],
  ['crypto', 'access', 'storage'],
  ['model'],
  ['database'],
  ['events', 'jobs', 'graphql'],
];

const any = (names) => `(?:${names.join('|')})`;

const floors = FLOORS.flatMap((floor, level) => {
  const above = FLOORS.slice(level + 1);
  if (above.length === 0) return [];
  return rule(`${floor} imports nothing above it`, { path: `^libs/${floor}/` }, { path: `^libs/${any(above)}/` });
});

const platform = PLATFORM.slice(0, -1).map((rooms, level) =>
  rule(
    `${rooms.join(', ')} of the platform import nothing above them`,
    { path: `^libs/platform/src/${any(rooms)}/`, pathNot: '\\.spec\\.ts$' },
    { path: `^libs/platform/src/${any(PLATFORM.slice(level + 1).flat())}/` },
  ),
);

function rule(name, from, to) {
  return { name, severity: 'error', from, to };
}

export default {
  forbidden: [
    rule('no circles', {}, { circular: true }),
    ...floors,
    ...platform,
    rule('libs know no app and no test', { path: '^libs/', pathNot: '\\.spec\\.ts$' }, { path: '^(apps|test)/' }),
    rule('apps know no test', { path: '^apps/', pathNot: '\\.spec\\.ts$' }, { path: '^test/' }),
    rule(
      'another lib is entered by its index',
      { path: '^libs/([^/]+)/' },
      { path: '^libs/[^/]+/', pathNot: ['^libs/$1/', '^libs/[^/]+/src/index\\.ts$'] },
    ),
    rule(
      'apps enter a lib by its index',
      { path: '^apps/' },
      { path: '^libs/', pathNot: '^libs/[^/]+/src/index\\.ts$' },
    ),
    rule('inside a lib the file itself is imported', { path: '^libs/([^/]+)/' }, { path: '^libs/$1/src/index\\.ts$' }),
    rule('every import leads somewhere', {}, { couldNotResolve: true }),
    rule(
      'the product runs without development packages',
      { path: '^(apps|libs)/', pathNot: '\\.spec\\.ts$' },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: 'node_modules/@types/' },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(test/bench|dist|coverage|\\.haven)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
