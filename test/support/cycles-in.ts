import { posix } from 'node:path';
import { readProgram } from '../../src/extract/program/read-program.ts';
import { toGraph } from '../../src/graph/compact.ts';
import { analyseCycles } from '../../src/hazards/analyse-cycles.ts';
import { outlineProgram } from '../../src/hazards/outline.ts';
import { findWanted, type Wanted } from '../../src/hazards/wanted.ts';
import type { CycleReport, CyclesReport } from '../../src/model/cycles.ts';
import type { Hazard } from '../../src/model/hazard.ts';
import type { ImportEdge, ImportKind, ModuleGraph } from '../../src/model/module-graph.ts';
import type { ModuleId } from '../../src/model/module-id.ts';
import type { Emit, Program } from '../../src/model/program.ts';
import { toId, toRecord } from './graph-of.ts';

/** A project of the sources' texts, the first one its entry. */
export interface SmallProject {
  readonly graph: ModuleGraph;
  readonly wanted: Wanted;
  readonly programs: ReadonlyMap<ModuleId, Program>;
}

const SPECIFIER = /(['"])(\.[^'"]*)\1/;
const LAZY = '() => import(';

function kindOf(line: string): ImportKind {
  if (line.includes(LAZY)) return 'dynamic-import';
  if (line.includes('require(')) return 'require';
  return line.startsWith('export') ? 're-export' : 'import';
}

/**
 * Lays out a project in memory. Each import stands on a line of its own; one behind `() => ` is lazy.
 *
 * @param files texts by path; imports name the file with its extension
 */
export function smallProject(files: Readonly<Record<string, string>>, emit: Emit = 'esm'): SmallProject {
  const modules = Object.keys(files).map((name) => ({
    ...toRecord(name),
    format: emit === 'esm' ? ('esm' as const) : ('cjs' as const),
  }));
  const edges = Object.entries(files).flatMap(([name, text]) => edgesOf(name, text));
  const graph = toGraph(modules, edges);
  const wanted = findWanted(graph, [0]);
  const programs = new Map<ModuleId, Program>();
  for (const [node, { id }] of graph.modules.entries()) {
    if (wanted.full.includes(node)) programs.set(id, programIn(id, files[id]!, emit));
    else if (wanted.kept[node]) programs.set(id, outlineProgram(graph, node, wanted.kept));
  }
  return { graph, wanted, programs };
}

function edgesOf(name: string, text: string): ImportEdge[] {
  return text.split('\n').flatMap((line, at): ImportEdge[] => {
    const specifier = SPECIFIER.exec(line)?.[2];
    if (specifier === undefined) return [];
    const from = toId(name);
    const to = toId(posix.join(posix.dirname(name), specifier));
    const timing = line.includes(LAZY) ? 'lazy' : 'eager';
    return [{ from, to, specifier, line: at + 1, column: 1, kind: kindOf(line), timing }];
  });
}

function programIn(id: ModuleId, text: string, emit: Emit): Program {
  const program = readProgram({
    id,
    extension: posix.extname(id),
    text,
    emit,
    resolve: (specifier) =>
      specifier.startsWith('.') ? toId(posix.join(posix.dirname(id), specifier)) : null,
    decoratorMetadata: false,
    verbatim: false,
    keepsUnused: false,
  });
  if ('problem' in program) throw new Error(program.problem.message);
  return program;
}

/** What the cycles of a small project do, Node 24. */
export function cyclesIn(
  files: Readonly<Record<string, string>>,
  emit?: Emit,
  mostModules?: number,
): CyclesReport {
  const project = smallProject(files, emit);
  const entries = [{ name: 'main', node: 0 }];
  return analyseCycles({ ...project, entries, nodeMajor: 24, ...(mostModules && { mostModules }) });
}

/** The only cycle. */
export function cycleIn(files: Readonly<Record<string, string>>, emit?: Emit): CycleReport {
  const { cycles } = cyclesIn(files, emit);
  if (cycles.length !== 1) throw new Error(`there are ${cycles.length} cycles`);
  return cycles[0]!;
}

/** `a.mjs:2 tdz LIMIT of b.mjs` each. */
export function told(hazards: readonly Hazard[]): string[] {
  return hazards.map(
    ({ module, lines, kind, binding, from }) => `${module}:${lines[0]} ${kind} ${binding} of ${from}`,
  );
}

/** `a.mjs -> b.mjs` each. */
export function arrows(edges: readonly ImportEdge[]): string[] {
  return edges.map(({ from, to }) => `${from} -> ${to}`);
}
