import type { CutCandidate, CutMeasurement, CutsReport, TriedCuts } from '../../src/model/cut.ts';
import type { Effect } from '../../src/model/effect.ts';
import type { ImportEdge } from '../../src/model/module-graph.ts';
import type { ModuleId } from '../../src/model/module-id.ts';
import { HAZARD_SAMPLE } from './sample-cycles.ts';

const id = (name: string) => name as ModuleId;
const TS = id('node_modules/typescript/lib/typescript.js');
const MORPH = id('node_modules/ts-morph/dist/ts-morph.js');

function edge(from: string, line: number, specifier: string, to: string): ImportEdge {
  return { from: id(from), to: id(to), specifier, line, column: 1, kind: 'import', timing: 'eager' };
}

const toMorph = edge('src/commands/migrate.ts', 1, 'ts-morph', MORPH);
const toMigrate = edge('src/cli.ts', 14, './commands/migrate.ts', 'src/commands/migrate.ts');

const LISTENER: Effect = {
  module: id('src/commands/migrate.ts'),
  line: 8,
  kind: 'registration',
  what: 'process.on SIGTERM',
  target: 'global',
  name: 'listener process SIGTERM',
  confidence: 'certain',
};

function ofOneEdit(cut: Omit<CutCandidate, 'edits'>): CutCandidate {
  const { action, edges, deferability, shape, definedIn } = cut;
  return { ...cut, edits: [{ action, edges, deferability, shape, ...(definedIn && { definedIn }) }] };
}

const MEASURED: CutMeasurement = {
  change: -0.58,
  low: -0.63,
  high: -0.52,
  pairs: 9,
  touched: [],
  modulesLeft: [MORPH, TS],
  registrationsLost: [],
  sameOutput: true,
  sameExitCode: true,
};

const DEFER = ofOneEdit({
  id: 'defer-ts-morph-1f3a',
  action: 'defer',
  edges: [toMorph],
  deferability: 'mechanical',
  difficulty: 1,
  shape: 'await-import',
  reasons: [],
  frees: { modules: [MORPH, TS], bytes: 10_505_672, ms: 251 },
  safety: 'safe',
  unmasks: [],
  losesEffects: [],
  paidBy: [{ file: 'src/commands/migrate.ts', line: 22 }],
  heldBy: [],
  measured: MEASURED,
});

const REVIEW = ofOneEdit({
  ...DEFER,
  id: 'registry-migrate-77c0',
  action: 'registry',
  edges: [toMigrate, edge('src/cli.ts', 15, './commands/sync.ts', 'src/commands/sync.ts')],
  deferability: 'review',
  difficulty: 4,
  shape: 'getter',
  reasons: [
    { code: 'exported-value', at: { file: 'src/cli.ts', line: 20, column: 3 }, detail: 'migrate' },
    { code: 'sync-caller', at: { file: 'src/cli.ts', line: 41 }, detail: 'sync' },
  ],
  frees: { modules: [id('src/commands/migrate.ts')], bytes: 2_201, ms: null },
  safety: 'review',
  losesEffects: [
    LISTENER,
    { ...LISTENER, line: 9, kind: 'polyfill', what: 'globalThis.File', confidence: 'likely' },
  ],
  heldBy: [edge('src/table.ts', 1, './commands/migrate.ts', 'src/commands/migrate.ts')],
});

const BLOCKED = ofOneEdit({
  ...DEFER,
  id: 'defer-log-0b11',
  edges: [edge('src/cli.ts', 2, './log.ts', 'src/log.ts')],
  deferability: 'blocked',
  difficulty: Infinity,
  shape: null,
  reasons: [{ code: 'heritage', at: { file: 'src/cli.ts', line: 30 }, detail: 'Log' }],
  frees: { modules: [id('src/log.ts')], bytes: 820, ms: 0.4 },
  safety: 'blocked',
  unmasks: [HAZARD_SAMPLE],
  paidBy: [],
});

const UPSTREAM = ofOneEdit({
  ...BLOCKED,
  id: 'upstream-typescript-91d2',
  action: 'upstream',
  edges: [{ ...edge(MORPH, 5, 'typescript', TS), kind: 'require' }],
  reasons: [{ code: 'not-editable', at: { file: MORPH, line: 5 }, detail: 'ts-morph' }],
  frees: { modules: [TS], bytes: 9_103_554, ms: 230 },
  instead: toMorph,
});

const BARREL = ofOneEdit({
  ...DEFER,
  id: 'past-barrel-index-4c4d',
  action: 'past-barrel',
  deferability: 'free',
  difficulty: 0.2,
  shape: null,
  edges: [edge('src/log.ts', 1, './index.ts', 'src/index.ts')],
  definedIn: [{ name: 'paint', module: id('src/paint.ts') }],
  paidBy: [],
});

/** What can be cut from one entry: a candidate of each safety, a group, one of a package's authors; and an entry without any. */
export const SAMPLE_CUTS: readonly CutsReport[] = [
  {
    entry: 'cli:help',
    basis: 'measured',
    startup: { modules: 11, bytes: 10_531_021, ms: 412 },
    candidates: [DEFER, BARREL, REVIEW, BLOCKED, UPSTREAM],
    plan: { cuts: [DEFER.id, REVIEW.id], difficulty: 5, leftMs: 161, leftBytes: 23_148, leftModules: 8 },
    hull: [
      { cuts: [], difficulty: 0, leftMs: 412, leftBytes: 10_531_021, leftModules: 11 },
      { cuts: [DEFER.id], difficulty: 1, leftMs: 163, leftBytes: 25_349, leftModules: 9 },
      { cuts: [DEFER.id, REVIEW.id], difficulty: 5, leftMs: 161, leftBytes: 23_148, leftModules: 8 },
    ],
    summary: { safe: 2, review: 1, blocked: 2 },
    riskyTogether: [{ cuts: [DEFER.id, BARREL.id], unmasks: [HAZARD_SAMPLE] }],
    floor: { modules: 4, bytes: 12_000, ms: 31 },
    verified: { measurement: MEASURED, rounds: 2, settled: true, dropped: [toMigrate], untried: [BARREL.id] },
    asked: { what: '--goal 160 ms', reached: false },
  },
  {
    entry: 'sync',
    basis: 'bytes',
    startup: { modules: 6, bytes: 19_594, ms: null },
    candidates: [],
    plan: { cuts: [], difficulty: 0, leftMs: null, leftBytes: 19_594, leftModules: 6 },
    hull: [],
    summary: { safe: 0, review: 0, blocked: 0 },
    riskyTogether: [],
    floor: { modules: 0, bytes: 0, ms: null },
    verified: { measurement: null, rounds: 8, settled: false, dropped: [], untried: [] },
  },
];

/** A cut that holds, one that saves nothing, and one that breaks in every way. */
export const SAMPLE_TRIED: readonly TriedCuts[] = [
  { entry: 'cli:help', scenarios: [], cuts: [DEFER.id], edges: [toMorph], measurement: MEASURED },
  {
    entry: 'cli:help',
    scenarios: ['node bin/tracker.ts sync'],
    cuts: [DEFER.id, BARREL.id],
    edges: [toMorph],
    untried: [BARREL.id],
    measurement: {
      ...MEASURED,
      baseCpuMs: 412,
      headCpuMs: 411.6,
      skipped: [{ edge: toMigrate, why: 'not-editable' }],
      change: 0.002,
      low: -0.01,
      high: 0.014,
      modulesLeft: [],
    },
  },
  {
    entry: 'sync',
    scenarios: [],
    cuts: [REVIEW.id],
    edges: REVIEW.edges,
    measurement: {
      ...MEASURED,
      touched: [
        {
          edge: toMigrate,
          by: { file: 'src/cli.ts', line: 52 },
          stack: ['main (src/cli.ts:52:3)', 'src/cli.ts:60:1'],
        },
        { edge: toMorph, by: null, stack: [] },
      ],
      registrationsLost: ['listener process SIGTERM'],
      sameOutput: false,
      sameExitCode: false,
      problem: 'it ended with exit code 1',
    },
  },
];
