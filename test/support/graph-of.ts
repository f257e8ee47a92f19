import { toGraph } from '../../src/graph/compact.ts';
import type {
  EdgeTiming,
  ImportEdge,
  ModuleGraph,
  ModuleRecord,
  Origin,
} from '../../src/model/module-graph.ts';
import type { ModuleId } from '../../src/model/module-id.ts';

const ARROWS: Record<string, EdgeTiming> = {
  '->': 'eager',
  '?>': 'conditional',
  '~>': 'lazy',
  ':>': 'erased',
  '.>': 'reference',
};

/** Bytes of a module where `graphOf` is not told otherwise; builtins and unresolved modules have 0. */
export const DEFAULT_BYTES = 10;

/**
 * Writes down a small graph: statements separated by commas or line breaks, each a module or a chain of modules.
 * Arrows: `->` eager, `?>` conditional, `~>` lazy, `:>` erased, `.>` reference. Names: `a` is a project module,
 * `@zod` and `@zod/parse` are modules of the package zod (`@@scope+name` of @scope/name), `node:fs` is a builtin,
 * `unresolved:x` is what it says. Modules are numbered in the order they are named; the statement is the line.
 *
 * @param bytes sizes by name
 */
export function graphOf(text: string, bytes: Readonly<Record<string, number>> = {}): ModuleGraph {
  const modules = new Map<string, ModuleRecord>();
  const edges: ImportEdge[] = [];
  for (const [line, statement] of text.split(/[,\n]/).entries()) {
    const words = statement.trim().split(/\s+/).filter(Boolean);
    for (const [i, word] of words.entries()) {
      if (i % 2 === 0) {
        if (!modules.has(word)) modules.set(word, toRecord(word, bytes[word]));
        continue;
      }
      const timing = ARROWS[word];
      const from = words[i - 1];
      const specifier = words[i + 1];
      if (!timing || !from || !specifier)
        throw new Error(`graphOf does not understand "${statement.trim()}"`);
      const kind = timing === 'lazy' ? 'dynamic-import' : 'import';
      edges.push({
        from: toId(from),
        to: toId(specifier),
        specifier,
        line: line + 1,
        column: i + 1,
        kind,
        timing,
      });
    }
  }
  return toGraph([...modules.values()], edges);
}

/** The id of a module by its name in `graphOf`. */
export function toId(name: string): ModuleId {
  const parts = packageParts(name);
  return (parts ? `node_modules/${parts.package}/${parts.file}.js` : name) as ModuleId;
}

/** The number of a module by its name. */
export function nodeOf(graph: ModuleGraph, name: string): number {
  const node = graph.index.get(toId(name));
  if (node === undefined) throw new Error(`No module ${name}`);
  return node;
}

/** One byte a module, 1 for the named ones. */
export function maskOf(graph: ModuleGraph, ...names: readonly string[]): Uint8Array {
  const mask = new Uint8Array(graph.modules.length);
  for (const name of names) mask[nodeOf(graph, name)] = 1;
  return mask;
}

/** Names of modules given by number, or by a mask, in that order, separated by spaces. */
export function namesOf(graph: ModuleGraph, modules: Iterable<number> | Uint8Array): string {
  const numbers =
    modules instanceof Uint8Array
      ? [...graph.modules.keys()].filter((module) => modules[module])
      : [...modules];
  return numbers.map((module) => toName(graph.modules[module]!)).join(' ');
}

/** Edges given by number as `a -> b`. */
export function edgesOf(graph: ModuleGraph, edges: Iterable<number>): string[] {
  const arrows = new Map(Object.entries(ARROWS).map(([arrow, timing]) => [timing, arrow]));
  return [...edges].map((number) => {
    const edge = graph.edges[number]!;
    const [from, to] = [graph.edgeFrom[number]!, graph.edgeTo[number]!].map((end) =>
      toName(graph.modules[end]!),
    );
    return `${from} ${arrows.get(edge.timing)} ${to}`;
  });
}

function toName(module: ModuleRecord): string {
  if (module.package === null) return module.id;
  const file = module.id.slice(`node_modules/${module.package}/`.length, -'.js'.length);
  return `@${module.package.replace('/', '+')}${file === 'index' ? '' : `/${file}`}`;
}

function packageParts(name: string): { package: string; file: string } | null {
  if (!name.startsWith('@')) return null;
  const [first = '', ...file] = name.slice(1).split('/');
  return { package: first.replace('+', '/'), file: file.join('/') || 'index' };
}

/** The module of a name. */
export function toRecord(name: string, bytes: number = DEFAULT_BYTES): ModuleRecord {
  const origin = toOrigin(name);
  const isFile = origin === 'project' || origin === 'package';
  const format = isFile ? 'esm' : origin === 'builtin' ? 'builtin' : 'unknown';
  return {
    id: toId(name),
    origin,
    package: packageParts(name)?.package ?? null,
    format,
    bytes: isFile ? bytes : 0,
  };
}

function toOrigin(name: string): Origin {
  if (name.startsWith('@')) return 'package';
  if (name.startsWith('node:')) return 'builtin';
  return name.startsWith('unresolved:') ? 'unresolved' : 'project';
}
