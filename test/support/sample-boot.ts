import type { BootRun, BootTotals, BootTrace, Measured, ModuleVisit } from '../../src/model/boot.ts';
import type { ImportEdge } from '../../src/model/module-graph.ts';
import type { ModuleId } from '../../src/model/module-id.ts';
import type { Drift } from '../../src/model/startup.ts';

const id = (text: string) => text as ModuleId;

/**
 * A CLI of 39 modules as `name <- importer: phases`, in order of first load: resolve, read, lex, compile, link, self.
 * The last column names later importers.
 */
type Loaded = readonly [string, string | null, readonly number[], string?][];

const LOADED: Loaded = [
  ['bin/tracker.js', null, [0.4, 0.2, 0, 0.3, 0, 0.6]],
  ['node:module', 'bin/tracker.js', [0, 0, 0, 0, 0, 0.02]],
  ['dist/cli.js', 'bin/tracker.js', [0.3, 0.4, 0, 0.5, 0.2, 1.8]],
  ['dist/log.js', 'dist/cli.js', [0.2, 0.2, 0, 0.2, 0, 0.4], 'dist/commands/migrate.js'],
  ['node_modules/.pnpm/pino@9.1.0/node_modules/pino/pino.js', 'dist/log.js', [0.9, 0.3, 0.2, 0.9, 0, 2.6]],
  ...tree('node_modules/.pnpm/pino@9.1.0/node_modules/pino/', 'pino.js', [
    ['lib/tools.js', [0.3, 0.2, 0, 0.6, 0, 0.9]],
    ['lib/levels.js', [0.2, 0.1, 0, 0.2, 0, 0.2]],
    ['lib/proto.js', [0.2, 0.1, 0, 0.3, 0, 0.3]],
    ['lib/meta.js', [0.1, 0.1, 0, 0.1, 0, 0.01]],
  ]),
  [
    'node_modules/sonic-boom/index.js',
    'node_modules/.pnpm/pino@9.1.0/node_modules/pino/lib/tools.js',
    [0.5, 0.3, 0, 0.9, 0, 1.1],
  ],
  [
    'node:worker_threads',
    'node_modules/.pnpm/pino@9.1.0/node_modules/pino/lib/tools.js',
    [0, 0, 0, 0, 0, 4.2],
  ],
  ['dist/paint.js', 'dist/cli.js', [0.2, 0.1, 0, 0.2, 0, 0.1]],
  ['node_modules/chalk/source/index.js', 'dist/paint.js', [0.6, 0.2, 0, 0.4, 0.1, 0.8]],
  ...tree('node_modules/chalk/source/', 'index.js', [
    ['vendor/ansi-styles/index.js', [0.2, 0.2, 0, 0.3, 0, 0.4]],
    ['vendor/supports-color/index.js', [0.2, 0.1, 0, 0.2, 0, 0.7]],
  ]),
  ['node:tty', 'node_modules/chalk/source/vendor/supports-color/index.js', [0, 0, 0, 0, 0, 1.3]],
  ['package.json', 'dist/cli.js', [0.1, 0.1, 0, 0.1, 0, 0]],
  ['dist/commands/migrate.js', 'dist/cli.js', [0.2, 0.2, 0, 0.3, 0.1, 0.5]],
  ['node_modules/ts-morph/dist/ts-morph.js', 'dist/commands/migrate.js', [0.8, 1.2, 6.1, 9.4, 0, 21.5]],
  [
    'node_modules/@ts-morph/common/dist/ts-morph-common.js',
    'node_modules/ts-morph/dist/ts-morph.js',
    [0.6, 0.9, 0, 5.2, 0, 8.8],
  ],
  [
    'node_modules/typescript/lib/typescript.js',
    'node_modules/@ts-morph/common/dist/ts-morph-common.js',
    [0.7, 9.6, 0, 24.1, 0, 98.4],
    'dist/commands/lint.js',
  ],
  ['node:fs', 'node_modules/typescript/lib/typescript.js', [0, 0, 0, 0, 0, 0.01]],
  ['node:inspector', 'node_modules/typescript/lib/typescript.js', [0, 0, 0, 0, 0, 2.1]],
  ['node:perf_hooks', 'node_modules/typescript/lib/typescript.js', [0, 0, 0, 0, 0, 3.4]],
  [
    'node_modules/fast-glob/out/index.js',
    'node_modules/@ts-morph/common/dist/ts-morph-common.js',
    [0.5, 0.2, 0, 0.4, 0, 0.5],
  ],
  ...tree('node_modules/fast-glob/out/', 'index.js', [
    ['managers/tasks.js', [0.3, 0.1, 0, 0.3, 0, 0.2]],
    ['providers/async.js', [0.2, 0.1, 0, 0.2, 0, 0.2]],
    ['providers/stream.js', [0.2, 0.1, 0, 0.2, 0, 0.2]],
    ['providers/sync.js', [0.2, 0.1, 0, 0.2, 0, 0.1]],
    ['settings.js', [0.2, 0.1, 0, 0.2, 0, 0.1]],
  ]),
  [
    'node_modules/micromatch/index.js',
    'node_modules/fast-glob/out/managers/tasks.js',
    [0.5, 0.2, 0, 0.6, 0, 0.4],
  ],
  ...tree('node_modules/micromatch/node_modules/picomatch/', '../../index.js', [
    ['index.js', [0.4, 0.1, 0, 0.1, 0, 0.1]],
    ['lib/parse.js', [0.2, 0.2, 0, 0.9, 0, 0.3]],
    ['lib/scan.js', [0.2, 0.1, 0, 0.4, 0, 0.1]],
  ]),
  ['node_modules/fsevents/fsevents.node', 'dist/commands/migrate.js', [0.4, 0, 0, 0, 0, 1.1]],
  ['dist/commands/lint.js', 'dist/cli.js', [0.2, 0.2, 0, 0.3, 0.1, 0.4]],
  ['dist/settings.js', 'dist/commands/lint.js', [0.2, 0.1, 0, 0.2, 0, 38.2]],
  ['dist/locale/en.json', 'dist/settings.js', [0.1, 0.3, 0, 0.4, 0, 0]],
  ['node:crypto', 'dist/settings.js', [0, 0, 0, 0, 0, 5.7]],
];

function tree(
  folder: string,
  top: string,
  files: readonly [string, readonly number[]][],
): [string, string, readonly number[]][] {
  const parent = top.startsWith('../../')
    ? folder.replace(/node_modules\/[^/]+\/$/, '') + top.slice(6)
    : folder + top;
  return files.map(([file, phases]) => [folder + file, parent, phases]);
}

function packageOf(name: string): string | null {
  const at = name.lastIndexOf('node_modules/');
  return at < 0 ? null : (/^(@[^/]+\/)?[^/]+/.exec(name.slice(at + 13))?.[0] ?? null);
}

function visits(loaded: Loaded): readonly ModuleVisit[] {
  const own = loaded.map(([, , phases]) => phases.reduce((sum, ms) => sum + ms, 0));
  return loaded.map(([name, importer, phases, later], order) => {
    const [resolveMs = 0, readMs = 0, lexMs = 0, compileMs = 0, linkMs = 0, selfMs = 0] = phases;
    const retained = lost(loaded, name);
    const owner = packageOf(name);
    return {
      id: id(name),
      origin: name.startsWith('node:') ? 'builtin' : owner === null ? 'project' : 'package',
      package: owner,
      format: formatOf(name, owner),
      bytes: name.startsWith('node:') ? 0 : 400 + order * 731,
      importer: importer === null ? null : id(importer),
      laterImporters: later === undefined ? [] : [id(later)],
      order,
      resolveMs,
      readMs,
      lexMs,
      compileMs,
      linkMs,
      selfMs,
      totalMs: below(loaded, name).reduce((sum, at) => sum + (own[at] ?? 0), 0),
      retainedMs: retained.reduce((sum, at) => sum + (own[at] ?? 0), 0),
      retainedModules: retained.filter((at) => !loaded[at]?.[0].startsWith('node:')).length,
      attribution: name === 'dist/settings.js' ? 'shared' : 'exact',
      outcome: name.endsWith('.node') ? 'threw' : 'evaluated',
      instances: name === 'dist/log.js' ? 2 : 1,
    };
  });
}

function formatOf(name: string, owner: string | null): ModuleVisit['format'] {
  if (name.startsWith('node:')) return 'builtin';
  if (name.endsWith('.json')) return 'json';
  if (name.endsWith('.node')) return 'native';
  return owner === null || owner === 'chalk' ? 'esm' : 'cjs';
}

/** A module and those below it by first importer. */
function below(loaded: Loaded, name: string): number[] {
  return loaded.flatMap(([other, importer], at) =>
    other === name ? [at] : importer === name ? below(loaded, other) : [],
  );
}

/** What no import reaches any more without a module, itself included: by trying it, not by dominators. */
function lost(loaded: Loaded, name: string): number[] {
  const seen = new Set<string>();
  const walk = (at: string) => {
    if (at === name || seen.has(at)) return;
    seen.add(at);
    for (const [other, importer, , later] of loaded) if (importer === at || later === at) walk(other);
  };
  walk(loaded[0]?.[0] ?? '');
  return loaded.flatMap(([other], at) => (seen.has(other) ? [] : [at]));
}

const measured = (value: number, margin: number, runs = 12): Measured => ({
  value,
  low: value - margin,
  high: value + margin,
  runs,
});

function run(kind: BootRun['kind'], cpuMs: number, wallMs: number): BootRun {
  const modules = kind === 'probed' ? 34 : null;
  const memory = { rssBytes: 92_400_000, heapBytes: 31_000_000 };
  return { kind, outcome: 'ready', wallMs, cpuMs, ...memory, modules, exitCode: 0, signal: null };
}

const TOTALS: BootTotals = {
  cpuMs: measured(412.4, 8.9),
  wallMs: measured(430.2, 31),
  rssBytes: measured(92_400_000, 400_000),
  bareCpuMs: measured(69.6, 1.2),
  multiple: measured(5.93, 0.15),
  probedCpuMs: measured(431.4, 9.8, 9),
  noise: 0.031,
  multipleNoise: 0.022,
  doubts: [],
};

const toSync: ImportEdge = {
  from: id('dist/cli.js'),
  to: id('dist/commands/sync.js'),
  specifier: './commands/sync.js',
  line: 31,
  column: 7,
  kind: 'dynamic-import',
  timing: 'conditional',
};

const DRIFT: Drift = {
  staticOnly: [
    {
      cause: 'conditional-not-taken',
      module: toSync.to,
      importer: toSync.from,
      edge: toSync,
      instead: null,
      modules: 12,
      bytes: 41_310,
      eager: false,
    },
  ],
  runtimeOnly: [
    {
      cause: 'resolved-elsewhere',
      module: id('node_modules/chalk/source/index.js'),
      importer: id('dist/paint.js'),
      edge: null,
      instead: id('node_modules/chalk/source/browser.js'),
      modules: 3,
      bytes: 9_012,
      place: { file: 'dist/paint.js', line: 2, column: 1 },
    },
    {
      cause: 'computed',
      module: id('dist/locale/en.json'),
      importer: id('dist/settings.js'),
      edge: null,
      instead: null,
      modules: 1,
      bytes: 300,
      place: null,
    },
  ],
  both: 27,
  mismatch: null,
};

/** A boot that went well, with something in every field. */
export const SAMPLE_BOOT: BootTrace = {
  entry: 'cli:help',
  command: ['node', 'bin/tracker.js', '--help'],
  ready: 'auto',
  reached: 'exit',
  main: id('bin/tracker.js'),
  environment: {
    node: 'v20.20.2',
    platform: 'linux',
    arch: 'x64',
    cpu: 'Sample CPU',
    cpus: 8,
    measuredAt: '2026-10-02T14:05:11.000Z',
    compileCache: false,
    coldDisk: false,
  },
  probe: { mode: 'internal', cannotSee: [], overhead: 0.046 },
  runs: Array.from({ length: 12 }, (_, round) => [
    run('bare', 69.1 + (round % 3), 71),
    run('plain', 408.4 + (round % 5) * 2, 430.2),
    ...(round < 9 ? [run('probed', 427.4 + (round % 5) * 2, 449)] : []),
  ])
    .flat()
    .concat(run('registrations', 460.2, 477)),
  totals: TOTALS,
  modules: visits(LOADED),
  outside: { nodeMs: 31.2, loaderMs: 6.4, afterMs: 44.1 },
  processes: [
    { kind: 'launcher', title: 'npm exec tracker --help', modules: 412, cpuMs: 288.1, left: false },
    { kind: 'worker', title: 'node_modules/sonic-boom/worker.js', modules: 3, cpuMs: null, left: false },
    { kind: 'child', title: 'git rev-parse --show-toplevel', modules: 0, cpuMs: null, left: true },
  ],
  registrations: [
    { module: id('dist/log.js'), kind: 'listener', target: 'process', name: 'uncaughtException', count: 1 },
    { module: id('dist/log.js'), kind: 'listener', target: 'process', name: 'exit', count: 2 },
    {
      module: id('node_modules/chalk/source/index.js'),
      kind: 'symbol-registry',
      target: 'Symbol.for',
      name: 'chalk.level',
      count: 1,
    },
    { module: id('dist/settings.js'), kind: 'timer', target: 'setInterval', name: '', count: 1 },
    {
      module: id('node_modules/typescript/lib/typescript.js'),
      kind: 'builtin-patch',
      target: 'node:fs',
      name: 'readFileSync',
      count: 1,
    },
    {
      module: id('node_modules/micromatch/index.js'),
      kind: 'prototype',
      target: 'Array.prototype',
      name: 'flatten',
      count: 1,
    },
    {
      module: id('dist/commands/lint.js'),
      kind: 'registrar',
      target: 'src/bus.ts#subscribe',
      name: 'lint:done',
      count: 1,
    },
    { module: id('dist/settings.js'), kind: 'global', target: 'globalThis', name: '__tracker', count: 1 },
  ],
  memory: [
    {
      specifier: 'chalk',
      importer: id('dist/paint.js'),
      package: 'chalk',
      heapBytes: 120_300,
      externalBytes: 0,
    },
    {
      specifier: 'fsevents',
      importer: id('dist/commands/migrate.js'),
      package: 'fsevents',
      heapBytes: null,
      externalBytes: null,
      problem: 'could not be loaded on its own',
    },
    {
      specifier: 'pino',
      importer: id('dist/log.js'),
      package: 'pino',
      heapBytes: 910_000,
      externalBytes: 65_536,
    },
    {
      specifier: 'ts-morph',
      importer: id('dist/commands/migrate.js'),
      package: 'ts-morph',
      heapBytes: 18_420_000,
      externalBytes: 9_100_000,
    },
  ],
  drift: DRIFT,
  failure: null,
};

/** A boot that was killed while a module was evaluated, seen by the poorest means, every figure in doubt. */
export const FAILED_BOOT: BootTrace = {
  ...SAMPLE_BOOT,
  entry: 'node dist/serve.js --token <secret>',
  command: ['node', 'dist/serve.js', '--token', '<secret>'],
  ready: 'listen:3000',
  reached: null,
  probe: {
    mode: 'register',
    cannotSee: [
      'What require() of an ES module brings in cannot be seen.',
      'How long ES modules take to compile cannot be told.',
    ],
    overhead: 0.25,
  },
  runs: [{ ...run('plain', 96, 1_201), outcome: 'crashed', exitCode: null, signal: 'SIGKILL' }],
  totals: {
    ...TOTALS,
    cpuMs: measured(96.4, 0, 1),
    wallMs: measured(1_201, 0, 1),
    multiple: null,
    probedCpuMs: null,
    noise: null,
    doubts: [
      { kind: 'waits', wallMs: 1_201, cpuMs: 96.4 },
      { kind: 'spread', metric: 'cpu', spread: 0.34 },
      { kind: 'spread', metric: 'wall', spread: 0.61 },
      { kind: 'few-runs', runs: 1 },
      { kind: 'overhead', overhead: 0.25 },
    ],
  },
  modules: visits(LOADED.slice(0, 4)),
  processes: [],
  registrations: null,
  memory: null,
  drift: {
    ...DRIFT,
    mismatch: { kind: 'another-program', entry: id('dist/serve.js'), main: id('bin/tracker.js') },
  },
  failure: {
    kind: 'signal',
    message: 'The process was killed by SIGKILL after 1.2 s.',
    hint: 'Look for what kills it: the system does when memory runs out.',
    module: id('dist/log.js'),
    stdout: '',
    stderr: `${Array.from({ length: 30 }, (_, line) => `\u001b[31mwarn\u001b[0m line ${line}`).join('\n')}\r\n50 %\r100 %\n`,
  },
};
