import type { ModuleGraph } from '../model/module-graph.ts';

/** The part of a graph that leads from one module to the sinks. */
export interface Network {
  readonly graph: ModuleGraph;
  /** Must be cuttable and no sink. */
  readonly source: number;
  /** One byte a module. */
  readonly sinks: Uint8Array;
  /** Weakest timing code to follow. */
  readonly weakest: number;
  /** One byte a module: those the source reaches without passing a sink. Edges from any other module do not exist. */
  readonly inside: Uint8Array;
  /** One byte a module: the edges of these cost 1 to cut, all other edges can not be cut. */
  readonly cuttable: Uint8Array;
}

/**
 * Finds the fewest edges that separate the source from all sinks; of all smallest cuts the one nearest the sinks.
 * E. Dinic, "Algorithm for solution of a problem of maximum flow in a network with power estimation", Soviet Math.
 * Doklady 11, 1970, with distances to the sinks rather than from the source: when the source has no way left, the
 * modules that still have one are exactly the sinks' side of the nearest cut.
 *
 * @returns edge numbers, ascending; empty where no sink is reached
 */
export function minimumCut(network: Network): number[] {
  const { graph, weakest, inside } = network;
  const flow = new Uint32Array(graph.edges.length);
  const hadFlow = new Uint8Array(graph.modules.length);
  let distance = distancesToSinks(network, flow, hadFlow);
  while (distance[network.source] !== UNKNOWN) {
    blockFlow(network, flow, hadFlow, distance);
    distance = distancesToSinks(network, flow, hadFlow);
  }
  const cut: number[] = [];
  for (let edge = 0; edge < flow.length; edge++) {
    const from = graph.edgeFrom[edge]!;
    if (graph.edgeTiming[edge]! > weakest || !inside[from]) continue;
    if (distance[from] === UNKNOWN && distance[graph.edgeTo[edge]!] !== UNKNOWN) cut.push(edge);
  }
  return cut;
}

const UNKNOWN = -1;

/** Searches backwards over edges that can take more flow, and forwards over edges whose flow can be taken back. */
function distancesToSinks(network: Network, flow: Uint32Array, hadFlow: Uint8Array): Int32Array {
  const { graph, source, sinks, weakest, inside, cuttable } = network;
  const { inStart, inEdges, edgeStart, edgeFrom, edgeTo, edgeTiming } = graph;
  const distance = new Int32Array(graph.modules.length).fill(UNKNOWN);
  const queue = new Uint32Array(graph.modules.length);
  let found = 0;
  for (let module = 0; module < sinks.length; module++) {
    if (!sinks[module]) continue;
    distance[module] = 0;
    queue[found++] = module;
  }
  for (let done = 0; done < found && distance[source] === UNKNOWN; done++) {
    const module = queue[done]!;
    const further = distance[module]! + 1;
    for (let i = inStart[module]!; i < inStart[module + 1]!; i++) {
      const edge = inEdges[i]!;
      const from = edgeFrom[edge]!;
      if (distance[from] !== UNKNOWN || !inside[from] || edgeTiming[edge]! > weakest) continue;
      if (cuttable[from] && flow[edge]! > 0) continue;
      distance[from] = further;
      queue[found++] = from;
    }
    if (!hadFlow[module]) continue;
    for (let edge = edgeStart[module]!; edge < edgeStart[module + 1]!; edge++) {
      const to = edgeTo[edge]!;
      if (flow[edge] === 0 || distance[to] !== UNKNOWN) continue;
      distance[to] = further;
      queue[found++] = to;
    }
  }
  return distance;
}

/** Adds shortest augmenting paths, one unit each, until none of the present length is left. */
function blockFlow(network: Network, flow: Uint32Array, hadFlow: Uint8Array, distance: Int32Array): void {
  const { graph, source, sinks } = network;
  const { edgeFrom, edgeTo } = graph;
  // Per module, how many of its arcs are used up: its own edges first, then the edges into it, taken backwards.
  const tried = new Uint32Array(graph.modules.length);
  const path: number[] = [];
  let at = source;
  for (;;) {
    if (sinks[at]) {
      for (const arc of path) {
        flow[arc >> 1]! += arc & 1 ? -1 : 1;
        hadFlow[edgeFrom[arc >> 1]!] = 1;
      }
      path.length = 0;
      at = source;
    }
    const arc = nextArc(network, flow, distance, tried, at);
    if (arc !== UNKNOWN) {
      path.push(arc);
      at = arc & 1 ? edgeFrom[arc >> 1]! : edgeTo[arc >> 1]!;
      continue;
    }
    const back = path.pop();
    if (back === undefined) return;
    at = back & 1 ? edgeTo[back >> 1]! : edgeFrom[back >> 1]!;
    tried[at]!++;
  }
}

/** The next arc one step nearer the sinks: twice the edge number, plus 1 where it is taken backwards. */
function nextArc(
  { graph, weakest, cuttable }: Network,
  flow: Uint32Array,
  distance: Int32Array,
  tried: Uint32Array,
  at: number,
): number {
  const { inStart, inEdges, edgeStart, edgeFrom, edgeTo, edgeTiming } = graph;
  const nearer = distance[at]! - 1;
  const start = edgeStart[at]!;
  const own = edgeStart[at + 1]! - start;
  for (; tried[at]! < own; tried[at]!++) {
    const edge = start + tried[at]!;
    if (distance[edgeTo[edge]!] !== nearer || edgeTiming[edge]! > weakest) continue;
    if (!cuttable[at] || flow[edge] === 0) return edge * 2;
  }
  const into = inStart[at + 1]! - inStart[at]!;
  for (; tried[at]! < own + into; tried[at]!++) {
    const edge = inEdges[inStart[at]! + tried[at]! - own]!;
    if (distance[edgeFrom[edge]!] === nearer && flow[edge]! > 0) return edge * 2 + 1;
  }
  return UNKNOWN;
}
