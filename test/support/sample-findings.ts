import type { Finding } from '../../src/model/finding.ts';
import type { ImportEdge } from '../../src/model/module-graph.ts';
import type { ModuleId } from '../../src/model/module-id.ts';
import type { BudgetReport, Report } from '../../src/model/report.ts';
import { sampleReport } from './sample-report.ts';

const id = (text: string) => text as ModuleId;

function edge(from: string, line: number, to: string, more: Partial<ImportEdge> = {}): ImportEdge {
  const specifier = `./${to}`;
  return {
    from: id(from),
    to: id(to),
    specifier,
    line,
    column: 1,
    kind: 'import',
    timing: 'eager',
    ...more,
  };
}

const toSync = edge('bin/tracker.ts', 31, 'src/commands/sync.ts', { timing: 'lazy', kind: 'dynamic-import' });
const toWatch = edge('src/commands/sync.ts', 2, 'src/watch.ts');
const toMorph = edge('bin/tracker.ts', 1, 'node_modules/ts-morph/dist/ts-morph.js', {
  specifier: 'ts-morph',
  kind: 'require',
  observed: true,
  unplaced: true,
});
const common = { level: 'error', entry: 'cli:help', chain: [] } as const;

/** One finding of each kind that only the gate makes. */
export const GATE_FINDINGS: readonly Finding[] = [
  {
    ...common,
    rule: 'budget',
    metric: 'cpuMs',
    actual: 412.3,
    limit: 250,
    measured: { value: 412.3, low: 403, high: 421, runs: 9 },
    noise: 0.04,
  },
  {
    ...common,
    rule: 'budget',
    level: 'warning',
    metric: 'rss',
    actual: 118_000_000,
    limit: 120_000_000,
    verdict: 'inconclusive',
    measured: { value: 118_000_000, low: 116_000_000, high: 121_000_000, runs: 9 },
  },
  {
    ...common,
    rule: 'budget',
    level: 'warning',
    metric: 'bytes',
    actual: 11_900_000,
    limit: 12_000_000,
    verdict: 'headroom',
  },
  {
    ...common,
    rule: 'required',
    pattern: 'listener process SIGTERM',
    registration: true,
    module: null,
    reached: 'not',
  },
  {
    ...common,
    rule: 'registrations',
    reason: 'orders must be answered',
    registration: 'registrar src/bus.ts#subscribe order.created',
    change: 'missing',
    module: null,
  },
  {
    ...common,
    rule: 'registrations',
    level: 'info',
    chain: [edge('bin/tracker.ts', 4, 'src/audit.ts')],
    registration: 'listener process exit',
    change: 'new',
    module: id('src/audit.ts'),
  },
  {
    ...common,
    rule: 'late-registration',
    chain: [toSync, toWatch],
    module: id('src/watch.ts'),
    root: id('src/commands/sync.ts'),
    registrations: ['listener process SIGHUP', 'listener process SIGUSR2'],
  },
  {
    ...common,
    rule: 'cold-load',
    pattern: 'src/commands/*.ts',
    module: id('src/commands/sync.ts'),
    message: "Cannot access 'Base' before initialization",
    at: { file: 'src/commands/sync.ts', line: 3 },
  },
  {
    ...common,
    rule: 'prewarm',
    chain: [toSync],
    pattern: 'src/commands/**',
    module: id('src/commands/sync.ts'),
    package: null,
    reached: 'lazy',
    door: toSync,
    modules: 12,
    bytes: 48_210,
  },
  {
    ...common,
    rule: 'new-heavy',
    chain: [toMorph],
    module: toMorph.to,
    package: 'ts-morph',
    ms: 171.4,
    bytes: 10_505_672,
    modules: 2,
    limitMs: 10,
    limitBytes: 100_000,
  },
  {
    ...common,
    rule: 'unresolved',
    preExisting: true,
    chain: [edge('bin/tracker.ts', 9, 'unresolved:bin/./gone.ts', { specifier: './gone.ts' })],
    module: id('unresolved:bin/./gone.ts'),
    specifier: './gone.ts',
    others: 2,
  },
];

const GATE_BUDGETS: readonly BudgetReport[] = [
  {
    metric: 'bytes',
    actual: 11_900_000,
    limit: 12_000_000,
    verdict: 'pass',
    level: 'error',
    headroomLeft: 0.0083,
  },
  {
    metric: 'cpuMs',
    actual: 412.3,
    limit: 250,
    verdict: 'fail',
    level: 'error',
    headroomLeft: -0.6492,
    measured: { value: 412.3, low: 403, high: 421, runs: 9 },
    noise: 0.04,
  },
  {
    metric: 'rss',
    actual: 118_000_000,
    limit: 120_000_000,
    verdict: 'inconclusive',
    level: 'error',
    headroomLeft: 0.0167,
    measured: { value: 118_000_000, low: 116_000_000, high: 121_000_000, runs: 9 },
  },
];

/** A report of `check` with every kind of finding that only the gate makes, and budgets that a boot judged. */
export function gateReport(findings: readonly Finding[] = GATE_FINDINGS): Report {
  const report = sampleReport('check');
  const [first, ...others] = report.entries;
  return { ...report, entries: [{ ...first!, budgets: GATE_BUDGETS }, ...others], findings };
}
