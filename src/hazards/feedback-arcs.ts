import { shortestWay, type Arcs } from './arcs.ts';

/** Steps of putting arcs back. */
const MOST_STEPS = 5_000_000;

/**
 * A small and cheap set of arcs without which a large cycle is none: P. Eades, X. Lin and W. F. Smyth, "A fast and
 * effective heuristic for the feedback arc set problem", Information Processing Letters 47(6), 1993, with costs. Then
 * arcs that are not needed are put back, dearest first.
 *
 * @param costs one an arc
 * @returns arcs, ascending
 */
export function feedbackArcs(arcs: Arcs, costs: readonly number[]): number[] {
  const place = new Int32Array(arcs.members.length);
  for (const [at, member] of lineUp(arcs, costs).entries()) place[member] = at;
  const back = costs.flatMap((_, arc) => (place[arcs.from[arc]!]! >= place[arcs.to[arc]!]! ? [arc] : []));
  return putBack(arcs, costs, back);
}

/** Members in a row, so that few arcs lead back: sinks to its end, sources to its start, else who gives most. */
function lineUp(arcs: Arcs, costs: readonly number[]): number[] {
  const size = arcs.members.length;
  const sum = (list: readonly number[]) => list.reduce((total, arc) => total + costs[arc]!, 0);
  const outgoing = arcs.out.map(sum);
  const incoming = arcs.into.map(sum);
  const left = new Set(arcs.members.keys());
  const start: number[] = [];
  const end: number[] = [];
  const ready: number[] = [...left].filter((member) => outgoing[member] === 0 || incoming[member] === 0);
  while (start.length + end.length < size) {
    const member = ready.pop() ?? mostGiving(left, outgoing, incoming);
    if (!left.delete(member)) continue;
    (outgoing[member] === 0 ? end : start).push(member);
    for (const arc of arcs.out[member]!) {
      const to = arcs.to[arc]!;
      incoming[to]! -= costs[arc]!;
      if (incoming[to] === 0) ready.push(to);
    }
    for (const arc of arcs.into[member]!) {
      const from = arcs.from[arc]!;
      outgoing[from]! -= costs[arc]!;
      if (outgoing[from] === 0) ready.push(from);
    }
  }
  return [...start, ...end.toReversed()];
}

function mostGiving(
  left: ReadonlySet<number>,
  outgoing: readonly number[],
  incoming: readonly number[],
): number {
  let best = -1;
  let most = -Infinity;
  for (const member of left) {
    const gain = outgoing[member]! - incoming[member]!;
    if (gain > most) [best, most] = [member, gain];
  }
  return best;
}

function putBack(arcs: Arcs, costs: readonly number[], back: readonly number[]): number[] {
  const gone = new Uint8Array(costs.length);
  for (const arc of back) gone[arc] = 1;
  let steps = 0;
  for (const arc of back.toSorted((a, b) => costs[b]! - costs[a]! || a - b)) {
    steps += costs.length;
    if (steps > MOST_STEPS) break;
    const [from, to] = [arcs.from[arc]!, arcs.to[arc]!];
    if (from !== to && shortestWay(arcs, to, from, gone) === null) gone[arc] = 0;
  }
  return back.filter((arc) => gone[arc]);
}
