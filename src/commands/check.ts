import { loadCruiserConfig } from '../config/cruiser-config.ts';
import { EXIT, UsageError } from '../errors.ts';
import type { Host } from '../io/host.ts';
import { projectFiles } from '../io/project-files.ts';
import type { Config, EntryConfig } from '../model/config.ts';
import type { Notice } from '../model/finding.ts';
import type { ModuleRecord } from '../model/module-graph.ts';
import type { AnalysedGroup } from '../pipeline.ts';
import { assembleReport } from '../report/assemble.ts';
import { checkRules, type CheckResult } from '../rules/check.ts';
import { analyseEntries } from './analysis.ts';
import { printProblems } from './failure.ts';
import type { GlobalFlags } from './flags.ts';
import { toGroups } from './groups.ts';
import { prepareOutput } from './output.ts';
import { loadProject } from './project.ts';

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
  const { root, config, entries } = project;
  refuseEmptyCheck(config, entries);
  const cruiser = await loadCruiserConfigs(config, root, !flags.configCode);
  const analysis = await analyseEntries(host, flags, root, entries);
  const needsFiles = config.rules.some((rule) => rule.type === 'required');
  const given = {
    today: host.today(),
    projectFiles: needsFiles ? projectFiles(root) : [],
    dependencyCruiser: cruiser.configs,
  };
  const all = { ...config, entries: withAll(config.entries, entries) };
  const results = analysis.groups.map((group) =>
    checkRules(all, ruleEntries(group), group.built.graph, given),
  );
  const findings = results.flatMap((result) => result.findings);
  const notices = [project.notices, analysis.notices, cruiser.notices].flat();
  await print(
    assembleReport({
      command: 'check',
      version: flags.version,
      root,
      groups: toGroups(analysis, new Map(results.flatMap(({ budgets }) => [...budgets]))),
      findings,
      notices: [...notices, ...results.flatMap((result) => result.notices)],
    }),
  );
  return exitCode(results, host, flags.quiet === true);
}

function exitCode(results: readonly CheckResult[], host: Host, quiet: boolean): number {
  // Every group of entries finds the same mistakes in the config.
  const problems = new Map(
    results.flatMap((result) => result.problems).map((it) => [JSON.stringify(it), it]),
  );
  if (problems.size > 0) {
    printProblems([...problems.values()], host, quiet);
    return EXIT.couldNot;
  }
  const failed = results.some(({ findings }) => findings.some((finding) => finding.level === 'error'));
  return failed ? EXIT.findings : EXIT.clean;
}

function ruleEntries({ built, entries }: AnalysedGroup) {
  return entries.map(({ name, node }) => ({
    name,
    node,
    file: (built.graph.modules[node] as ModuleRecord).id,
  }));
}

async function loadCruiserConfigs(config: Config, root: string, noConfigCode: boolean) {
  const configs = new Map<string, unknown>();
  const notices: Notice[] = [];
  for (const rule of config.rules) {
    if (rule.type !== 'dependency-cruiser' || configs.has(rule.config)) continue;
    const loaded = await loadCruiserConfig(root, rule.config, noConfigCode);
    configs.set(rule.config, loaded.config);
    notices.push(...loaded.notices);
  }
  return { configs, notices };
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
    hint: 'Write a config with: import-budget init',
  });
}

function needsStaticOnly(): UsageError {
  return new UsageError({
    code: 'boot-not-available',
    message: 'this version cannot boot programs yet: it judges the static graph',
    hint: 'Run: import-budget check --static-only',
  });
}
