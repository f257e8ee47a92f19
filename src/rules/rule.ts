import type { RuleConfig } from '../model/config.ts';
import type { Finding, Notice } from '../model/finding.ts';
import type { ModuleGraph } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Arrivals } from './arrivals.ts';

/** An entry under check. */
export interface RuleEntry {
  readonly name: string;
  /** Source file, relative to the root. */
  readonly file: string;
  /** Number of its module in the graph. */
  readonly node: number;
}

/** What a rule may know beside the graph; gathered by the pipeline, since rules touch no file system. */
export interface RuleGiven {
  readonly graph: ModuleGraph;
  /** Ids of the project's files (root-relative), whether the graph holds them or not. */
  readonly projectFiles: readonly string[];
  /** Loaded dependency-cruiser configs, by path as the rule names them. */
  readonly dependencyCruiser: ReadonlyMap<string, unknown>;
}

/** One entry's startup, as a rule sees it. */
export interface RuleContext {
  /** Where a rule asks for it, edges that an exception excuses are erased here. */
  readonly graph: ModuleGraph;
  readonly entry: RuleEntry;
  readonly arrivals: Arrivals;
  /** Modules that an exception excuses: findings that join several modules leave them out. */
  readonly excused: ReadonlySet<ModuleId>;
}

/** A rule with its patterns compiled and matched, ready to judge any entry. */
export interface PreparedRule {
  /** What of the config the rule cannot judge. */
  readonly notices: readonly Notice[];
  /** False where the rule could not be judged at all. */
  readonly judged: boolean;
  /**
   * What an excepted edge means to the rule: `erased` rules ask what is on the startup path, so they look again
   * without the edge; `kept` rules would find more without it.
   */
  readonly exceptedEdges: 'erased' | 'kept';
  check(context: RuleContext): Finding[];
}

export interface Rule<C extends RuleConfig> {
  /** Does once what does not depend on the entry. */
  prepare(config: C, given: RuleGiven): PreparedRule;
}
