import type { BudgetMetric, Level } from './finding.ts';

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

/** Limits; a key that is absent is not judged. */
export type BudgetConfig = { readonly [M in BudgetMetric]?: BudgetLimit };

export interface BudgetLimit {
  /** In the unit of the metric, whatever it was written in. */
  readonly limit: number;
  readonly level: Level;
  /** Share of the limit that should be left: 0.1 is 10 %; 0 where the config does not say. */
  readonly headroom: number;
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
  /** May be empty where registrations are required. */
  readonly modules: readonly string[];
  /** Names or globs: `listener process SIGTERM`. */
  readonly registrations?: readonly string[];
}

export interface RegistrationsRule extends RuleBase {
  readonly type: 'registrations';
}

export interface LateRegistrationRule extends RuleBase {
  readonly type: 'late-registration';
  /** Which modules loaded after boot are looked at; absent means all. */
  readonly modules?: readonly string[];
}

export interface ColdLoadRule extends RuleBase {
  readonly type: 'cold-load';
  readonly modules: readonly string[];
}

export interface CycleHazardRule extends RuleBase {
  readonly type: 'cycle-hazard';
  /** Least confidence that is a finding; `certain` where it is absent. */
  readonly confidence?: 'certain' | 'likely';
  /** Members that break when they are loaded first are findings too. */
  readonly masked?: boolean;
}

export interface PrewarmRule extends RuleBase {
  readonly type: 'prewarm';
  readonly modules: readonly string[];
}

export interface NewHeavyRule extends RuleBase {
  readonly type: 'new-heavy';
  readonly ms: number;
  readonly bytes: number;
}

export interface UnresolvedRule extends RuleBase {
  readonly type: 'unresolved';
  /** Specifiers or globs of them that may lead nowhere. */
  readonly except?: readonly string[];
}

export interface DependencyCruiserRule extends RuleBase {
  readonly type: 'dependency-cruiser';
  /** Path of the dependency-cruiser config, relative to the root. */
  readonly config: string;
}

export type RuleConfig =
  | ForbiddenRule
  | RequiredRule
  | RegistrationsRule
  | LateRegistrationRule
  | ColdLoadRule
  | CycleHazardRule
  | PrewarmRule
  | NewHeavyRule
  | UnresolvedRule
  | DependencyCruiserRule;

export interface ExceptionConfig {
  /** `importer -> imported` by id, glob or package name; or a single module. */
  readonly edge?: string;
  readonly module?: string;
  readonly reason: string;
  readonly owner?: string;
  /** ISO date; from that day on the exception excuses nothing. */
  readonly expires?: string;
}
