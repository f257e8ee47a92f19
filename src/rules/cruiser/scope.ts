import { ERASED, type ModuleGraph } from '../../model/module-graph.ts';
import { asRecord } from './cruiser-rule.ts';
import { compileTypes } from './dependency-types.ts';
import { cruiserName } from './names.ts';
import { expressionOf } from './path-condition.ts';

/** Which part of the graph a dependency-cruiser config looks at. */
export interface Scope {
  /** One byte an edge, 1 where the config's options keep the rules from judging it. */
  readonly outside: Uint8Array;
  /** Options that are not understood. */
  readonly notJudged: readonly string[];
}

/** Options that narrow a cruise by path, in the order they are read below. */
const FILTERS = ['doNotFollow', 'exclude', 'includeOnly'];

/**
 * Reads the options that narrow a cruise: imports of modules that are not followed, and from or to modules that are
 * excluded or not included, are outside.
 *
 * @param rawOptions the config's `options`
 */
export function readScope(graph: ModuleGraph, rawOptions: unknown): Scope {
  const options = asRecord(rawOptions);
  const notJudged = unknownNarrowing(options);
  const [stop, drop, keep] = FILTERS.map((key) => readFilter(key, options[key], notJudged));
  const names = graph.modules.map(cruiserName);
  const gone = names.map((name) => (drop?.test(name) ?? false) || (keep ? !keep.test(name) : false));
  const stopTypes = readStopTypes(asRecord(options.doNotFollow).dependencyTypes, notJudged);
  const dropsDynamic = asRecord(options.exclude).dynamic === true;
  const outside = new Uint8Array(graph.edges.length);
  for (const [number, edge] of graph.edges.entries()) {
    const from = graph.edgeFrom[number]!;
    const isStopped = (stop?.test(names[from]!) ?? false) || stopTypes(graph.modules[from]!.origin);
    const isDropped = gone[from]! || gone[graph.edgeTo[number]!]!;
    if (isStopped || isDropped || (dropsDynamic && edge.kind === 'dynamic-import')) outside[number] = 1;
  }
  return { outside, notJudged };
}

/** The graph without the edges outside, and without those that touch a module in `gone`. */
export function withinScope(graph: ModuleGraph, { outside }: Scope, gone?: Uint8Array): ModuleGraph {
  const edgeTiming = graph.edgeTiming.slice();
  for (let edge = 0; edge < edgeTiming.length; edge++) {
    if (outside[edge] || gone?.[graph.edgeFrom[edge]!] || gone?.[graph.edgeTo[edge]!])
      edgeTiming[edge] = ERASED;
  }
  return { ...graph, edgeTiming };
}

/** Options that narrow a cruise in a way the graph cannot follow. */
function unknownNarrowing(options: Readonly<Record<string, unknown>>): string[] {
  const found = ['maxDepth', 'baseDir'].filter((key) => options[key]);
  const { moduleSystems } = options;
  const hasNodes = Array.isArray(moduleSystems) && ['cjs', 'es6'].every((it) => moduleSystems.includes(it));
  if (moduleSystems !== undefined && !hasNodes) found.push('moduleSystems');
  return found.map((key) => `options.${key}`);
}

function readFilter(key: string, raw: unknown, notJudged: string[]): RegExp | null {
  const path = typeof raw === 'object' && !Array.isArray(raw) ? asRecord(raw).path : raw;
  const expression = expressionOf(path);
  if (expression === null) notJudged.push(`options.${key} (not a regular expression)`);
  return expression ? new RegExp(expression) : null;
}

function readStopTypes(raw: unknown, notJudged: string[]): (origin: string) => boolean {
  if (raw === undefined) return () => false;
  const types = compileTypes(raw);
  if (!types || types.untold.length > 0) notJudged.push('options.doNotFollow.dependencyTypes');
  const stopsPackages = Array.isArray(raw) && raw.includes('npm');
  const stopsLocal = Array.isArray(raw) && raw.includes('local');
  return (origin) => (origin === 'package' && stopsPackages) || (origin === 'project' && stopsLocal);
}
