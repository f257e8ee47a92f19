import type { Baseline } from '../model/baseline.ts';
import type { BootTrace } from '../model/boot.ts';
import type { RuleConfig } from '../model/config.ts';
import type { CyclesReport } from '../model/cycles.ts';
import type { Effect } from '../model/effect.ts';
import type { Finding, Notice } from '../model/finding.ts';
import type { ColdLoad, LateLoad } from '../model/loads.ts';
import type { ModuleGraph } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Startup } from '../model/startup.ts';
import type { Arrivals } from './arrivals.ts';
import type { Unjudged } from './unjudged.ts';

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
  /** Null where the project has none. */
  readonly baseline: Baseline | null;
  /** Of all entries; null where nothing was loaded so. */
  readonly coldLoads: readonly ColdLoad[] | null;
  readonly lateLoads: readonly LateLoad[] | null;
  /** Of all entries; null where nobody looked. */
  readonly cycles: CyclesReport | null;
  /** What modules do while they are evaluated, by their source; of those that a rule asks about. Null where nobody looked. */
  readonly effects: ReadonlyMap<ModuleId, readonly Effect[]> | null;
  /** As the config names them: `src/bus.ts#subscribe`. */
  readonly registrars: readonly string[];
}

/** What a boot showed of one entry. */
export interface Observed {
  readonly trace: BootTrace;
  readonly startup: Startup;
}

/** One entry's startup, as a rule sees it. */
export interface RuleContext {
  /**
   * What was imported while booting is eager here, whatever the source says of it. Where a rule asks for it, edges that
   * an exception excuses are erased.
   */
  readonly graph: ModuleGraph;
  readonly entry: RuleEntry;
  readonly arrivals: Arrivals;
  /** Modules that an exception excuses: findings that join several modules leave them out. */
  readonly excused: ReadonlySet<ModuleId>;
  /** Null without a boot. */
  readonly observed: Observed | null;
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
  /** What of one entry the rule cannot judge for want of evidence; absent where it always has all it needs. */
  unjudged?(context: RuleContext): Unjudged[];
}

export interface Rule<C extends RuleConfig> {
  /** Does once what does not depend on the entry. */
  prepare(config: C, given: RuleGiven): PreparedRule;
}
