import { readFileSync } from 'node:fs';
import type { BootOptions } from './library/boot-options.ts';
import type { ProjectOptions } from './library/options.ts';
import type { SuggestOptions } from './library/suggest-options.ts';
import type { Report } from './model/report.ts';

export { defineConfig } from './config/define.ts';
export type {
  UserBudget,
  UserConfig,
  UserEntry,
  UserException,
  UserLevel,
  UserLimit,
  UserReady,
  UserRule,
} from './config/define.ts';
export { TargetError, UsageError } from './errors.ts';
export type { ErrorDetail } from './errors.ts';
export type { BootOptions, BootSettings } from './library/boot-options.ts';
export type { ProjectOptions } from './library/options.ts';
export type { SuggestOptions } from './library/suggest-options.ts';
export type { BootTrace, ModuleVisit } from './model/boot.ts';
export type { CutCandidate, CutPlan, CutsReport } from './model/cut.ts';
export type { ImportEdge, ModuleRecord } from './model/module-graph.ts';
export type { ModuleId } from './model/module-id.ts';
export type { EntryReport, Report } from './model/report.ts';

/**
 * The startup graph of each entry, as `import-budget graph --json` prints it. Runs none of the project's code, but for a
 * config that is code.
 *
 * @throws {@link UsageError}, {@link TargetError} with `detail.code`, `detail.message` and `detail.hint`
 */
export async function analyze(options: ProjectOptions = {}): Promise<Report> {
  const { analyzeProject } = await import('./library/analyze.ts');
  return analyzeProject(options, version());
}

/**
 * Real cold boots of entries, or of a command, as `import-budget boot --json` prints them. **Runs the project's code.** A
 * boot that failed is in the report (`error`, and `failure` of its boot).
 *
 * @throws {@link UsageError}, {@link TargetError} where no boot could be begun
 */
export async function boot(options: BootOptions = {}): Promise<Report> {
  const { bootProject } = await import('./library/boot.ts');
  return bootProject(options, version());
}

/**
 * Which imports to take from startup, what each saves, and whether that is safe, as `import-budget suggest --json` prints
 * it (`cuts` of the report). Runs none of the project's code unless `boot` or `verify` is asked for.
 *
 * @throws {@link UsageError}, {@link TargetError}; with `verify` also where the program fails without any cut
 */
export async function suggest(options: SuggestOptions = {}): Promise<Report> {
  const { suggestForProject } = await import('./library/suggest.ts');
  return suggestForProject(options, version());
}

function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
