import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { effectsReader } from '../../src/commands/read-effects.ts';
import type { UserBudget, UserConfig, UserException, UserRule } from '../../src/config/define.ts';
import { normaliseConfig } from '../../src/config/normalise.ts';
import { findCycles } from '../../src/commands/find-cycles.ts';
import { readProgram } from '../../src/extract/program/read-program.ts';
import { projectFiles } from '../../src/io/project-files.ts';
import type { Baseline } from '../../src/model/baseline.ts';
import type { BootRun, BootTrace, Registration } from '../../src/model/boot.ts';
import type { Config } from '../../src/model/config.ts';
import type { CyclesReport } from '../../src/model/cycles.ts';
import type { Finding, RuleId } from '../../src/model/finding.ts';
import type { ColdLoad, LateLoad } from '../../src/model/loads.ts';
import type { ImportEdge } from '../../src/model/module-graph.ts';
import type { ModuleId } from '../../src/model/module-id.ts';
import { analyse, type Analysis } from '../../src/pipeline.ts';
import { reconcile } from '../../src/reconcile/reconcile.ts';
import { checkRules, type CheckResult } from '../../src/rules/check.ts';
import type { Observed } from '../../src/rules/rule.ts';
import { summarise } from '../../src/timing/summarise.ts';
import { toId } from './graph-of.ts';
import { visitsOf } from './visits-of.ts';

/** `case.json` of a folder under fixtures/rules: a small real project, and what was learnt by running it. */
export interface RuleCase {
  readonly purpose: string;
  readonly folder: string;
  readonly entry?: string;
  readonly rule?: UserRule;
  readonly budget?: UserBudget;
  readonly exceptions?: readonly UserException[];
  readonly baseline?: {
    readonly modules?: readonly ModuleId[];
    readonly packages?: readonly string[];
    readonly registrations?: readonly string[];
  };
  readonly boot?: CaseBoot;
  readonly coldLoads?: readonly Omit<ColdLoad, 'entry'>[];
  readonly lateLoads?: readonly Omit<LateLoad, 'entry'>[];
  readonly cruiser?: unknown;
  /** A part of each finding, in any order; chains and doors as `file:line`, with what is not simply eager. */
  readonly finds: readonly Readonly<Record<string, unknown>>[];
  /** A part of each notice that something was not judged. */
  readonly notices?: readonly string[];
  /** A part of each problem: the same, where it keeps the check from being green. */
  readonly problems?: readonly string[];
}

interface CaseBoot {
  /** As `visitsOf` has it. */
  readonly modules: string;
  readonly selfMs?: Readonly<Record<string, number>>;
  readonly registrations?: readonly Omit<Registration, 'count'>[];
  /** Of the plain runs. */
  readonly cpuMs?: readonly number[];
}

const ROOT = join(import.meta.dirname, '../../fixtures/rules');
const ENTRY = 'web';

/** The cases of a rule by name; empty where it has none. */
export function casesOf(rule: RuleId): Map<string, RuleCase> {
  const folder = join(ROOT, rule);
  const names = existsSync(folder) ? readdirSync(folder).toSorted() : [];
  return new Map(
    names.map((name) => {
      const own = join(folder, name);
      const text = readFileSync(join(own, 'case.json'), 'utf8');
      return [name, { ...(JSON.parse(text) as RuleCase), folder: own.replaceAll('\\', '/') }];
    }),
  );
}

/** Analyses the project of a case and checks it with what the case says of its boot. */
export async function checkCase(item: RuleCase): Promise<CheckResult> {
  const file = item.entry ?? 'src/main.mjs';
  const user: UserConfig = {
    entries: { [ENTRY]: { file, ...(item.budget && { budget: item.budget }) } },
    rules: item.rule ? [item.rule] : [],
    exceptions: item.exceptions ?? [],
  };
  const config = normaliseConfig(user, 'import-budget.config.json');
  const analysis = await analyse({
    root: item.folder,
    entries: config.entries,
    cache: undefined,
    onModule: () => {},
  });
  const { built, entries } = analysis.groups[0]!;
  const entry = entries[0]!;
  const observed = new Map<string, Observed>();
  if (item.boot) {
    const trace = traceOf(item.boot);
    observed.set(ENTRY, { trace, startup: reconcile({ built, ...entry }, trace) });
  }
  const rules = config.rules.flatMap((rule) => (rule.type === 'dependency-cruiser' ? [rule.config] : []));
  return checkRules(config, [{ graph: built.graph, entries: [{ ...entry, file }] }], {
    today: '2026-06-01',
    projectFiles: projectFiles(item.folder),
    dependencyCruiser: new Map(rules.map((name) => [name, item.cruiser])),
    baseline: item.baseline ? baselineOf(item.baseline) : null,
    coldLoads: item.coldLoads?.map((load) => ({ ...load, entry: ENTRY })) ?? null,
    lateLoads: item.lateLoads?.map((load) => withCounts(load)) ?? null,
    effects: (await effectsReader(config.rules))?.(analysis) ?? null,
    cycles: config.rules.some(({ type }) => type === 'cycle-hazard') ? cyclesOf(config, analysis) : null,
    observed,
  });
}

function cyclesOf({ entries }: Config, analysis: Analysis): CyclesReport {
  const request = { analysis, entries, nodeMajor: 24, compiler: undefined };
  return findCycles(request, readProgram, () => undefined).report;
}

/** A finding as cases write it down. */
export function written(finding: Finding): Record<string, unknown> {
  const door = 'door' in finding && finding.door !== null ? { door: edgeText(finding.door, false) } : {};
  return { ...finding, chain: finding.chain.map((edge) => edgeText(edge)), ...door };
}

function edgeText({ from, line, timing, observed }: ImportEdge, withMark = true): string {
  const mark = observed ? ' observed' : timing === 'eager' ? '' : ` ${timing}`;
  return `${from}:${line}${withMark ? mark : ''}`;
}

function baselineOf({ modules, packages, registrations }: NonNullable<RuleCase['baseline']>): Baseline {
  const entry = {
    modules: new Set(modules),
    packages: new Set(packages),
    registrations: new Set(registrations),
  };
  return { file: 'import-budget.baseline', entries: new Map([[ENTRY, entry]]) };
}

function withCounts(load: Omit<LateLoad, 'entry'>): LateLoad {
  return { ...load, entry: ENTRY, registrations: load.registrations.map((it) => ({ ...it, count: 1 })) };
}

/** A boot of an entry as a trace, with nothing in it but what the case says. */
export function traceOf({ modules, selfMs = {}, registrations, cpuMs = [] }: CaseBoot): BootTrace {
  const times = new Map(Object.entries(selfMs).map(([name, ms]) => [toId(name), ms]));
  const visits = visitsOf(modules).map((visit) => ({ ...visit, selfMs: times.get(visit.id) ?? 0.5 }));
  const runs = cpuMs.map((ms) => ({ ...RUN, cpuMs: ms }));
  return {
    entry: ENTRY,
    command: [],
    ready: 'exit',
    main: visits[0]!.id,
    environment: ENVIRONMENT,
    probe: { mode: 'internal', cannotSee: [], overhead: null },
    runs,
    totals: summarise(runs),
    modules: visits,
    outside: { nodeMs: 0, loaderMs: 0, afterMs: 0 },
    processes: [],
    registrations: registrations?.map((it) => ({ ...it, count: 1 })) ?? null,
    memory: null,
    failure: null,
  };
}

const RUN: BootRun = {
  kind: 'plain',
  outcome: 'ready',
  wallMs: 100,
  cpuMs: null,
  rssBytes: 50_000_000,
  heapBytes: 10_000_000,
  modules: null,
  exitCode: 0,
  signal: null,
};

const ENVIRONMENT = {
  node: 'v20.20.2',
  platform: 'linux',
  arch: 'x64',
  cpu: 'test',
  cpus: 2,
  measuredAt: '2026-06-01T00:00:00.000Z',
  compileCache: false,
  coldDisk: false,
};
