import { CONDITIONAL, EAGER, LAZY, type ModuleGraph } from '../model/module-graph.ts';
import { breadthFirst } from './breadth-first.ts';

/** Which edges a query follows: eager only, also conditional, also lazy. Erased and reference edges never count. */
export type Strength = 'eager' | 'conditional' | 'lazy';

/** Modules and edges a query treats as gone: any non-zero byte at their number. */
export interface Without {
  readonly modules?: Uint8Array;
  readonly edges?: Uint8Array;
}

/** Module numbers in ascending order; a module is in one set only, the strongest that applies. */
export interface StartupSets {
  /** Evaluated whenever the entry is, the entry itself included. */
  readonly eager: number[];
  /** Reached with the help of conditional edges only. */
  readonly conditional: number[];
  /** Reached with the help of lazy edges only: not part of startup. */
  readonly lazy: number[];
}

const NO_SET = 255;

const WEAKEST: Record<Strength, number> = { eager: EAGER, conditional: CONDITIONAL, lazy: LAZY };

/**
 * The weakest timing code that counts at a strength: edge `e` is followed when
 * `graph.edgeTiming[e] <= weakestTiming(strength)`.
 */
export function weakestTiming(strength: Strength): number {
  return WEAKEST[strength];
}

/**
 * Marks the modules that loading the entries reaches.
 *
 * @param entries module numbers; an entry that `without` removes reaches nothing
 * @returns one byte a module, 1 where it is reached
 */
export function reach(
  graph: ModuleGraph,
  entries: readonly number[],
  strength: Strength,
  without: Without = {},
): Uint8Array {
  return breadthFirst(graph, entries, weakestTiming(strength), without).reached;
}

/** Splits all that an entry can load by when it loads, in one search; see {@link StartupSets}. */
export function startupSets(graph: ModuleGraph, entry: number): StartupSets {
  const { edgeStart, edgeTo, edgeTiming } = graph;
  const setOf = new Uint8Array(graph.modules.length).fill(NO_SET);
  // Modules to visit once all stronger sets are complete, by the weakest edge on the way to them.
  const waiting: [number[], number[], number[]] = [[entry], [], []];
  for (let set = EAGER; set <= LAZY; set++) {
    const stack = waiting[set]!;
    for (let module = stack.pop(); module !== undefined; module = stack.pop()) {
      if (setOf[module] !== NO_SET) continue;
      setOf[module] = set;
      for (let edge = edgeStart[module]!; edge < edgeStart[module + 1]!; edge++) {
        if (setOf[edgeTo[edge]!] === NO_SET && edgeTiming[edge]! <= LAZY) {
          waiting[Math.max(set, edgeTiming[edge]!)]!.push(edgeTo[edge]!);
        }
      }
    }
  }
  const modulesIn = (set: number) =>
    Array.from(graph.modules.keys()).filter((module) => setOf[module] === set);
  return { eager: modulesIn(EAGER), conditional: modulesIn(CONDITIONAL), lazy: modulesIn(LAZY) };
}
