import { stronglyConnected } from '../graph/cycles.ts';
import { reach } from '../graph/reach.ts';
import { LAZY, type ModuleGraph } from '../model/module-graph.ts';
import { takeCalled } from './called.ts';

/** What has to be read in full to say what cycles do. */
export interface Wanted {
  /** Members by number, ascending; largest cycle first. */
  readonly cycles: readonly (readonly number[])[];
  /** Modules whose whole program is needed: members, and what they may call. Ascending. */
  readonly full: readonly number[];
  /** One byte a module: `full`, and all that leads to a cycle. Of these the imports at least are needed. */
  readonly kept: Uint8Array;
}

/** Of a package's module that is called from a cycle: a larger one is most likely a bundle, and calls nobody back. */
const LARGEST_CALLED_BYTES = 60_000;

/**
 * Finds the cycles that entries can load, now or later, and which modules have a say in what these do.
 *
 * @param entries module numbers
 */
export function findWanted(graph: ModuleGraph, entries: readonly number[]): Wanted {
  const within = reach(graph, entries, 'lazy');
  const cycles = stronglyConnected(graph, 'conditional', within).filter(([first = 0]) =>
    isCode(graph, first),
  );
  return wantedFor(graph, cycles, within);
}

/**
 * {@link findWanted} for some of the cycles alone.
 *
 * @param cycles members by number
 * @param within one byte a module: what entries can load, now or later
 */
export function wantedFor(
  graph: ModuleGraph,
  cycles: readonly (readonly number[])[],
  within: Uint8Array,
): Wanted {
  const members = new Uint8Array(graph.modules.length);
  for (const cycle of cycles) for (const node of cycle) members[node] = 1;
  const kept = leadingTo(graph, members, within);
  const full = members.slice();
  for (const cycle of cycles)
    takeCalled(graph, cycle, (node) => {
      if (full[node] || !isCalled(graph, node)) return false;
      full[node] = 1;
      return true;
    });
  for (const [node, isFull] of full.entries()) if (isFull) kept[node] = 1;
  return { cycles, full: numbersOf(full), kept };
}

function isCode(graph: ModuleGraph, node: number): boolean {
  const { format } = graph.modules[node]!;
  return format === 'esm' || format === 'cjs';
}

/** All that reaches a member, over lazy imports too. */
function leadingTo(graph: ModuleGraph, members: Uint8Array, within: Uint8Array): Uint8Array {
  const kept = members.slice();
  const queue = numbersOf(members);
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    for (let at = graph.inStart[node]!; at < graph.inStart[node + 1]!; at++) {
      const edge = graph.inEdges[at]!;
      const from = graph.edgeFrom[edge]!;
      if (kept[from] || !within[from] || graph.edgeTiming[edge]! > LAZY) continue;
      kept[from] = 1;
      queue.push(from);
    }
  }
  return kept;
}

function isCalled(graph: ModuleGraph, node: number): boolean {
  const { origin, bytes } = graph.modules[node]!;
  return isCode(graph, node) && (origin === 'project' || bytes <= LARGEST_CALLED_BYTES);
}

function numbersOf(mask: Uint8Array): number[] {
  const numbers: number[] = [];
  for (let node = 0; node < mask.length; node++) if (mask[node]) numbers.push(node);
  return numbers;
}
