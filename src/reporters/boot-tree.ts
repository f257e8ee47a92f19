import type { ModuleVisit } from '../model/boot.ts';

/** One module below the module that imported it first. */
export interface BootNode {
  readonly visit: ModuleVisit;
  readonly parent: BootNode | null;
  /** In order of first load. */
  readonly children: readonly BootNode[];
  /** Modules of this subtree, itself included, builtins left out. */
  readonly modules: number;
}

type Growing = { visit: ModuleVisit; parent: Growing | null; children: Growing[]; modules: number };

/** The exclusive times of a module, in the order they pass. */
export const PHASES = [
  ['resolve', 'resolveMs'],
  ['read', 'readMs'],
  ['lex', 'lexMs'],
  ['compile', 'compileMs'],
  ['link', 'linkMs'],
] as const satisfies readonly (readonly [name: string, field: keyof ModuleVisit])[];

/** What a module took itself, in ms: finding, reading and compiling it, and its own top level. These add up. */
export function ownMs(visit: ModuleVisit): number {
  return loadMs(visit) + visit.selfMs;
}

/** What a module took in ms before its first line ran. */
export function loadMs(visit: ModuleVisit): number {
  return PHASES.reduce((sum, [, field]) => sum + visit[field], 0);
}

/**
 * The modules of a boot as trees by first importer.
 *
 * @returns the roots in order of first load: the entry, preloads, and whatever has no importer among the modules. Every
 *   module is in the trees exactly once, even where importers went in a circle.
 */
export function bootTree(visits: readonly ModuleVisit[]): readonly BootNode[] {
  const sorted = visits.toSorted((a, b) => a.order - b.order);
  const nodes = new Map<string, Growing>();
  for (const visit of sorted) nodes.set(visit.id, { visit, parent: null, children: [], modules: 0 });
  for (const node of nodes.values()) {
    const parent = node.visit.importer === null ? undefined : nodes.get(node.visit.importer);
    if (!parent || hangsBelow(parent, node)) continue;
    node.parent = parent;
    parent.children.push(node);
  }
  const roots = [...nodes.values()].filter(({ parent }) => parent === null);
  for (const node of preOrder<Growing>(roots).toReversed()) {
    node.modules += node.visit.origin === 'builtin' ? 0 : 1;
    if (node.parent) node.parent.modules += node.modules;
  }
  return roots;
}

/** All nodes of some trees, each before its children. */
export function preOrder<T extends { readonly children: readonly T[] }>(roots: readonly T[]): T[] {
  const found: T[] = [];
  // A stack and no recursion: chains of imports can be thousands deep.
  const open = roots.toReversed();
  for (let node = open.pop(); node; node = open.pop()) {
    found.push(node);
    for (let index = node.children.length - 1; index >= 0; index--) open.push(node.children[index] as T);
  }
  return found;
}

function hangsBelow(node: Growing, above: Growing): boolean {
  for (let at: Growing | null = node; at; at = at.parent) if (at === above) return true;
  return false;
}
