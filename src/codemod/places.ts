import { ts } from 'ts-morph';
import type { Host } from './hosts.ts';
import type { Binding } from './import-site.ts';
import { isWithin } from './is-within.ts';
import { slotFor, type Slot } from './placement.ts';
import type { Use } from './uses.ts';

/** Where some uses get what they load: a declaration in a slot, or an expression in place of each name. */
export interface Place {
  readonly host: Host;
  readonly uses: readonly Use[];
  readonly slot: Slot | null;
}

/**
 * One place for each function that uses an import; none for functions inside it that see its declaration.
 *
 * @param hostOf which of the functions around a use loads
 * @param isInline whether there is no statement to load in
 */
export function placesFor(
  uses: readonly Use[],
  hostOf: (use: Use) => Host,
  isInline: (host: Host, uses: readonly Use[]) => boolean,
): Place[] {
  const places: Place[] = [];
  const groups = [...byOwner(uses, hostOf).values()].toSorted((a, b) => depth(a, hostOf) - depth(b, hostOf));
  for (const group of groups) {
    const host = hostOf(group[0]!);
    const left = group.filter((use) => !places.some((place) => isSeen(place, use)));
    if (left.length === 0) continue;
    const inline = isInline(host, left) || left.some((use) => isInNameOf(host, use.binding));
    const slot = inline
      ? null
      : slotFor(
          host.node as ts.FunctionLikeDeclaration,
          left.map(({ node }) => node),
        );
    places.push({ host, uses: left, slot });
  }
  return places;
}

/** Names in the scope of a place's declaration: the compiler takes them for the constant, types of values among them. */
export function isInScope({ slot, uses }: Place, node: ts.Node, binding: Binding): boolean {
  if (slot === null || !uses.some((use) => use.binding === binding)) return false;
  return isWithin(node, scopeOf(slot));
}

/** Bindings of a place, each once. */
export function bindingsIn(uses: readonly Use[]): Binding[] {
  return [...new Set(uses.map(({ binding }) => binding))];
}

function byOwner(uses: readonly Use[], hostOf: (use: Use) => Host): Map<string, Use[]> {
  const owners = new Map<string, Use[]>();
  for (const use of uses) {
    const host = hostOf(use);
    const key = `${host.part}:${host.node.pos}:${host.node.end}`;
    owners.set(key, [...(owners.get(key) ?? []), use]);
  }
  return owners;
}

/** Of the function that loads: outer ones come first. */
function depth([use]: readonly Use[], hostOf: (use: Use) => Host): number {
  let count = 0;
  for (let at: ts.Node = hostOf(use!).node; at.parent; at = at.parent) count += 1;
  return count;
}

/** Whether a use runs only behind a place's declaration: not so in functions that are declared beside it. */
function isSeen(place: Place, { node, binding }: Use): boolean {
  const { slot } = place;
  if (slot === null || !isInScope(place, node, binding)) return false;
  if (slot.kind !== 'before') return true;
  if (node.pos < slot.statement.pos) return false;
  const scope = scopeOf(slot);
  for (let at: ts.Node = node; at !== scope; at = at.parent) {
    if (ts.isFunctionDeclaration(at) && !startsWithHoisted(slot, at)) return false;
  }
  return true;
}

/** A declaration that stands at the top of its function is there before anything in it can be called. */
function startsWithHoisted(slot: Slot & { kind: 'before' }, hoisted: ts.FunctionDeclaration): boolean {
  const { statement } = slot;
  const { parent } = statement;
  return hoisted.parent === parent && ts.isBlock(parent) && parent.statements[0] === statement;
}

function scopeOf(slot: Slot): ts.Node {
  if (slot.kind === 'arrow') return slot.owner.body;
  if (slot.kind === 'wrap') return slot.statement;
  const { parent } = slot.statement;
  return ts.isCaseOrDefaultClause(parent) ? parent.parent : parent;
}

/** In `[Kind.A]() {}` the compiler takes `Kind` for a constant of the body. */
function isInNameOf({ node }: Host, { local }: Binding): boolean {
  const { name } = node;
  if (name === undefined || !ts.isComputedPropertyName(name)) return false;
  const visit = (at: ts.Node): boolean =>
    (ts.isIdentifier(at) && at.text === local) || (ts.forEachChild(at, visit) ?? false);
  return visit(name);
}
