import { countsAsModule } from '../graph/retained.ts';
import type { ModuleVisit } from '../model/boot.ts';
import type { Place } from '../model/finding.ts';
import { LAZY, type ImportEdge } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { RuntimeOnlyCause, RuntimeOnlyDrift } from '../model/startup.ts';
import { isExpected, knownId, nodesOf, NONE, type ExpectedStartup, type Joined } from './join.ts';
import { ImporterText } from './importer-text.ts';
import { likeness } from './likeness.ts';

/** Packages that load files for others by hooking into Node's loaders, or by compiling them on the way. */
const HOOKS = new Set([
  '@babel/register',
  '@swc-node/register',
  '@swc/register',
  'esbuild-register',
  'esm',
  'import-in-the-middle',
  'jiti',
  'module-alias',
  'pirates',
  'proxyquire',
  'require-in-the-middle',
  'sucrase',
  'ts-node',
  'tsx',
]);

const JSX_RUNTIME = /\/jsx-(dev-)?runtime(\.|\/|$)/;

type Reason = Pick<RuntimeOnlyDrift, 'cause' | 'edge' | 'place'>;

/**
 * Explains the loaded files that are no part of static startup. Each of them is behind exactly one outermost file: the
 * first on its chain of first importers whose own importer is expected.
 *
 * @param gone loaded files that are no longer there
 * @param main the process's main script, as the trace names it
 * @returns in the order of visits
 */
export function runtimeOnlyDrift(
  joined: Joined,
  built: ExpectedStartup['built'],
  gone: ReadonlySet<ModuleId>,
  main: ModuleId | null,
): RuntimeOnlyDrift[] {
  const reasons = new Reasons(joined, built, gone, main);
  const outermost = outermostVisits(joined);
  const found = new Map<number, RuntimeOnlyDrift>();
  for (const [visit, first] of outermost) {
    const { bytes } = joined.visits[visit]!;
    const drift = found.get(first) ?? newDrift(joined, first, reasons.of(first));
    found.set(first, { ...drift, modules: drift.modules + 1, bytes: drift.bytes + bytes });
  }
  return [...found.values()];
}

function newDrift(joined: Joined, visit: number, reason: Reason): RuntimeOnlyDrift {
  const importer = importerOf(joined, visit);
  const known = importer === NONE ? null : knownId(joined, importer);
  return { ...reason, module: knownId(joined, visit), importer: known, instead: null, modules: 0, bytes: 0 };
}

function importerOf({ visits, visitOf }: Joined, visit: number): number {
  const { importer } = visits[visit]!;
  return importer === null ? NONE : (visitOf.get(importer) ?? NONE);
}

/** For each loaded file that is not expected, the outermost one it is behind (itself where it is that). */
function outermostVisits(joined: Joined): Map<number, number> {
  const isOurs = (visit: number) => countsAsModule(joined.visits[visit]!) && !isExpected(joined, visit);
  const found = new Map<number, number>();
  for (const start of joined.visits.keys()) {
    const path: number[] = [];
    const onPath = new Set<number>();
    let at = start;
    while (at !== NONE && isOurs(at) && !found.has(at) && !onPath.has(at)) {
      path.push(at);
      onPath.add(at);
      at = importerOf(joined, at);
    }
    const last = path.at(-1);
    if (last === undefined) continue;
    const outermost = at === NONE ? last : (found.get(at) ?? last);
    for (const visit of path) found.set(visit, outermost);
  }
  return found;
}

/** Works out why an outermost file was loaded. */
class Reasons {
  readonly #joined: Joined;
  readonly #text: ImporterText;
  readonly #gone: ReadonlySet<ModuleId>;
  readonly #main: ModuleId | null;
  readonly #unfollowed = new Map<ModuleId, ImportEdge[]>();

  constructor(
    joined: Joined,
    built: ExpectedStartup['built'],
    gone: ReadonlySet<ModuleId>,
    main: ModuleId | null,
  ) {
    this.#joined = joined;
    this.#text = new ImporterText(joined.graph, built.sources);
    this.#gone = gone;
    this.#main = main;
    for (const edge of built.unfollowed) {
      const others = this.#unfollowed.get(edge.to);
      if (others === undefined) this.#unfollowed.set(edge.to, [edge]);
      else others.push(edge);
    }
  }

  of(visit: number): Reason {
    const { visits } = this.#joined;
    const module = visits[visit]!;
    const importer = importerOf(this.#joined, visit);
    const lazy = this.#lazyEdge(visit, importer);
    if (lazy !== null) return { cause: 'called', edge: lazy, place: placeOf(lazy) };
    if (module.importer === null) return { cause: this.#rootCause(visit), edge: null, place: null };
    const unloaded = this.#unfollowedEdge(visit, importer);
    if (unloaded !== null) return { cause: 'taken-as-unloaded', edge: unloaded, place: placeOf(unloaded) };
    return this.#withoutEdge(module, importer === NONE ? null : visits[importer]!, importer);
  }

  #withoutEdge(module: ModuleVisit, importer: ModuleVisit | null, visit: number): Reason {
    const plain = (cause: RuntimeOnlyCause): Reason => ({ cause, edge: null, place: null });
    if (module.format === 'native') return plain('addon');
    if (this.#gone.has(module.id)) return plain('generated');
    if (JSX_RUNTIME.test(module.id)) return plain('transform');
    if (importer === null) return plain('computed');
    const id = knownId(this.#joined, visit);
    const missing = this.#text.unresolved(id, likeness(module));
    if (missing !== null) return { cause: 'unresolved', edge: missing, place: placeOf(missing) };
    if (importer.package !== null && HOOKS.has(importer.package)) return plain('hook');
    const place = this.#text.computed(id);
    if (place === null && this.#text.isPartial(id)) return plain('unanalysed');
    return { cause: 'computed', edge: null, place };
  }

  #rootCause(visit: number): RuntimeOnlyCause {
    const { visits, visitOf } = this.#joined;
    const main = this.#main === null ? undefined : visitOf.get(this.#main);
    if (main === visit) return 'other-entry';
    return main === undefined || visits[visit]!.order < visits[main]!.order ? 'preload' : 'computed';
  }

  /** The lazy import by which it came in: its first importer's where there is one, else any loaded module's. */
  #lazyEdge(visit: number, importer: number): ImportEdge | null {
    const { graph, loadedBy } = this.#joined;
    let found: ImportEdge | null = null;
    for (const node of nodesOf(this.#joined, visit)) {
      for (let i = graph.inStart[node]!; i < graph.inStart[node + 1]!; i++) {
        const edge = graph.inEdges[i]!;
        const from = loadedBy[graph.edgeFrom[edge]!]!;
        if (from === NONE || from === visit || graph.edgeTiming[edge]! > LAZY) continue;
        if (from === importer) return graph.edges[edge]!;
        found ??= graph.edges[edge]!;
      }
    }
    return found;
  }

  #unfollowedEdge(visit: number, importer: number): ImportEdge | null {
    if (importer === NONE) return null;
    const from = knownId(this.#joined, importer);
    const edges = this.#unfollowed.get(knownId(this.#joined, visit)) ?? [];
    return edges.find((edge) => edge.from === from) ?? null;
  }
}

function placeOf({ from, line, column }: ImportEdge): Place {
  return { file: from, line, column };
}
