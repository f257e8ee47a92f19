import type { ErrorDetail } from '../errors.ts';
import type { Config, ExceptionConfig, RuleConfig } from '../model/config.ts';
import type { Finding, Level, Notice, StaleExceptionFinding } from '../model/finding.ts';
import type { ModuleGraph } from '../model/module-graph.ts';
import type { BudgetReport, ShardPart } from '../model/report.ts';
import { findArrivals } from './arrivals.ts';
import { checkBudget } from './budget.ts';
import { compileException, type Exception, splitEdge } from './exceptions.ts';
import { judge } from './excuse.ts';
import { levelOfModules } from './level-of-modules.ts';
import { compileNamePatterns } from './name-pattern.ts';
import { type ObservedGroup, otherProgram, withBoots } from './observed-groups.ts';
import { prepareRule } from './registry.ts';
import type { Observed, RuleContext, RuleEntry, RuleGiven } from './rule.ts';
import { staleBaseline } from './stale-baseline.ts';
import { hasExpired, staleException } from './stale-exception.ts';
import { tellUnjudged, type Unjudged } from './unjudged.ts';

/** What the check needs from outside the graph. What is absent was not looked at. */
export interface CheckGiven
  extends
    Pick<RuleGiven, 'projectFiles' | 'dependencyCruiser'>,
    Partial<Pick<RuleGiven, 'baseline' | 'coldLoads' | 'lateLoads' | 'cycles' | 'effects'>> {
  /** ISO date; exceptions expire by it. */
  readonly today: string;
  /** By entry name: what its boot showed, joined with the graph of its group. */
  readonly observed?: ReadonlyMap<string, Observed>;
  /** Growth against a base is judged by someone else. */
  readonly comparesWithBase?: boolean;
  /** Names of entries that another shard judges. */
  readonly elsewhere?: ReadonlySet<string>;
}

export interface CheckResult {
  /** Unsorted. */
  readonly findings: readonly Finding[];
  readonly notices: readonly Notice[];
  /** Of a shard: what it leaves to all shards together. */
  readonly left: LeftToOthers;
  /** What leaves part of the config unchecked: mistakes in it, missing evidence. The command must not end green. */
  readonly problems: readonly ErrorDetail[];
  /** By entry name; one a limit that was judged. */
  readonly budgets: ReadonlyMap<string, readonly BudgetReport[]>;
  /** By entry name: what was judged, the graph of its group or that with what the boot showed. Same module numbers. */
  readonly graphs: ReadonlyMap<string, ModuleGraph>;
}

export type LeftToOthers = Pick<ShardPart, 'unneeded' | 'notices'>;

/** Entries that share one graph: those with the same conditions and preloads. */
export interface CheckGroup {
  readonly graph: ModuleGraph;
  /** May be some of the config's entries only. */
  readonly entries: readonly RuleEntry[];
}

/**
 * Judges entries by their budgets, and by every rule of the config that applies to them. Whether a rule is idle or an
 * exception stale is a question about all groups together.
 *
 * @param groups the entries under check, each in one group
 */
export function checkRules(config: Config, groups: readonly CheckGroup[], given: CheckGiven): CheckResult {
  const run = new Run(config, withBoots(groups, given.observed ?? new Map()), given);
  for (const [i, rule] of config.rules.entries()) run.checkRule(rule, i);
  run.checkBudgets();
  run.checkBaseline();
  run.checkExceptions();
  const { findings, problems, budgets, graphs, left } = run;
  return {
    findings,
    notices: withoutRepeats(run.notices),
    left,
    problems: withoutRepeats(problems),
    budgets,
    graphs,
  };
}

/** One group, ready for every rule. */
interface Prepared {
  readonly given: RuleGiven;
  readonly contexts: readonly RuleContext[];
  readonly exceptions: readonly Exception[];
}

/** Gathers the result while rules are checked one by one. */
class Run implements CheckResult {
  readonly findings: Finding[] = [];
  readonly notices: Notice[] = [];
  readonly problems: ErrorDetail[] = [];
  readonly left: { unneeded: StaleExceptionFinding[] | null; readonly notices: Notice[] };
  readonly budgets = new Map<string, readonly BudgetReport[]>();
  readonly graphs = new Map<string, ModuleGraph>();
  readonly #config: Config;
  readonly #given: CheckGiven;
  readonly #groups: readonly Prepared[];
  /** Neither malformed nor expired. */
  readonly #valid: readonly ExceptionConfig[];
  readonly #used = new Set<ExceptionConfig>();
  readonly #elsewhere: ReadonlySet<string>;
  /** Whether all that an exception could be there for was judged, or is by another shard. */
  #complete: boolean;

  constructor(config: Config, groups: readonly ObservedGroup[], given: CheckGiven) {
    this.#config = config;
    this.#given = given;
    this.#valid = config.exceptions.filter((it) => !hasExpired(it, given.today) && !isMalformed(it));
    this.#groups = groups.map((group) => prepare(group, this.#valid, given, config.registrars));
    for (const { graph, entries } of groups) for (const { name } of entries) this.graphs.set(name, graph);
    for (const { observed, entries } of groups)
      for (const { name } of entries) this.#tell(otherProgram(observed), levelOfModules(config, name));
    const names = new Set(groups.flatMap(({ entries }) => entries.map(({ name }) => name)));
    this.left = { unneeded: null, notices: [] };
    this.#elsewhere = given.elsewhere ?? new Set();
    this.#complete = config.entries.every(({ name }) => names.has(name) || this.#elsewhere.has(name));
  }

  checkRule(rule: RuleConfig, position: number): void {
    const applies = rule.entries ? compileNamePatterns(rule.entries) : () => true;
    let idle = true;
    for (const { given, contexts, exceptions } of this.#groups) {
      const own = contexts.filter(({ entry }) => applies(entry.name));
      if (own.length === 0) continue;
      idle = false;
      const prepared = prepareRule(rule, given);
      this.notices.push(...prepared.notices);
      if (!prepared.judged) this.#complete = false;
      for (const context of own) {
        const { findings, used } = judge(prepared, context, exceptions);
        this.findings.push(...findings);
        this.#leaveUnjudged(prepared.unjudged?.(context) ?? [], rule.level);
        for (const exception of used) this.#used.add(exception.config);
      }
    }
    if (idle) this.#reportIdle(rule, position, applies);
  }

  checkBudgets(): void {
    const { comparesWithBase = false } = this.#given;
    for (const context of this.#groups.flatMap(({ contexts }) => contexts)) {
      const { entry } = context;
      const budget = this.#config.entries.find(({ name }) => name === entry.name)?.budget;
      if (!budget) continue;
      const { reports, findings, notices, problems } = checkBudget(budget, {
        ...context,
        entry: entry.name,
        comparesWithBase,
      });
      this.budgets.set(entry.name, reports);
      this.findings.push(...findings);
      this.notices.push(...notices);
      this.problems.push(...problems);
    }
  }

  checkBaseline(): void {
    const { baseline } = this.#given;
    if (!baseline) return;
    for (const { contexts } of this.#groups)
      for (const context of contexts) this.findings.push(...staleBaseline(baseline, context));
  }

  /** To be called last, when all that uses exceptions has run. */
  checkExceptions(): void {
    for (const exception of this.#config.exceptions) {
      if (isMalformed(exception)) this.#reportMalformed(exception);
      else if (hasExpired(exception, this.#given.today))
        this.findings.push(staleException(exception, 'expired'));
    }
    const unused = this.#valid.filter((exception) => !this.#used.has(exception));
    const stale = unused.map((exception) => staleException(exception, 'matches-nothing'));
    const isShard = this.#elsewhere.size > 0;
    if (this.#complete && !isShard) this.findings.push(...stale);
    else if (unused.length > 0) this.#reportUnneeded(unused.length);
    if (this.#complete && isShard) this.left.unneeded = stale;
  }

  #reportUnneeded(count: number): void {
    const were = count === 1 ? 'was' : 'were';
    const message = `${count} of ${this.#config.exceptions.length} exceptions ${were} not needed here, but not every entry and rule was judged`;
    this.#notJudged(message, this.#complete);
  }

  /** @param hereAlone whether it is judged by another shard */
  #notJudged(message: string, hereAlone: boolean): void {
    const notice: Notice = { code: 'not-judged', level: 'info', message };
    this.notices.push(notice);
    if (hereAlone) this.left.notices.push(notice);
  }

  #leaveUnjudged(unjudged: readonly Unjudged[], level: Level): void {
    if (unjudged.length > 0) this.#complete = false;
    this.#tell(unjudged, level);
  }

  #tell(unjudged: readonly Unjudged[], level: Level): void {
    const { notices, problems } = tellUnjudged(unjudged, level);
    this.notices.push(...notices);
    this.problems.push(...problems);
  }

  /** A rule that applies to no entry is a mistake, unless its entries were only left out of this check. */
  #reportIdle(rule: RuleConfig, position: number, applies: (name: string) => boolean): void {
    const names = this.#config.entries.map((entry) => entry.name);
    const label = `rule ${position + 1} (${rule.type})`;
    const own = names.filter(applies);
    if (own.length > 0) {
      const hereAlone = own.every((name) => this.#elsewhere.has(name));
      if (!hereAlone) this.#complete = false;
      this.#notJudged(`${label} was not judged: none of its entries is part of this check`, hereAlone);
      return;
    }
    this.problems.push({
      code: 'rule-without-entry',
      message: `${label} applies to no entry: nothing is called ${(rule.entries ?? []).join(', ')}`,
      hint: names.length > 0 ? `Entries are: ${names.join(', ')}.` : 'The config names no entries.',
      ...(this.#config.file !== null && { at: { file: this.#config.file } }),
    });
  }

  #reportMalformed({ edge }: ExceptionConfig): void {
    this.problems.push({
      code: 'bad-exception',
      message:
        edge === undefined
          ? 'an exception names no edge and no module'
          : `the exception "${edge}" is no edge`,
      hint: 'Write the edge as "importer -> imported", or name a module.',
      ...(this.#config.file !== null && { at: { file: this.#config.file } }),
    });
  }
}

function prepare(
  { graph, entries, observed }: ObservedGroup,
  valid: readonly ExceptionConfig[],
  given: CheckGiven,
  registrars: readonly string[],
): Prepared {
  const { projectFiles, dependencyCruiser, baseline = null } = given;
  const { coldLoads = null, lateLoads = null, cycles = null, effects = null } = given;
  return {
    given: {
      graph,
      projectFiles,
      dependencyCruiser,
      baseline,
      coldLoads,
      lateLoads,
      cycles,
      effects,
      registrars,
    },
    contexts: entries.map((entry) => {
      return { graph, entry, arrivals: findArrivals(graph, entry.node), excused: new Set(), observed };
    }),
    exceptions: valid.map((exception) => compileException(exception, graph, projectFiles)),
  };
}

function isMalformed({ edge, module }: ExceptionConfig): boolean {
  return edge === undefined ? module === undefined : splitEdge(edge) === null;
}

/** Every group meets the same mistakes in the config of a rule, and rules of one type lack the same evidence. */
function withoutRepeats<T>(told: readonly T[]): T[] {
  return [...new Map(told.map((each) => [JSON.stringify(each), each])).values()];
}
