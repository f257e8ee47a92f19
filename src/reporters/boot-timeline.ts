import type { BootTrace, ModuleVisit } from '../model/boot.ts';
import { bootTree, PHASES, preOrder, type BootNode } from './boot-tree.ts';

/** A stretch of a boot as a profile draws it. What its children leave of it comes last and is its own. */
export interface Span {
  /** Module id, a phase in parentheses, or what lies outside all modules. */
  readonly name: string;
  readonly kind: 'module' | 'phase' | 'outside';
  /** The module it belongs to; null outside all modules. */
  readonly visit: ModuleVisit | null;
  /** Whole microseconds from the start of the boot. */
  readonly startUs: number;
  readonly endUs: number;
  readonly children: readonly Span[];
}

type Growing = { -readonly [Key in keyof Span]: Key extends 'children' ? Growing[] : Span[Key] };

/**
 * A boot laid out on one line of time, module below first importer, in load order. Durations are measured, positions are
 * not: a module's phases come first, then what it imports, then its own top level, as if nothing had overlapped. Node's
 * own boot stands before all modules, loader and later work behind them.
 *
 * @returns spans without gaps; the end of the last is the sum of all times in the trace
 */
export function bootTimeline(boot: BootTrace): readonly Span[] {
  const spans: Growing[] = [];
  const clock = createClock();
  const outside = (name: string, ms: number) => {
    if (ms <= 0) return;
    const startUs = clock.now();
    spans.push({ name, kind: 'outside', visit: null, startUs, endUs: clock.pass(ms), children: [] });
  };
  outside("(Node's own boot)", boot.outside.nodeMs);
  spans.push(...moduleSpans(bootTree(boot.modules), clock));
  outside('(loader)', boot.outside.loaderMs);
  outside('(after evaluation)', boot.outside.afterMs);
  return spans;
}

/** All spans, each before those inside it. */
export function allSpans(spans: readonly Span[]): readonly Span[] {
  return preOrder<Span>(spans);
}

type Clock = { readonly now: () => number; readonly pass: (ms: number) => number };

/** Rounds positions and not durations, so that errors do not add up over thousands of modules. */
function createClock(): Clock {
  let ms = 0;
  const now = () => Math.round(ms * 1000);
  return {
    now,
    pass: (more) => {
      ms += Math.max(more, 0);
      return now();
    },
  };
}

function moduleSpans(roots: readonly BootNode[], clock: Clock): Growing[] {
  const top: Growing[] = [];
  const open: { span: Growing; node: BootNode; next: number }[] = [];
  const enter = (node: BootNode) => {
    const { visit } = node;
    const startUs = clock.now();
    const span: Growing = { name: visit.id, kind: 'module', visit, startUs, endUs: startUs, children: [] };
    (open.at(-1)?.span.children ?? top).push(span);
    span.children.push(...phaseSpans(visit, clock));
    open.push({ span, node, next: 0 });
  };
  for (const root of roots) {
    enter(root);
    for (let at = open.at(-1); at; at = open.at(-1)) {
      const child = at.node.children[at.next++];
      if (child) enter(child);
      else {
        at.span.endUs = clock.pass(at.node.visit.selfMs);
        open.pop();
      }
    }
  }
  return top;
}

function phaseSpans(visit: ModuleVisit, clock: Clock): Growing[] {
  return PHASES.filter(([, field]) => visit[field] > 0).map(([name, field]) => {
    const startUs = clock.now();
    return {
      name: `(${name})`,
      kind: 'phase',
      visit,
      startUs,
      endUs: clock.pass(visit[field]),
      children: [],
    };
  });
}
