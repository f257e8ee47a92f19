import { exitCodeOf, guardInterrupts } from '../boot/guard-interrupts.ts';
import { loadBaseline } from '../config/baseline-file.ts';
import { loadCruiserConfig } from '../config/cruiser-config.ts';
import { knownError, type ErrorDetail } from '../errors.ts';
import type { Host } from '../io/host.ts';
import { projectFiles } from '../io/project-files.ts';
import type { Config, EntryConfig } from '../model/config.ts';
import type { Notice } from '../model/finding.ts';
import type { ModuleRecord } from '../model/module-graph.ts';
import type { AnalysedGroup, Analysis } from '../pipeline.ts';
import type { Report } from '../model/report.ts';
import { assembleReport } from '../report/assemble.ts';
import { checkRules, type CheckGiven, type CheckGroup, type CheckResult } from '../rules/check.ts';
import { needsProjectFiles } from '../rules/registry.ts';
import { analyseEntries } from './analysis.ts';
import type { AgainstBase } from './check-base.ts';
import { checkBoots, type CheckBoots, type CheckBootsRequest } from './check-boots.ts';
import type { CheckOptions } from './check-options.ts';
import { cyclesReader } from './check-cycles.ts';
import { bootProblems } from './check-problems.ts';
import { asShard, type EntriesOfShard, entriesOfShard, withUnneeded } from './check-shard.ts';
import { entriesUnderCheck } from './check-touched.ts';
import { exitCodeOfReport } from './exit-code.ts';
import { printProblems } from './failure.ts';
import type { GlobalFlags } from './flags.ts';
import { keepingNotices } from './keeping-notices.ts';
import { toGroups } from './groups.ts';
import { asOneError } from './one-error.ts';
import { prepareOutput } from './output.ts';
import { loadProject, type Project } from './project.ts';
import { effectsReader } from './read-effects.ts';
import { refuseEmptyCheck } from './refuse-empty-check.ts';
import { savingFailure } from './saving-failure.ts';

/** Where `--total-time` says nothing. */
const TOTAL_MS = 600_000;

/**
 * `check`: rules and budgets of the config against what entries import and, unless `--static-only`, what their boots
 * load. The report is written whatever comes of it.
 *
 * @returns 0 clean, 1 when a finding is an error, 2 when part of it could not be judged, 3 when figures are too noisy
 */
export async function runCheck(
  host: Host,
  flags: GlobalFlags,
  names: readonly string[],
  options: CheckOptions,
): Promise<number> {
  const print = await prepareOutput(host, flags);
  return savingFailure(host, flags, async () => {
    const project = await loadProject(host, flags, names);
    const chosen = { ...project, ...entriesOfShard(project.entries, options.shard) };
    const learnt = [...project.notices];
    const abort = new AbortController();
    const release = options.staticOnly ? () => undefined : guardInterrupts((name) => abort.abort(name));
    try {
      return await keepingNotices(learnt, async () => {
        const run = { learnt, signal: abort.signal };
        const { report, problems, analysis } = await checkProject(host, flags, chosen, options, run);
        const { root, entries } = chosen;
        await print(report, async () => {
          const { pageCuts } = await import('./page-cuts.ts');
          return pageCuts(host, { root, entries, analysis, traces: report.boots ?? [], node: options.node });
        });
        if (abort.signal.aborted) return exitCodeOf(abort.signal.reason as NodeJS.Signals);
        printProblems(problems, host, flags.quiet === true);
        return exitCodeOfReport(report);
      });
    } finally {
      release();
    }
  });
}

/** One judgement of a project. */
export interface CheckRun extends Pick<CheckBootsRequest, 'signal' | 'kept' | 'onRun'> {
  /** Is added to, as soon as something is known. */
  readonly learnt: Notice[];
  /** Of the entries, where it has been made; absent where it is to be made. */
  readonly analysis?: Analysis;
}

/** What came of it. */
export interface Checked {
  readonly report: Report;
  readonly problems: readonly ErrorDetail[];
  /** Of all entries, those that need no judgement too. */
  readonly analysis: Analysis;
  /** Null where nothing was booted. */
  readonly boots: CheckBoots | null;
}

/** Judges entries by the rules and budgets of the config. */
export async function checkProject(
  host: Host,
  flags: GlobalFlags,
  { root, config, entries: all, elsewhere }: Project & EntriesOfShard,
  options: CheckOptions,
  run: CheckRun,
): Promise<Checked> {
  const { learnt, signal } = run;
  refuseEmptyCheck(config, all, options);
  const given = await givenFor({ root, config, flags, options, today: host.today() }, learnt);
  const whole = run.analysis ?? (await analyseEntries(host, flags, root, all));
  const touched = await entriesUnderCheck(options, { root, config, entries: all, analysis: whole });
  const { entries, analysis } = touched;
  learnt.push(...analysis.notices, ...touched.notices);
  const known = { ...config, entries: withAll(config.entries, entries) };
  const effectsIn = await effectsReader(config.rules);
  const cyclesIn = await cyclesReader(host, flags, { root, config, entries: all, options });
  const judge = (groups: Analysis, more: Partial<CheckGiven> = {}) => {
    const effects = effectsIn?.(groups) ?? null;
    const cycles = cyclesIn?.(groups);
    if (groups === analysis) learnt.push(...(cycles?.notices ?? []));
    const own = { ...given, elsewhere, effects, cycles: cycles?.report ?? null };
    return checkRules(known, groups.groups.map(toCheckGroup), { ...own, ...more });
  };
  const until = host.nowMs() + (options.totalTime ?? TOTAL_MS);
  const asked = { root, config, entries, analysis, options, signal, until };
  const told = { ...(run.kept && { kept: run.kept }), ...(run.onRun && { onRun: run.onRun }) };
  const boots = options.staticOnly ? null : await checkBoots(host, flags, { ...asked, ...told });
  learnt.push(...(boots?.notices ?? []));
  const result = judge(analysis, boots ?? {});
  const base = await againstBase(host, flags, asked, result, judge);
  const { findings, shard } = asShard(options.shard, base.findings, result.left);
  const groups = toGroups(analysis, base.budgets);
  const notices = [...learnt, ...result.notices, ...base.notices];
  const head = { command: 'check', version: flags.version, root, config: config.file } as const;
  const report = assembleReport({ ...head, groups, findings, notices });
  const problems = [...bootProblems(boots, asked), ...base.problems, ...result.problems];
  const more = { ...(boots && { boots: boots.traces }), ...(shard && { shard }), ...asOneError(problems) };
  return { report: { ...report, ...more }, problems, analysis: whole, boots };
}

interface GivenFor {
  readonly root: string;
  readonly config: Config;
  readonly flags: GlobalFlags;
  readonly options: CheckOptions;
  /** ISO date. */
  readonly today: string;
}

/** What rules need beside graphs and boots. */
async function givenFor(
  { root, config, flags, options, today }: GivenFor,
  learnt: Notice[],
): Promise<CheckGiven> {
  return {
    today,
    baseline: loadBaseline(root, config.file),
    dependencyCruiser: await loadCruiserConfigs(config, root, !flags.configCode, learnt),
    projectFiles: config.rules.some(needsProjectFiles) ? projectFiles(root) : [],
    comparesWithBase: options.base !== undefined && options.staticOnly !== true,
  };
}

/** Nothing of it is loaded where no base is named. */
async function againstBase(
  host: Host,
  flags: GlobalFlags,
  asked: CheckBootsRequest,
  result: CheckResult,
  judge: (analysis: Analysis, boots?: Partial<CheckGiven>) => CheckResult,
): Promise<AgainstBase> {
  const { base: ref } = asked.options;
  const { budgets } = result;
  const findingsOf = ({ findings, left }: CheckResult) => withUnneeded(findings, left);
  const findings = findingsOf(result);
  if (ref === undefined || asked.signal.aborted) return { findings, budgets, notices: [], problems: [] };
  const { checkAgainstBase } = await import('./check-base.ts');
  const check = (analysis: Analysis, seen?: Partial<CheckGiven>) => findingsOf(judge(analysis, seen));
  try {
    return await checkAgainstBase(host, flags, { ...asked, ref, check }, { findings, budgets });
  } catch (error) {
    // What was learnt of the working tree, by minutes of boots, is there without a base as well.
    const { detail, notices } = knownError(error);
    return { findings, budgets, notices, problems: [detail] };
  }
}

function toCheckGroup({ built: { graph }, entries }: AnalysedGroup): CheckGroup {
  return {
    graph,
    entries: entries.map(({ name, node }) => ({
      name,
      node,
      file: (graph.modules[node] as ModuleRecord).id,
    })),
  };
}

async function loadCruiserConfigs(config: Config, root: string, noConfigCode: boolean, learnt: Notice[]) {
  const configs = new Map<string, unknown>();
  for (const rule of config.rules) {
    if (rule.type !== 'dependency-cruiser' || configs.has(rule.config)) continue;
    const loaded = await loadCruiserConfig(root, rule.config, noConfigCode);
    configs.set(rule.config, loaded.config);
    learnt.push(...loaded.notices);
  }
  return configs;
}

/** The config's entries as chosen by flags, and those that are left out of this check: rules may name them. */
function withAll(known: readonly EntryConfig[], chosen: readonly EntryConfig[]): EntryConfig[] {
  const names = new Set(chosen.map(({ name }) => name));
  return [...known.filter(({ name }) => !names.has(name)), ...chosen];
}
