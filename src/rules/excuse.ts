import type { Finding } from '../model/finding.ts';
import type { ModuleId } from '../model/module-id.ts';
import { findArrivals } from './arrivals.ts';
import { type Exception, excuses, withoutExcepted } from './exceptions.ts';
import type { PreparedRule, RuleContext } from './rule.ts';

export interface Excused {
  /** What no exception excuses. */
  readonly findings: readonly Finding[];
  /** The exceptions that excused something. */
  readonly used: ReadonlySet<Exception>;
}

/**
 * Runs a rule and takes away what the exceptions excuse. A module can be on the startup path by several chains, and a
 * finding shows only the shortest: so the rule looks again without the excepted edge, until no chain it shows holds
 * one. Another way in is then a finding of its own, and an exception that no chain ever needed stays unused.
 */
export function judge(rule: PreparedRule, context: RuleContext, exceptions: readonly Exception[]): Excused {
  const used = new Set<Exception>();
  for (let now = context; ; now = leaveOut(rule, context, [...used])) {
    const findings = rule.check(now);
    const fresh = exceptions.filter(
      (it) => !used.has(it) && findings.some((finding) => excuses(it, finding)),
    );
    if (fresh.length === 0) {
      const left = findings.filter((finding) => ![...used].some((it) => excuses(it, finding)));
      return { findings: left, used };
    }
    for (const exception of fresh) used.add(exception);
  }
}

function leaveOut(rule: PreparedRule, context: RuleContext, used: readonly Exception[]): RuleContext {
  const excused = new Set<ModuleId>(used.flatMap((exception) => [...exception.modules]));
  if (rule.exceptedEdges === 'kept' || used.every(({ ends }) => ends === null))
    return { ...context, excused };
  const graph = withoutExcepted(context.graph, used);
  return { ...context, graph, arrivals: findArrivals(graph, context.entry.node), excused };
}
