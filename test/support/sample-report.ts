import type { Finding, Notice } from '../../src/model/finding.ts';
import type { EdgeTiming, ImportEdge, ImportKind, ModuleRecord } from '../../src/model/module-graph.ts';
import type { ModuleId } from '../../src/model/module-id.ts';
import type { EntryReport, PackageReport, Report, WhyCost, WhyReport } from '../../src/model/report.ts';
import { SAMPLE_CUTS, SAMPLE_TRIED } from './sample-cuts.ts';
import { SAMPLE_CYCLES } from './sample-cycles.ts';
import { SAMPLE_COMPARE } from './sample-compare.ts';
import { FAILED_BOOT, SAMPLE_BOOT } from './sample-boot.ts';

/** The only absolute path in a sample report. */
export const SAMPLE_ROOT = '/home/ada/tracker';

const id = (text: string) => text as ModuleId;

function edge(
  from: string,
  line: number,
  specifier: string,
  to: string,
  timing: EdgeTiming = 'eager',
  kind: ImportKind = 'import',
): ImportEdge {
  return { from: id(from), to: id(to), specifier, line, column: 1, kind, timing };
}

function module(name: string, bytes: number, packageName: string | null = null): ModuleRecord {
  const origin = packageName === null ? 'project' : 'package';
  return {
    id: id(name),
    origin,
    package: packageName,
    format: name.endsWith('.json') ? 'json' : packageName ? 'cjs' : 'esm',
    bytes,
  };
}

const TS = 'node_modules/typescript/lib/typescript.js';
const MORPH = 'node_modules/ts-morph/dist/ts-morph.js';
const CHALK = 'node_modules/chalk/source/index.js';
const STYLES = 'node_modules/chalk/source/vendor/ansi-styles/index.js';
const PINO = 'node_modules/.pnpm/pino@9.1.0/node_modules/pino/pino.js';

const toCli = edge('bin/tracker.ts', 3, '../src/cli.ts', 'src/cli.ts');
const toMigrate = edge('src/cli.ts', 14, './commands/migrate.ts', 'src/commands/migrate.ts');
const toMorph = edge('src/commands/migrate.ts', 1, 'ts-morph', MORPH);
const toTs = edge(MORPH, 5, 'typescript', TS, 'eager', 'require');
const toPino = edge('src/log.ts', 7, 'pino', PINO, 'conditional', 'require');
const toLog = edge('src/cli.ts', 2, './log.ts', 'src/log.ts');
const toSync = edge('src/cli.ts', 31, './commands/sync.ts', 'src/commands/sync.ts', 'lazy', 'dynamic-import');

const MODULES: readonly ModuleRecord[] = [
  module('bin/tracker.ts', 312),
  { id: id('node:fs'), origin: 'builtin', package: null, format: 'builtin', bytes: 0 },
  module(PINO, 4_812, 'pino'),
  module(CHALK, 6_120, 'chalk'),
  module(STYLES, 5_302, 'chalk'),
  module(MORPH, 1_402_118, 'ts-morph'),
  module(TS, 9_103_554, 'typescript'),
  module('package.json', 1_022),
  module('src/cli.ts', 4_120),
  module('src/commands/migrate.ts', 2_201),
  module('src/commands/sync.ts', 1_900),
  module('src/log.ts', 820),
  module('src/paint.ts', 640),
  module('src/types.ts', 400),
  { id: id('unresolved:fsevents'), origin: 'unresolved', package: null, format: 'unknown', bytes: 0 },
];

const EDGES: readonly ImportEdge[] = [
  toCli,
  edge(CHALK, 1, './vendor/ansi-styles/index.js', STYLES),
  toTs,
  edge(MORPH, 9, 'fs', 'node:fs', 'eager', 'require'),
  toLog,
  edge('src/cli.ts', 3, './paint.ts', 'src/paint.ts'),
  edge('src/cli.ts', 4, './types.ts', 'src/types.ts', 'erased'),
  edge('src/cli.ts', 5, '../package.json', 'package.json'),
  toMigrate,
  toSync,
  toMorph,
  edge('src/commands/migrate.ts', 2, '../log.ts', 'src/log.ts'),
  edge('src/commands/migrate.ts', 3, 'typescript', TS, 'lazy', 'dynamic-import'),
  edge('src/commands/sync.ts', 1, '../log.ts', 'src/log.ts'),
  edge('src/log.ts', 1, './paint.ts', 'src/paint.ts'),
  toPino,
  edge('src/log.ts', 9, 'fsevents', 'unresolved:fsevents', 'conditional', 'require'),
  edge('src/paint.ts', 1, 'chalk', CHALK),
  edge('src/paint.ts', 2, './log.ts', 'src/log.ts', 'eager', 're-export'),
];

const PACKAGES: readonly PackageReport[] = [
  {
    name: 'ts-morph',
    timing: 'eager',
    modules: 1,
    bytes: 1_402_118,
    retainedModules: 2,
    retainedBytes: 10_505_672,
    door: toMorph,
  },
  {
    name: 'typescript',
    timing: 'eager',
    modules: 1,
    bytes: 9_103_554,
    retainedModules: 1,
    retainedBytes: 9_103_554,
    door: toMorph,
  },
  {
    name: 'chalk',
    timing: 'eager',
    modules: 2,
    bytes: 11_422,
    retainedModules: 2,
    retainedBytes: 11_422,
    door: edge('src/paint.ts', 1, 'chalk', CHALK),
  },
  {
    name: 'pino',
    timing: 'conditional',
    modules: 1,
    bytes: 4_812,
    retainedModules: 1,
    retainedBytes: 4_812,
    door: toPino,
  },
];

const CLI: EntryReport = {
  name: 'cli:help',
  file: id('bin/tracker.ts'),
  startup: {
    eager: [
      'bin/tracker.ts',
      CHALK,
      STYLES,
      MORPH,
      TS,
      'node:fs',
      'package.json',
      'src/cli.ts',
      'src/commands/migrate.ts',
      'src/log.ts',
      'src/paint.ts',
    ].map(id),
    conditional: [id(PINO), id('unresolved:fsevents')],
  },
  totals: {
    eager: { modules: 10, packages: 3, bytes: 10_526_209, builtins: 1 },
    conditional: { modules: 1, packages: 1, bytes: 4_812, builtins: 0 },
    lazy: { modules: 1, packages: 0, bytes: 1_900, builtins: 0 },
  },
  packages: PACKAGES,
  cycles: { count: 1, modules: 2, largest: [[id('src/log.ts'), id('src/paint.ts')]] },
  budgets: [
    { metric: 'modules', actual: 11, limit: 8, verdict: 'fail', level: 'error', headroomLeft: -0.375 },
    {
      metric: 'bytes',
      actual: 10_531_021,
      limit: 12_000_000,
      verdict: 'pass',
      level: 'error',
      headroomLeft: 0.1224,
    },
  ],
};

const SYNC: EntryReport = {
  name: 'sync',
  file: id('src/commands/sync.ts'),
  startup: {
    eager: [CHALK, STYLES, 'src/commands/sync.ts', 'src/log.ts', 'src/paint.ts'].map(id),
    conditional: [id(PINO)],
  },
  totals: {
    eager: { modules: 5, packages: 1, bytes: 14_782, builtins: 0 },
    conditional: { modules: 1, packages: 1, bytes: 4_812, builtins: 0 },
    lazy: { modules: 0, packages: 0, bytes: 0, builtins: 0 },
  },
  packages: PACKAGES.slice(2),
  cycles: { count: 0, modules: 0, largest: [] },
  budgets: [{ metric: 'packages', actual: 2, limit: 4, verdict: 'pass', level: 'error', headroomLeft: 0.5 }],
};

const FINDINGS: readonly Finding[] = [
  {
    rule: 'forbidden',
    level: 'error',
    entry: 'cli:help',
    chain: [toCli, toMigrate, toMorph, toTs],
    reason: 'the help text must not wait for a compiler',
    pattern: 'typescript',
    module: id(TS),
    package: 'typescript',
    certain: true,
    others: 0,
  },
  { rule: 'budget', level: 'error', entry: 'cli:help', chain: [], metric: 'modules', actual: 11, limit: 8 },
  {
    rule: 'required',
    level: 'warning',
    entry: 'cli:help',
    chain: [toCli, toSync],
    fix: 'wire it in src/cli.ts, next to the other commands',
    pattern: 'src/commands/sync.ts',
    module: id('src/commands/sync.ts'),
    reached: 'lazy',
  },
  {
    rule: 'dependency-cruiser',
    level: 'warning',
    entry: 'sync',
    chain: [],
    name: 'no-circular',
    edge: edge('src/log.ts', 1, './paint.ts', 'src/paint.ts'),
    module: id('src/log.ts'),
  },
  {
    rule: 'dependency-cruiser',
    level: 'info',
    entry: 'sync',
    chain: [],
    name: 'no-orphans',
    edge: null,
    module: id('src/types.ts'),
  },
  {
    rule: 'stale-exception',
    level: 'error',
    entry: null,
    chain: [],
    exception: 'src/a.ts -> zod',
    why: 'expired',
    expires: '2026-03-01',
  },
];

const NOTICES: readonly Notice[] = [
  {
    code: 'unresolved-optional',
    level: 'info',
    message: 'fsevents is not installed',
    at: { file: 'src/log.ts', line: 9, column: 3 },
  },
  {
    code: 'syntax-error',
    level: 'warning',
    message: 'unexpected token',
    hint: 'its imports are not in the graph',
    at: { file: 'src/old.js', line: 88 },
  },
  {
    code: 'config-code',
    level: 'info',
    message: 'import-budget.config.ts was executed to read the config',
    at: { file: 'import-budget.config.ts' },
  },
];

const WHY: WhyReport = {
  query: 'typescript',
  matched: [id(TS)],
  entries: [
    {
      entry: 'cli:help',
      reached: 'eager',
      chain: [toCli, toMigrate, toMorph, toTs],
      lines: [
        "import '../src/cli.ts';",
        "import { migrate } from './commands/migrate.ts';",
        "import { Project, ts } from 'ts-morph';",
        null,
      ],
      doors: [
        {
          edge: toMorph,
          line: "import { Project, ts } from 'ts-morph';",
          chain: [toCli, toMigrate, toMorph, toTs],
        },
      ],
      evict: {
        edges: [toMorph],
        lines: ["import { Project, ts } from 'ts-morph';"],
        firstParty: true,
        modules: 2,
        bytes: 10_505_672,
      },
      retained: { modules: 1, bytes: 9_103_554, ids: [id(TS)] },
      lazyDoors: [],
      mentions: [],
      cost: sampleCost(TS),
    },
    {
      entry: 'sync',
      reached: 'lazy',
      chain: [edge('src/commands/migrate.ts', 3, 'typescript', TS, 'lazy', 'dynamic-import')],
      lines: ["const { default: ts } = await import('typescript');"],
      doors: [],
      evict: null,
      retained: { modules: 0, bytes: 0, ids: [] },
      lazyDoors: [edge('src/commands/migrate.ts', 3, 'typescript', TS, 'lazy', 'dynamic-import')],
      mentions: [],
    },
    {
      entry: 'docs',
      reached: 'not',
      chain: [],
      lines: [],
      doors: [],
      evict: null,
      retained: { modules: 0, bytes: 0, ids: [] },
      lazyDoors: [],
      mentions: [
        {
          edge: edge('src/docs.ts', 2, 'typescript', TS, 'erased'),
          line: "import type { Node } from 'typescript';",
        },
      ],
    },
  ],
};

const BOOT_NOTICES: readonly Notice[] = [
  { code: 'cold-disk', level: 'warning', message: 'the page cache can only be emptied on Linux' },
  { code: 'left-running', level: 'info', message: "'cli:help': 1 process more ran when the boot was over" },
  { code: 'probe', level: 'info', message: 'the module loader could not be watched' },
  {
    code: 'registrar-not-found',
    level: 'warning',
    message: 'src/bus.ts has no function subscribe',
    hint: 'h',
  },
];

function sampleCost(name: string): WhyCost {
  const visit = SAMPLE_BOOT.modules.find((visit) => visit.id === name);
  if (!visit) throw new Error(`The sample boot loads no ${name}.`);
  const triggeredBy: ModuleId[] = [];
  for (let at = visit.importer; at !== null;) {
    triggeredBy.unshift(at);
    at = SAMPLE_BOOT.modules.find((visit) => visit.id === at)?.importer ?? null;
  }
  return { measuredAt: SAMPLE_BOOT.environment.measuredAt, visit, triggeredBy };
}

/** A small report with something in every field that the command fills. */
export function sampleReport(command: Report['command']): Report {
  const shared = {
    ...emptyReport(command),
    config: 'import-budget.config.ts',
    entries: [CLI, SYNC],
    modules: MODULES,
    edges: EDGES,
    notices: NOTICES,
  };
  if (command === 'why') return { ...shared, why: WHY };
  if (command === 'compare') return { ...shared, compare: SAMPLE_COMPARE };
  if (command === 'cycles') return { ...shared, cycles: SAMPLE_CYCLES };
  if (command === 'suggest') return { ...shared, cuts: SAMPLE_CUTS };
  if (command === 'try') return { ...shared, tried: SAMPLE_TRIED };
  if (command === 'boot') {
    const { kind, message = '', hint = '' } = FAILED_BOOT.failure ?? {};
    const boots = [SAMPLE_BOOT, FAILED_BOOT];
    const notices = [...NOTICES, ...BOOT_NOTICES];
    return { ...shared, boots, notices, error: { code: `boot-${kind ?? ''}`, message, hint } };
  }
  return command === 'check' ? { ...shared, findings: FINDINGS } : shared;
}

/** A report of a run that learnt nothing. */
export function emptyReport(command: Report['command']): Report {
  const tool = { name: 'import-budget', version: '0.1.0' } as const;
  return {
    schemaVersion: 1,
    tool,
    command,
    root: SAMPLE_ROOT,
    config: null,
    entries: [],
    modules: [],
    edges: [],
    findings: [],
    notices: [],
    ...(command === 'why' ? { why: { query: 'zod', matched: [], entries: [] } } : {}),
    ...(command === 'boot' ? { boots: [] } : {}),
    ...(command === 'cycles' ? { cycles: { cycles: [], elsewhere: [], nodeMajor: 24 } } : {}),
    ...(command === 'suggest' ? { cuts: [] } : {}),
    ...(command === 'try' ? { tried: [] } : {}),
  };
}

/** What a name in a hostile report ends in: escapes, newlines, bidi and whatever closes a string, a label or a tag. */
export const HOSTILE = '\u001b[31m\n\r\u009b2J\u202e\u2028"]};`%%{init: {}}%%<script>&#x27;\\';

const OWN_WORDS = new Set([
  'schemaVersion',
  'tool',
  'command',
  'root',
  'origin',
  'format',
  'kind',
  'timing',
  'rule',
  'level',
  'code',
  'metric',
  'verdict',
  'reached',
  'ready',
  'node',
  'measuredAt',
  'mode',
  'outcome',
  'presence',
  'by',
  'packages',
  'attribution',
  'cause',
  'does',
  'confidence',
  'via',
  'use',
  'when',
  'simulated',
  'basis',
  'action',
  'deferability',
  'shape',
  'safety',
  'target',
]);

/** A sample report in which every string that comes from outside is hostile. */
export function hostileReport(command: Report['command']): Report {
  return spoil(sampleReport(command), '') as Report;
}

function spoil(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value.map((item) => spoil(item, ''));
  if (OWN_WORDS.has(key) || value === 'uncommitted') return value;
  if (typeof value === 'string') return key === 'why' ? value : value + HOSTILE;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, spoil(item, name)]));
}
