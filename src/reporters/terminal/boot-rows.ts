import type { ModuleVisit } from '../../model/boot.ts';
import { bootTree, preOrder, type BootNode } from '../boot-tree.ts';
import { VISIBLE_MS } from '../numbers.ts';
import type { BootSort } from '../reporter.ts';
import type { Page } from './page.ts';

const ROWS_SHOWN = 16;
/** With the icicle above them. */
const ROWS_IN_BRIEF = 4;
const LEVELS_SHOWN = 4;
/** Tree lines take room from the names: even chains that are no levels of their own end here. */
const DEEPEST = 12;
const DEEPEST_OF_ALL = 100;
/** Shares of the boot that a module, and the sum of what is folded below one, must have to be shown unasked. */
const LEAST_SHARE = { module: 0.01, folded: 0.02 };
/** A module that takes nearly all of its importer's time is another name for it, and no level of its own. */
const SAME = 0.9;

const WEIGHT: Record<BootSort, (visit: ModuleVisit) => number> = {
  retained: (visit) => visit.retainedMs,
  total: (visit) => visit.totalMs,
  self: (visit) => visit.selfMs,
  order: (visit) => visit.totalMs,
};

export interface BootRow {
  /** Lines of the tree in front of the name. */
  readonly guide: string;
  /** One module, or those of one importer that were folded. */
  readonly nodes: readonly BootNode[];
  readonly folded: boolean;
}

/** What modules are compared by, in ms. */
export function weightOf(sort: BootSort): (node: BootNode) => number {
  return ({ visit }) => WEIGHT[sort](visit);
}

/**
 * The heaviest modules of a boot, each with those above it in the tree by first importer; the rest of an importer's
 * modules is one folded row. Own time says nothing about a tree: by `self`, modules stand in a plain list.
 */
export function bootRows(visits: readonly ModuleVisit[], page: Page): readonly BootRow[] {
  const roots = bootTree(visits);
  const limit = page.top ?? (page.verbose ? Infinity : page.brief ? ROWS_IN_BRIEF : ROWS_SHOWN);
  if (page.sort === 'self') return listRows(roots, limit);
  const weight = heaviestBelow(roots, weightOf(page.sort));
  const rows: BootRow[] = [];
  const order = page.sort === 'order' ? null : weight;
  const exact = page.top !== undefined;
  const sum = roots.reduce((ms, { visit }) => ms + visit.totalMs, 0);
  const asked = exact || page.verbose || page.depth !== undefined;
  const least = (share: number) => (asked ? 0 : Math.max(share * sum, VISIBLE_MS));
  const chosen = heaviestRows(roots, { weight, limit, leastMs: least(LEAST_SHARE.module) }, page);
  const plan = { chosen, order, exact, leastMs: least(LEAST_SHARE.folded) };
  pushRows(rows, roots, plan, null);
  return rows;
}

function listRows(roots: readonly BootNode[], limit: number): readonly BootRow[] {
  const all = preOrder(roots).toSorted((one, other) => other.visit.selfMs - one.visit.selfMs);
  const visible = all.filter(({ visit }) => visit.selfMs >= VISIBLE_MS).length;
  const size = Math.min(limit, Math.max(visible, 1));
  const shown = all.slice(0, size).map((node) => ({ guide: '', nodes: [node], folded: false }));
  return all.length > size ? [...shown, { guide: '', nodes: all.slice(size), folded: true }] : shown;
}

type Weight = (node: BootNode) => number;

/** What is heavy may hang below what is light: a module counts as much as the heaviest of those below it. */
function heaviestBelow(roots: readonly BootNode[], weight: Weight): Weight {
  const most = new Map<BootNode, number>();
  for (const node of preOrder(roots).toReversed()) {
    const below = node.children.reduce((max, child) => Math.max(max, most.get(child) ?? 0), 0);
    most.set(node, Math.max(weight(node), below));
  }
  return (node) => most.get(node) ?? 0;
}

interface Choice {
  readonly weight: Weight;
  readonly limit: number;
  /** Lighter modules are left out. */
  readonly leastMs: number;
}

/** Takes the heaviest row whose importer was taken already, again and again. */
function heaviestRows(
  roots: readonly BootNode[],
  { weight, limit, leastMs }: Choice,
  page: Page,
): ReadonlySet<BootNode> {
  const everything = limit === Infinity;
  const levels = page.depth ?? (page.verbose ? Infinity : LEVELS_SHOWN);
  const deepest = page.verbose || page.depth !== undefined ? DEEPEST_OF_ALL : DEEPEST;
  const chosen = new Set<BootNode>();
  const open = roots.map((node) => ({ node, level: 0, depth: 0 }));
  while (open.length > 0 && chosen.size < limit) {
    // Where all are taken the order does not matter, and a search for each would be slow.
    const at = everything ? open.length - 1 : heaviestAt(open, ({ node }) => weight(node));
    const [best] = open.splice(at, 1);
    if (!best) break;
    chosen.add(best.node);
    for (const node of best.node.children) {
      const same = page.depth === undefined && node.visit.totalMs >= SAME * best.node.visit.totalMs;
      const next = { node, level: best.level + (same ? 0 : 1), depth: best.depth + 1 };
      const visible = everything || page.top !== undefined || weight(node) >= Math.max(leastMs, VISIBLE_MS);
      if (visible && next.level <= levels && next.depth <= deepest) open.push(next);
    }
  }
  return chosen;
}

function heaviestAt<T>(items: readonly T[], weight: (item: T) => number): number {
  let best = 0;
  let most = -Infinity;
  for (const [at, item] of items.entries()) {
    if (weight(item) <= most) continue;
    most = weight(item);
    best = at;
  }
  return best;
}

interface Plan {
  readonly chosen: ReadonlySet<BootNode>;
  /** Null for the order of loading. */
  readonly order: Weight | null;
  /** Neither more modules nor fewer than were chosen. */
  readonly exact: boolean;
  /** Less than this is not worth a folded row. */
  readonly leastMs: number;
}

/** @param indent lines of the tree that run on to the left; null for roots, which have none */
function pushRows(rows: BootRow[], nodes: readonly BootNode[], plan: Plan, indent: string | null): void {
  const { chosen, order, exact, leastMs } = plan;
  const picked = nodes.filter((node) => chosen.has(node));
  const rest = nodes.filter((node) => !chosen.has(node));
  const left = rest.reduce((ms, { visit }) => ms + visit.totalMs, 0) < leastMs ? [] : rest;
  // A row that says "1 more" takes the place of the one it hides.
  const alone = !exact && picked.length > 0 && left.length === 1;
  const folded = picked.length > 0 && left.length > 0 && !alone;
  const all = alone ? nodes : picked;
  const shown = order === null ? all : all.toSorted((one, other) => order(other) - order(one));
  for (const [at, node] of shown.entries()) {
    const last = at === shown.length - 1 && !folded;
    const guide = indent === null ? '' : `${indent}${last ? '└ ' : '├ '}`;
    rows.push({ guide, nodes: [node], folded: false });
    pushRows(rows, node.children, plan, indent === null ? '' : `${indent}${last ? '  ' : '│ '}`);
  }
  if (folded) rows.push({ guide: indent === null ? '' : `${indent}└ `, nodes: left, folded: true });
}
