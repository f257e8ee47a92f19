import { loadCruiserConfig } from '../config/cruiser-config.ts';
import { EXIT, UsageError } from '../errors.ts';
import type { Host } from '../io/host.ts';
import { projectFiles } from '../io/project-files.ts';
import type { Config, EntryConfig } from '../model/config.ts';
import type { Notice } from '../model/finding.ts';
import type { ModuleRecord } from '../model/module-graph.ts';
import type { AnalysedGroup } from '../pipeline.ts';
import type { Report } from '../model/report.ts';
import { assembleReport } from '../report/assemble.ts';
import { checkRules, type CheckGroup, type CheckResult } from '../rules/check.ts';
import { analyseEntries } from './analysis.ts';
import { printProblems } from './failure.ts';
import type { GlobalFlags } from './flags.ts';
import { keepingNotices } from './keeping-notices.ts';
import { toGroups } from './groups.ts';
import { prepareOutput } from './output.ts';
import { loadProject, type Project } from './project.ts';

/**
 * `check`: rules and budgets of the config against the static graph. Runs none of the analysed code.
 *
 * @returns 0 clean, 1 when a finding is an error, 2 when part of the config could not be judged
 */
export async function runCheck(
  host: Host,
  flags: GlobalFlags,
  names: readonly string[],
  options: { readonly staticOnly?: true },
): Promise<number> {
  if (!options.staticOnly) throw needsStaticOnly();
  const print = await prepareOutput(host, flags);
  const project = await loadProject(host, flags, names);
  const learnt = [...project.notices];
  return keepingNotices(learnt, async () => {
    const { report, result } = await checkProject(host, flags, project, learnt);
    await print(report);
    return exitCode(result, host, flags.quiet === true);
  });
}

/** @param learnt is added to, as soon as something is known */
async function checkProject(
  host: Host,
  flags: GlobalFlags,
  { root, config, entries }: Project,
  learnt: Notice[],
): Promise<{ report: Report; result: CheckResult }> {
  refuseEmptyCheck(config, entries);
  const dependencyCruiser = await loadCruiserConfigs(config, root, !flags.configCode, learnt);
  const analysis = await analyseEntries(host, flags, root, entries);
  learnt.push(...analysis.notices);
  const needsFiles = config.rules.some((rule) => rule.type === 'required');
  const given = {
    today: host.today(),
    projectFiles: needsFiles ? projectFiles(root) : [],
    dependencyCruiser,
  };
  const all = { ...config, entries: withAll(config.entries, entries) };
  const result = checkRules(all, analysis.groups.map(toCheckGroup), given);
  const report = assembleReport({
    command: 'check',
    version: flags.version,
    root,
    config: config.file,
    groups: toGroups(analysis, result.budgets),
    findings: result.findings,
    notices: [...learnt, ...result.notices],
  });
  return { report, result };
}

function exitCode({ problems, findings }: CheckResult, host: Host, quiet: boolean): number {
  if (problems.length > 0) {
    printProblems(problems, host, quiet);
    return EXIT.couldNot;
  }
  return findings.some((finding) => finding.level === 'error') ? EXIT.findings : EXIT.clean;
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

/** A check with nothing to check must not be green. */
function refuseEmptyCheck(config: Config, entries: readonly EntryConfig[]): void {
  const limits = entries.some(({ budget }) =>
    [budget.modules, budget.packages, budget.bytes].some((it) => it !== undefined),
  );
  if (config.rules.length > 0 || limits) return;
  throw new UsageError({
    code: 'nothing-to-check',
    message:
      config.file === null
        ? 'there is no config, so there is nothing to check against'
        : `${config.file} has neither rules nor static budgets for these entries`,
    hint:
      config.file === null
        ? 'Write a config with: import-budget init'
        : 'Give an entry a budget of modules, packages or bytes, or add a rule.',
  });
}

function needsStaticOnly(): UsageError {
  return new UsageError({
    code: 'boot-not-available',
    message: 'this version cannot boot programs yet: it judges the static graph',
    hint: 'Run: import-budget check --static-only',
  });
}
