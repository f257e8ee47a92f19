import type { BootTrace, ModuleVisit } from '../../src/model/boot.ts';
import type { ImportEdge, ModuleRecord } from '../../src/model/module-graph.ts';
import type { ModuleId } from '../../src/model/module-id.ts';
import type { Report } from '../../src/model/report.ts';
import { SAMPLE_BOOT } from './sample-boot.ts';
import { emptyReport } from './sample-report.ts';

const OWN_SHARE = 0.05;
const PER_PACKAGE = 24;
const FOLDERS = ['lib', 'dist', 'src/internal', 'build/cjs', 'lib/utilities'];

/** A made-up boot: own files that import packages, whose files import each other and other packages. */
export function largeReport(size: number): Report {
  const random = seeded(7);
  const ids = Array.from({ length: size }, (_, at) => idOf(at, size) as ModuleId);
  const modules = ids.map((id, at): ModuleRecord => {
    const owner = packageOf(at, size);
    return {
      id,
      origin: owner === null ? 'project' : 'package',
      package: owner,
      format: owner === null ? 'esm' : 'cjs',
      bytes: 300 + Math.floor(random() * 9_000),
    };
  });
  const importer = ids.map((_, at) => (at === 0 ? -1 : importerOf(at, size, random)));
  const edges = importEdges(ids, importer, random);
  const boot = bootOf(modules, importer, random);
  const base = emptyReport('boot');
  return { ...base, entries: [entryOf(ids)], modules: modules.toSorted(byId), edges, boots: [boot] };
}

function idOf(at: number, size: number): string {
  const owner = packageOf(at, size);
  const folder = FOLDERS[at % FOLDERS.length];
  if (owner === null)
    return at === 0 ? 'bin/app.js' : `src/features/feature-${Math.floor(at / 9)}/part-${at}.js`;
  return `node_modules/${owner}/${folder}/module-${at % PER_PACKAGE}.js`;
}

function packageOf(at: number, size: number): string | null {
  const own = Math.ceil(size * OWN_SHARE);
  return at < own ? null : `package-${Math.floor((at - own) / PER_PACKAGE)}`;
}

/** The first file of a package is imported by an own one, or by an earlier package; the others from within. */
function importerOf(at: number, size: number, random: () => number): number {
  const own = Math.ceil(size * OWN_SHARE);
  if (at < own) return Math.floor(random() * Math.min(at, 40));
  const first = own + Math.floor((at - own) / PER_PACKAGE) * PER_PACKAGE;
  if (at > first) return first + Math.floor(random() * (at - first));
  return random() < 0.4 ? Math.floor(random() * own) : Math.floor(random() * at);
}

function importEdges(
  ids: readonly ModuleId[],
  importer: readonly number[],
  random: () => number,
): ImportEdge[] {
  const edge = (from: number, to: number): ImportEdge => ({
    from: ids[from]!,
    to: ids[to]!,
    specifier: './x.js',
    line: 1 + Math.floor(random() * 40),
    column: 1,
    kind: 'require',
    timing: random() < 0.03 ? 'conditional' : 'eager',
  });
  const edges = importer.flatMap((from, to) => (from < 0 ? [] : [edge(from, to)]));
  for (let more = ids.length * 2; more > 0; more--) {
    const from = Math.floor(random() * ids.length);
    edges.push(edge(from, Math.floor(random() * ids.length)));
  }
  return edges.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.line - b.line));
}

function bootOf(
  modules: readonly ModuleRecord[],
  importer: readonly number[],
  random: () => number,
): BootTrace {
  const visits = modules.map((record, at): ModuleVisit => {
    const selfMs = random() ** 6 * 3;
    return {
      ...record,
      importer: importer[at] === -1 ? null : modules[importer[at]!]!.id,
      laterImporters: [],
      order: at,
      resolveMs: random() * 0.1,
      readMs: random() * 0.05,
      lexMs: 0,
      compileMs: random() * 0.08,
      linkMs: 0,
      selfMs,
      totalMs: selfMs,
      retainedMs: selfMs,
      retainedModules: 1,
      attribution: 'exact',
      outcome: 'evaluated',
      instances: 1,
    };
  });
  const startup = modules.map(({ id }) => ({ id, evidence: 'both' as const, timing: 'eager' as const }));
  const drift = { staticOnly: [], runtimeOnly: [], both: modules.length, mismatch: null };
  return {
    ...SAMPLE_BOOT,
    entry: 'app',
    main: modules[0]!.id,
    modules: visits,
    startup,
    drift,
    memory: null,
    registrations: null,
  };
}

function entryOf(ids: readonly ModuleId[]): Report['entries'][number] {
  const none = { modules: 0, packages: 0, bytes: 0, builtins: 0 };
  return {
    name: 'app',
    file: ids[0]!,
    startup: { eager: ids.toSorted(), conditional: [] },
    totals: { eager: { ...none, modules: ids.length }, conditional: none, lazy: none },
    packages: [],
    cycles: { count: 0, modules: 0, largest: [] },
    budgets: [],
  };
}

function byId(one: ModuleRecord, other: ModuleRecord): number {
  return one.id < other.id ? -1 : 1;
}

/** The same numbers every time: a linear congruential generator (Numerical Recipes). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}
