import { withoutEdges } from '../graph/digraph.ts';
import { dominators } from '../graph/dominators.ts';
import type { Contracted } from './contract.ts';
import { enteringLinks } from './held.ts';
import { type Startup, sumUp, type Totals } from './startup-without.ts';

/** So many imports are no accident. */
const ROOTS = 3;

/**
 * Startup that stays for good reasons: what can not be cut off, and what is imported from three places or more, once a
 * plan is carried out.
 *
 * @param stays one byte a node of the contracted graph: what the plan leaves
 */
export function floorOf({ request }: Startup, small: Contracted, stays: Uint8Array): Totals {
  const { digraph, entry, difficulty } = small;
  const gone = [...difficulty.keys()].filter((link) => !stays[digraph.edgeTo[link]!]);
  const left = withoutEdges(digraph, gone);
  const tree = dominators(left, entry, 'eager');
  const inFloor = new Uint8Array(small.weight.length);
  for (const node of tree.order) {
    const parent = tree.idom[node]!;
    if (node === entry) inFloor[node] = 1;
    else if (parent !== entry) inFloor[node] = inFloor[parent]!;
    else {
      const links = enteringLinks(left, tree, node);
      const isTied = links.some((link) => difficulty[link] === Infinity);
      inFloor[node] = isTied || links.length >= ROOTS ? 1 : 0;
    }
  }
  const nodes = small.nodeOf.map((group) => (group >= 0 ? inFloor[group]! : 0));
  return sumUp(request, Uint8Array.from(nodes));
}
