import type { Finding } from '../../src/model/finding.ts';
import type { ImportEdge } from '../../src/model/module-graph.ts';
import type { ModuleId } from '../../src/model/module-id.ts';
import type { BudgetReport, Report } from '../../src/model/report.ts';
import { SAMPLE_BOOT } from './sample-boot.ts';
import { HOSTILE, sampleReport } from './sample-report.ts';

const id = (text: string) => text as ModuleId;

const toBus: ImportEdge = {
  from: id('bin/tracker.ts'),
  to: id('src/bus.ts'),
  specifier: '../src/bus.ts',
  line: 9,
  column: 1,
  kind: 'import',
  timing: 'eager',
};
const toMail: ImportEdge = {
  from: id('src/bus.ts'),
  to: id('src/mail.ts'),
  specifier: './mail.ts',
  line: 21,
  column: 5,
  kind: 'dynamic-import',
  timing: 'lazy',
};

const measured = { value: 412, low: 404, high: 421, runs: 9 };

/** What needs a boot or a baseline, and what decides nothing. */
const BOOT_FINDINGS: readonly Finding[] = [
  {
    rule: 'budget',
    level: 'error',
    entry: 'cli:help',
    chain: [],
    metric: 'cpuMs',
    actual: 412,
    limit: 410,
    verdict: 'inconclusive',
    measured,
    noise: 0.03,
  },
  {
    rule: 'budget',
    level: 'warning',
    entry: 'sync',
    chain: [],
    metric: 'packages',
    actual: 4,
    limit: 4,
    verdict: 'headroom',
  },
  {
    rule: 'registrations',
    level: 'error',
    entry: 'sync',
    chain: [],
    registration: 'listener process SIGTERM',
    change: 'missing',
    module: null,
  },
  {
    rule: 'late-registration',
    level: 'error',
    entry: 'cli:help',
    chain: [toBus, toMail],
    module: id('src/mail.ts'),
    root: id('src/mail.ts'),
    registrations: ['registrar src/bus.ts#subscribe order.created'],
  },
  {
    rule: 'cold-load',
    level: 'error',
    entry: 'cli:help',
    chain: [toBus],
    pattern: 'src/*.ts',
    module: id('src/bus.ts'),
    message: "ReferenceError: Cannot access 'bus' before initialization",
    at: { file: 'src/mail.ts', line: 4, column: 7 },
  },
  {
    rule: 'prewarm',
    level: 'warning',
    entry: 'cli:help',
    chain: [toBus, toMail],
    pattern: 'src/mail.ts',
    module: id('src/mail.ts'),
    package: null,
    reached: 'lazy',
    door: toMail,
    modules: 14,
    bytes: 90_000,
  },
  {
    rule: 'new-heavy',
    level: 'error',
    entry: 'cli:help',
    chain: [toBus],
    module: id('src/bus.ts'),
    package: null,
    ms: 38.2,
    bytes: 400_000,
    modules: 12,
    limitMs: 20,
    limitBytes: 200_000,
  },
  {
    rule: 'unresolved',
    level: 'error',
    entry: 'sync',
    chain: [{ ...toBus, to: id('unresolved:left-pad'), specifier: 'left-pad' }],
    module: id('unresolved:left-pad'),
    specifier: 'left-pad',
    others: 2,
  },
];

/** Known to the base: the same kinds of findings, in one entry. */
const OLD_FINDINGS: readonly Finding[] = [
  {
    rule: 'forbidden',
    level: 'error',
    entry: 'sync',
    chain: [toBus],
    pattern: 'src/bus.ts',
    module: id('src/bus.ts'),
    package: null,
    certain: true,
    others: 0,
    preExisting: true,
  },
];

const UNDECIDED: BudgetReport = {
  metric: 'cpuMs',
  actual: 412,
  limit: 410,
  verdict: 'inconclusive',
  level: 'error',
  headroomLeft: -0.005,
  measured,
  noise: 0.03,
};

/** A `check` that booted: findings of every rule, one that the base has as well, limits undecided. */
export function gateReport(): Report {
  const report = sampleReport('check');
  return {
    ...report,
    entries: report.entries.map((entry) => ({ ...entry, budgets: [...entry.budgets, UNDECIDED] })),
    boots: [SAMPLE_BOOT],
    findings: [...report.findings, ...BOOT_FINDINGS, ...OLD_FINDINGS],
  };
}

/** A report with as many findings as asked for, in names as long and bad as asked for. */
export function crowdedReport(size: number, name: string): Report {
  const report = gateReport();
  const [finding] = report.findings as [Finding];
  const findings = Array.from({ length: size }, (_, at) => ({ ...finding, reason: `${at} ${name}` }));
  const [entry] = report.entries as [Report['entries'][number]];
  const entries = Array.from({ length: size }, (_, at) => ({
    ...entry,
    name: `${entry.name} ${at} ${name}`,
    budgets: [],
  }));
  return { ...report, entries, findings };
}

/** Everything that some format could trip over, in one name. */
export const NASTY = `${HOSTILE}\u200f&amp;::error::x,y=%0A##[error]z|@ada #12 www.x.org [l](http://x.org) --> ]]> \ud800 \ufffe {0} \${a}`;
