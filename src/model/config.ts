import type { Level } from './finding.ts';

/** A loaded, validated and normalised config: globs and paths as written, entries by name. */
export interface Config {
  /** Where it came from, relative to the root; null when only flags were given. */
  readonly file: string | null;
  readonly entries: readonly EntryConfig[];
  readonly rules: readonly RuleConfig[];
  readonly exceptions: readonly ExceptionConfig[];
  /** Functions that modules call to register themselves: `src/bus.ts#subscribe`, `pkg#Class.method`. */
  readonly registrars: readonly string[];
}

export interface EntryConfig {
  readonly name: string;
  /** Source file, relative to the root. */
  readonly file: string;
  /** Extra resolve conditions, as `node --conditions`. */
  readonly conditions: readonly string[];
  readonly budget: BudgetConfig;
  /** Files loaded before the entry (`--import`, `--require` in `run`), relative to the root or package specifiers. */
  readonly preloads: readonly { readonly specifier: string; readonly how: 'import' | 'require' }[];
  /** Keys of the entry that only a boot can use; kept as written for the boot stage. */
  readonly boot: Readonly<Record<string, unknown>>;
}

/** Limits; a key that is absent is not judged. Bytes are a number here, whatever unit they were written in. */
export interface BudgetConfig {
  readonly modules?: number;
  readonly packages?: number;
  readonly bytes?: number;
  /** Budgets that need a boot (cpu, cpuMs, rss, heap, regression): names only, for the "not judged" notice. */
  readonly needsBoot: readonly string[];
}

interface RuleBase {
  /** Entry names or globs the rule applies to; absent means all. */
  readonly entries?: readonly string[];
  readonly level: Level;
  readonly reason?: string;
  readonly fix?: string;
}

export interface ForbiddenRule extends RuleBase {
  readonly type: 'forbidden';
  /** Package names, builtin ids, or path globs relative to the root. */
  readonly modules: readonly string[];
}

export interface RequiredRule extends RuleBase {
  readonly type: 'required';
  readonly modules: readonly string[];
}

export interface DependencyCruiserRule extends RuleBase {
  readonly type: 'dependency-cruiser';
  /** Path of the dependency-cruiser config, relative to the root. */
  readonly config: string;
}

export type RuleConfig = ForbiddenRule | RequiredRule | DependencyCruiserRule;

export interface ExceptionConfig {
  /** `importer -> imported` by id, glob or package name; or a single module. */
  readonly edge?: string;
  readonly module?: string;
  readonly reason: string;
  readonly owner?: string;
  /** ISO date; from that day on the exception excuses nothing. */
  readonly expires?: string;
}
