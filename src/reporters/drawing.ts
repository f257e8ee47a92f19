import type { ImportEdge, ModuleRecord } from '../model/module-graph.ts';
import type { Report } from '../model/report.ts';

type Drawn = 'eager' | 'conditional' | 'lazy';

/** One box: a first-party module, or a whole package. */
export interface DrawingNode {
  /** Unique in the drawing. */
  readonly key: string;
  readonly name: string;
  readonly kind: 'entry' | 'module' | 'package';
  /** Strongest way in which any entry reaches it. */
  readonly reached: Drawn;
  readonly modules: number;
  readonly bytes: number;
  /** On the chain of a finding, or of `why`. */
  readonly marked: boolean;
}

/** All imports from one box to another as one arrow, drawn as the strongest of them. */
export interface DrawingEdge {
  readonly from: string;
  readonly to: string;
  readonly timing: Drawn;
  readonly marked: boolean;
}

export interface Drawing {
  /** Marked ones and entries first, then the heaviest; by key where equal. */
  readonly nodes: readonly DrawingNode[];
  /** Marked ones first, then the strongest; by key where equal. */
  readonly edges: readonly DrawingEdge[];
}

const STRENGTH: Record<Drawn, number> = { eager: 0, conditional: 1, lazy: 2 };

/**
 * The startup graph small enough to look at: first-party modules one by one, packages whole, no builtins. What only
 * loads later is drawn as far as the first lazy import, and along marked chains.
 */
export function drawReport(report: Report): Drawing {
  const reached = reachedIds(report);
  const marked = markedEdges(report);
  for (const { from, to } of marked)
    for (const id of [from, to]) if (!reached.has(id)) reached.set(id, 'lazy');
  const entries = new Set<string>(report.entries.map((entry) => entry.file));
  const nodes = new Map<string, DrawingNode>();
  const keys = new Map<string, string>();
  const markedIds = new Set<string>(marked.flatMap(({ from, to }) => [from, to]));
  for (const module of report.modules) {
    const how = reached.get(module.id);
    if (!how || module.origin === 'builtin' || (module.origin === 'unresolved' && !markedIds.has(module.id)))
      continue;
    const node = toNode(module, how, entries.has(module.id), markedIds.has(module.id));
    keys.set(module.id, node.key);
    const known = nodes.get(node.key);
    nodes.set(node.key, known ? merge(known, node) : node);
  }
  return { nodes: [...nodes.values()].toSorted(byWeight), edges: drawEdges(report.edges, marked, keys) };
}

function reachedIds(report: Report): Map<string, Drawn> {
  const reached = new Map<string, Drawn>();
  for (const { startup } of report.entries)
    for (const id of startup.conditional) reached.set(id, 'conditional');
  for (const { startup } of report.entries) for (const id of startup.eager) reached.set(id, 'eager');
  const startup = new Set(reached.keys());
  for (const { from, to, timing } of report.edges) {
    if (timing === 'lazy' && startup.has(from) && !reached.has(to)) reached.set(to, 'lazy');
  }
  return reached;
}

function markedEdges(report: Report): readonly ImportEdge[] {
  return [...report.findings, ...(report.why?.entries ?? [])].flatMap(({ chain }) => chain);
}

function toNode(module: ModuleRecord, reached: Drawn, entry: boolean, marked: boolean): DrawingNode {
  const shared = { reached, marked, modules: 1, bytes: module.bytes };
  if (module.origin === 'package' && module.package !== null && !entry) {
    return { ...shared, key: `package ${module.package}`, name: module.package, kind: 'package' };
  }
  return { ...shared, key: `module ${module.id}`, name: module.id, kind: entry ? 'entry' : 'module' };
}

function merge(one: DrawingNode, other: DrawingNode): DrawingNode {
  return {
    ...one,
    reached: stronger(one.reached, other.reached),
    modules: one.modules + other.modules,
    bytes: one.bytes + other.bytes,
    marked: one.marked || other.marked,
  };
}

function drawEdges(
  edges: readonly ImportEdge[],
  marked: readonly ImportEdge[],
  keys: ReadonlyMap<string, string>,
): DrawingEdge[] {
  const drawn = new Map<string, DrawingEdge>();
  const draw = (edge: ImportEdge, mark: boolean) => {
    const from = keys.get(edge.from);
    const to = keys.get(edge.to);
    if (
      from === undefined ||
      to === undefined ||
      from === to ||
      edge.timing === 'erased' ||
      edge.timing === 'reference'
    )
      return;
    const key = `${from}\n${to}`;
    const known = drawn.get(key);
    drawn.set(key, {
      from,
      to,
      timing: known ? stronger(known.timing, edge.timing) : edge.timing,
      marked: mark || (known?.marked ?? false),
    });
  };
  for (const edge of edges) draw(edge, false);
  for (const edge of marked) draw(edge, true);
  return [...drawn.values()].toSorted(byStrength);
}

function stronger(one: Drawn, other: Drawn): Drawn {
  return STRENGTH[one] <= STRENGTH[other] ? one : other;
}

function byWeight(one: DrawingNode, other: DrawingNode): number {
  const first = (node: DrawingNode) => (node.marked || node.kind === 'entry' ? 0 : 1);
  return first(one) - first(other) || other.bytes - one.bytes || compare(one.key, other.key);
}

function byStrength(one: DrawingEdge, other: DrawingEdge): number {
  const first = (edge: DrawingEdge) => (edge.marked ? 0 : 1);
  return (
    first(one) - first(other) ||
    STRENGTH[one.timing] - STRENGTH[other.timing] ||
    compare(one.from, other.from) ||
    compare(one.to, other.to)
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
