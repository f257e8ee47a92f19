import type { ImportEdge } from './module-graph.ts';
import type { ModuleId } from './module-id.ts';

export type Level = 'error' | 'warning' | 'info';

/** A place in a file; `file` is a module id, or a path as the user gave it. Lines and columns are 1-based. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

interface FindingBase {
  readonly level: Level;
  /** Entry name; null for a finding about the config as a whole. */
  readonly entry: string | null;
  /** From the entry to the module the finding is about; empty where there is no such chain. */
  readonly chain: readonly ImportEdge[];
  /** From the config, as written by the user. */
  readonly reason?: string;
  readonly fix?: string;
}

/** A module the config forbids is on the startup path. One finding per matching package (or first-party module). */
export interface ForbiddenFinding extends FindingBase {
  readonly rule: 'forbidden';
  readonly pattern: string;
  readonly module: ModuleId;
  readonly package: string | null;
  /** Whether every edge of the chain is eager, or some are conditional. */
  readonly certain: boolean;
  /** How many further modules match the same pattern on this startup path. */
  readonly others: number;
}

/** A module the config requires is not on the startup path. */
export interface RequiredFinding extends FindingBase {
  readonly rule: 'required';
  readonly pattern: string;
  /** The matching module where one exists off the startup path; null where nothing matches at all. */
  readonly module: ModuleId | null;
  /** How it can still be reached: lazily, only on some path, or not at all. */
  readonly reached: 'lazy' | 'conditional' | 'not';
}

export interface BudgetFinding extends FindingBase {
  readonly rule: 'budget';
  readonly metric: StaticMetric;
  readonly actual: number;
  readonly limit: number;
}

/** A forbidden rule of a dependency-cruiser config, applied to the startup path. */
export interface DependencyCruiserFinding extends FindingBase {
  readonly rule: 'dependency-cruiser';
  /** Name of the rule in the dependency-cruiser config. */
  readonly name: string;
  readonly edge: ImportEdge | null;
  readonly module: ModuleId;
}

/** An exception of the config that no longer excuses anything, or whose date has passed. */
export interface StaleExceptionFinding extends FindingBase {
  readonly rule: 'stale-exception';
  readonly exception: string;
  readonly why: 'matches-nothing' | 'expired';
  readonly expires?: string;
}

export type Finding =
  ForbiddenFinding | RequiredFinding | BudgetFinding | DependencyCruiserFinding | StaleExceptionFinding;

export type RuleId = Finding['rule'];

/** Metrics that the static graph alone can judge. `bytes` counts source bytes. */
export type StaticMetric = 'modules' | 'packages' | 'bytes';

/** Something the reader must know to trust the result, but that no rule judges. */
export interface Notice {
  readonly code:
    | 'unresolved'
    | 'unresolved-optional'
    | 'syntax-error'
    | 'unreadable'
    | 'computed-import'
    | 'lenient-resolution'
    | 'single-file-bundle'
    | 'config-code'
    | 'not-judged'
    | 'tsconfig'
    | 'limit'
    | 'archive'
    | 'probe'
    | 'cold-disk'
    | 'registrar-not-found'
    | 'left-running'
    | 'cache';
  readonly level: 'warning' | 'info';
  readonly message: string;
  readonly hint?: string;
  readonly at?: Place;
}
