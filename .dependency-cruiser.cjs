// The arrows of the architecture: who may know whom. `npm run check:arrows` holds them.
const only = (name, from, allowed, comment, except) => ({
  name,
  comment,
  severity: 'error',
  from: { path: `^${from}/` },
  to: {
    path: `^(${FOLDERS.filter((folder) => !allowed.includes(folder)).join('|')})/`,
    ...(except && { pathNot: except }),
  },
});
const FOLDERS = [
  'bench',
  'cli',
  'reference',
  'site',
  'spec',
  'steps',
  'suite',
  'test',
  'tools',
  'wire',
  'examples',
  'mutants',
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    only('wire-knows-nobody', 'wire', ['wire'], 'The wire format stands below everything.'),
    only('spec-knows-nobody', 'spec', ['spec'], 'Requirements, choices and vectors are data.'),
    only(
      'reference-knows-wire',
      'reference',
      ['reference', 'wire'],
      'The reference must not lean on the suite that judges it.',
    ),
    only(
      'suite-is-black-box',
      'suite',
      ['suite', 'wire', 'spec'],
      'A target is a process or an address, the reference too.',
    ),
    only(
      'steps-are-black-box',
      'steps',
      ['steps', 'suite', 'wire', 'spec'],
      'Steps know the suite, never the reference.',
    ),
    only(
      'site-shows-the-suite',
      'site',
      ['site', 'suite', 'spec', 'wire'],
      'The living specification is made of data, features and results.',
    ),
    only(
      'cli-joins-them',
      'cli',
      ['cli', 'reference', 'site', 'suite'],
      'Only the command knows both sides.',
    ),
    only(
      'bench-stands-apart',
      'bench',
      ['bench'],
      'All servers are processes to the bench, the reference too.',
      '^tools/support/free-port',
    ),
    {
      name: 'no-cycles',
      severity: 'error',
      comment:
        'Two modules that load each other are one module, or three. (A type that is named back is no load.)',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'nothing-unresolvable',
      severity: 'error',
      comment: 'An import that cannot be resolved breaks where it is first run.',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-development-packages-at-run-time',
      severity: 'error',
      comment: 'The installed package has no development dependencies.',
      // What runs in browsers is bundled when the package is built.
      from: {
        path: '^(cli|reference|site|spec|steps|suite|wire)/',
        pathNot: '^(site|suite/report)/browser/',
      },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm', 'type-only'], pathNot: '@types' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['require', 'node', 'default'],
    },
  },
};
