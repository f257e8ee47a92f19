import { exitCodeOf, guardInterrupts } from '../boot/guard-interrupts.ts';
import { baselineFile, loadBaseline } from '../config/baseline-file.ts';
import { loadCruiserConfig } from '../config/cruiser-config.ts';
import { EXIT, UsageError } from '../errors.ts';
import type { Host } from '../io/host.ts';
import { projectFiles } from '../io/project-files.ts';
import type { Config, EntryConfig } from '../model/config.ts';
import type { Finding, Notice } from '../model/finding.ts';
import type { ModuleRecord } from '../model/module-graph.ts';
import type { AnalysedGroup, Analysis } from '../pipeline.ts';
import type { Report } from '../model/report.ts';
import { assembleReport } from '../report/assemble.ts';
import { checkRules, type CheckGiven, type CheckGroup, type CheckResult } from '../rules/check.ts';
import { analyseEntries } from './analysis.ts';
import { checkBoots, type CheckBoots, type CheckBootsRequest } from './check-boots.ts';
import { shardOf, type CheckOptions } from './check-options.ts';
import { exitCodeOfReport } from './exit-code.ts';
import { printProblems } from './failure.ts';
import type { GlobalFlags } from './flags.ts';
import { keepingNotices } from './keeping-notices.ts';
import { toGroups } from './groups.ts';
import { prepareOutput } from './output.ts';
import { loadProject, type Project } from './project.ts';

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
  const project = await loadProject(host, flags, names);
  const chosen = { ...project, entries: shardOf(project.entries, options.shard) };
  const learnt = [...project.notices];
  const abort = new AbortController();
  const release = options.staticOnly ? () => undefined : guardInterrupts((name) => abort.abort(name));
  try {
    return await keepingNotices(learnt, async () => {
      const { report, problems } = await checkProject(host, flags, chosen, options, learnt, abort.signal);
      await print(report);
      if (abort.signal.aborted) return exitCodeOf(abort.signal.reason as NodeJS.Signals);
      printProblems(problems, host, flags.quiet === true);
      return problems.length > 0 ? EXIT.couldNot : exitCodeOfReport(report);
    });
  } finally {
    release();
  }
}

interface Checked {
  readonly report: Report;
  readonly problems: CheckResult['problems'];
}

/** @param learnt is added to, as soon as something is known */
async function checkProject(
  host: Host,
  flags: GlobalFlags,
  { root, config, entries: all }: Project,
  options: CheckOptions,
  learnt: Notice[],
  signal: AbortSignal,
): Promise<Checked> {
  refuseEmptyCheck(config, all, options.staticOnly === true);
  const baseline = loadBaseline(root, config.file);
  const dependencyCruiser = await loadCruiserConfigs(config, root, !flags.configCode, learnt);
  const whole = await analyseEntries(host, flags, root, all);
  const { entries, analysis } = await touched(options, root, config, all, whole, learnt);
  learnt.push(...analysis.notices);
  const given = {
    today: host.today(),
    projectFiles: config.rules.some((rule) => rule.type === 'required') ? projectFiles(root) : [],
    dependencyCruiser,
    baseline,
    comparesWithBase: options.base !== undefined && options.staticOnly !== true,
  };
  const known = { ...config, entries: withAll(config.entries, entries) };
  const judge = (groups: Analysis, more: Partial<CheckGiven> = {}) =>
    checkRules(known, groups.groups.map(toCheckGroup), { ...given, ...more });
  const boots = options.staticOnly
    ? null
    : await checkBoots(host, flags, { root, config, entries, analysis, options, signal });
  learnt.push(...(boots?.notices ?? []));
  const result = judge(analysis, boots ?? {});
  const base = await againstBase(
    host,
    flags,
    { root, config, entries, options, signal },
    result,
    (other) => judge(other).findings,
  );
  const report = assembleReport({
    command: 'check',
    version: flags.version,
    root,
    config: config.file,
    groups: toGroups(analysis, base.budgets),
    findings: base.findings,
    notices: [...learnt, ...result.notices],
  });
  return {
    report: {
      ...report,
      ...(boots && { boots: boots.traces }),
      ...failureOf(boots, result.problems),
    },
    problems: result.problems,
  };
}

/** With `--changed-since`, the entries that the change may touch; the rest is not judged, and that is said. */
async function touched(
  { changedSince: ref }: CheckOptions,
  root: string,
  config: Config,
  entries: readonly EntryConfig[],
  analysis: Analysis,
  learnt: Notice[],
): Promise<{ entries: readonly EntryConfig[]; analysis: Analysis }> {
  if (ref === undefined) return { entries, analysis };
  const { changedSince } = await import('../comparing/changed-files.ts');
  const { entriesTouchedBy } = await import('../comparing/entries-touched.ts');
  const configFiles = [...(config.file === null ? [] : [config.file]), baselineFile(config.file)];
  const names = entriesTouchedBy(await changedSince(ref, root), analysis, configFiles);
  const left = entries.filter(({ name }) => !names.has(name));
  if (left.length > 0) {
    learnt.push({
      code: 'not-judged',
      level: 'info',
      message: `nothing that ${left.map(({ name }) => name).join(', ')} may load changed since ${ref}`,
    });
  }
  const groups = analysis.groups
    .map((group) => ({ ...group, entries: group.entries.filter(({ name }) => names.has(name)) }))
    .filter((group) => group.entries.length > 0);
  return { entries: entries.filter(({ name }) => names.has(name)), analysis: { ...analysis, groups } };
}

interface Judged {
  readonly findings: readonly Finding[];
  readonly budgets: CheckResult['budgets'];
}

async function againstBase(
  host: Host,
  flags: GlobalFlags,
  {
    root,
    config,
    entries,
    options,
    signal,
  }: Pick<CheckBootsRequest, 'root' | 'config' | 'entries' | 'options' | 'signal'>,
  { findings, budgets }: CheckResult,
  check: (analysis: Analysis) => readonly Finding[],
): Promise<Judged> {
  const { base: ref } = options;
  if (ref === undefined || signal.aborted) return { findings, budgets };
  const { judgeGrowth, markPreExisting } = await import('./check-base.ts');
  const request = { root, ref, entries, registrars: config.registrars, options, signal };
  const marked = await markPreExisting(host, flags, request, findings, check);
  const growth = options.staticOnly ? [] : await judgeGrowth(host, request);
  const judged = new Map(budgets);
  for (const { entry, report } of growth) judged.set(entry, [...(judged.get(entry) ?? []), report]);
  return { findings: [...marked, ...growth.flatMap(({ finding }) => finding ?? [])], budgets: judged };
}

/** A gate that has not seen every entry boot is not green. */
function failureOf(boots: CheckBoots | null, problems: CheckResult['problems']): Pick<Report, 'error'> {
  const failed = boots?.traces.find(({ failure }) => failure !== null);
  if (failed?.failure) {
    const { kind, message, hint } = failed.failure;
    return { error: { code: `boot-${kind}`, message: `${failed.entry}: ${message}`, hint } };
  }
  const [problem] = problems;
  if (problem) return { error: { code: problem.code, message: problem.message, hint: problem.hint } };
  if (boots === null || boots.left.length === 0) return {};
  return {
    error: {
      code: 'out-of-time',
      message: `there was no time left to boot ${boots.left.join(', ')}`,
      hint: 'Give all boots more time (--total-time 20m), or spread the entries over machines (--shard 1/3).',
    },
  };
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

const STATIC = ['modules', 'packages', 'bytes'] as const;

/** A check with nothing to check must not be green. */
function refuseEmptyCheck(config: Config, entries: readonly EntryConfig[], staticOnly: boolean): void {
  const limits = entries.some(({ budget }) =>
    staticOnly ? STATIC.some((metric) => budget[metric] !== undefined) : Object.keys(budget).length > 0,
  );
  if (entries.length > 0 && (config.rules.length > 0 || limits)) return;
  throw new UsageError({
    code: 'nothing-to-check',
    message:
      entries.length === 0
        ? 'there is no entry to check'
        : config.file === null
          ? 'there is no config, so there is nothing to check against'
          : `${config.file} has neither rules nor ${staticOnly ? 'static ' : ''}budgets for these entries`,
    hint:
      config.file === null
        ? 'Write a config with: import-budget init'
        : 'Give an entry a budget of modules, packages or bytes, or add a rule.',
  });
}
