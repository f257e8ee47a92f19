import type { ModuleGraph, ModuleRecord } from '../model/module-graph.ts';
import { compileModulePattern, type ModulePattern } from './module-pattern.ts';

/** What one pattern of a list matches: module numbers, ascending. No module is in both sets. */
export interface PatternMatches {
  readonly pattern: string;
  /** Matched because of their package's name (builtins too). */
  readonly byName: readonly number[];
  /** Matched because of where the file lies. */
  readonly byPath: readonly number[];
}

/** What one pattern matches among plain files. */
export interface FileMatches {
  readonly pattern: string;
  readonly files: readonly string[];
}

export interface ModuleMatcher {
  /** One answer a pattern without `!`, in their order; a module can be in several. Linear in modules and edges. */
  matchGraph(graph: ModuleGraph): PatternMatches[];
  /** The same over ids of first-party files, which need not be in a graph. */
  matchFiles(files: readonly string[]): FileMatches[];
}

/**
 * Compiles a rule's list of module patterns. A module matches when a pattern without `!` matches it and no pattern
 * with `!` does; their order does not matter.
 */
export function compileModuleMatcher(patterns: readonly string[]): ModuleMatcher {
  const compiled = patterns.map(compileModulePattern);
  const wanted = compiled.filter((pattern) => !pattern.negated);
  const unwanted = compiled.filter((pattern) => pattern.negated);
  return {
    matchGraph(graph) {
      const gone = unwanted.map((pattern) => matchOne(pattern, graph));
      return wanted.map((pattern) => collect(pattern, matchOne(pattern, graph), gone));
    },
    matchFiles(files) {
      const left = files.filter((file) => !unwanted.some((pattern) => pattern.path?.(file)));
      return wanted.map((pattern) => ({
        pattern: pattern.text,
        files: left.filter((file) => pattern.path?.(file)),
      }));
    },
  };
}

const BY_NAME = 1;
const BY_PATH = 2;

function collect(pattern: ModulePattern, matched: Uint8Array, gone: readonly Uint8Array[]): PatternMatches {
  const byName: number[] = [];
  const byPath: number[] = [];
  for (const [module, how] of matched.entries()) {
    if (how === 0 || gone.some((marks) => marks[module])) continue;
    (how === BY_NAME ? byName : byPath).push(module);
  }
  return { pattern: pattern.text, byName, byPath };
}

function matchOne(pattern: ModulePattern, graph: ModuleGraph): Uint8Array {
  const matched = new Uint8Array(graph.modules.length);
  // Few packages hold many modules: each name is matched once.
  const isPackage = remembered(pattern.package);
  const isWithin = remembered(pattern.within);
  for (const [number, module] of graph.modules.entries()) {
    if (isNamed(pattern, module, isPackage)) matched[number] = BY_NAME;
    else if (isPlaced(pattern, module, isWithin)) matched[number] = BY_PATH;
  }
  if (pattern.specifier) {
    for (const [edge, { specifier }] of graph.edges.entries()) {
      const to = graph.edgeTo[edge]!;
      if (!matched[to] && pattern.specifier(specifier)) matched[to] = BY_PATH;
    }
  }
  return matched;
}

function isNamed(
  pattern: ModulePattern,
  module: ModuleRecord,
  isPackage: (name: string) => boolean,
): boolean {
  if (module.origin === 'builtin') return pattern.builtin?.(module.id.slice('node:'.length)) ?? false;
  const name = module.origin === 'unresolved' ? unresolvedPackage(module.id) : module.package;
  return name !== null && isPackage(name);
}

function isPlaced(
  pattern: ModulePattern,
  module: ModuleRecord,
  isWithin: (name: string) => boolean,
): boolean {
  if (module.origin === 'project') return pattern.path?.(module.id) ?? false;
  if (module.origin !== 'package') return false;
  if (pattern.everywhere && pattern.path?.(module.id)) return true;
  if (module.package === null || !pattern.below || !isWithin(module.package)) return false;
  const folder = `node_modules/${module.package}/`;
  const at = module.id.lastIndexOf(folder);
  return at >= 0 && pattern.below(module.id.slice(at + folder.length));
}

/** Package that an import of nothing names; null for paths (`unresolved:src/./missing`). */
function unresolvedPackage(id: string): string | null {
  const specifier = id.slice('unresolved:'.length);
  if (/(^|\/)\.{1,2}(\/|$)/.test(specifier) || /^[/#]/.test(specifier)) return null;
  return /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? null;
}

function remembered(matches: ((name: string) => boolean) | null): (name: string) => boolean {
  if (!matches) return () => false;
  const known = new Map<string, boolean>();
  return (name) => {
    let answer = known.get(name);
    if (answer === undefined) known.set(name, (answer = matches(name)));
    return answer;
  };
}
