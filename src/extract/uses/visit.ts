import type { Names } from '../program/names.ts';
import { propertyName, type SyntaxNode, WRAPPERS } from '../tree/syntax.ts';

/** A node on the way down from the root: where it hangs, and the names that are seen from it. */
export interface Visit {
  readonly node: SyntaxNode;
  /** The field of its parent that holds it. */
  readonly key: string;
  readonly parent: Visit | null;
  readonly names: Names;
}

/** One mention of a name that this file declares. */
export interface Reference {
  readonly name: string;
  readonly visit: Visit;
  /** `export`: in `export { name }`; `jsx`: not written, but what elements are made with. */
  readonly access: 'read' | 'write' | 'export' | 'jsx';
}

/** The outermost expression that has the very value of this one: casts and parentheses around it are passed. */
export function outermost(visit: Visit): Visit {
  let at = visit;
  for (;;) {
    const { parent } = at;
    if (parent === null) return at;
    const { type } = parent.node;
    const isLast = type === 'SequenceExpression' && parent.node['expressions'].at(-1) === at.node;
    if (!WRAPPERS.has(type) && !isLast) return at;
    at = parent;
  }
}

/** The same, members taken of it included: `X`, `X.default`, `X['a'].b`. */
export function outermostMember(visit: Visit): Visit {
  for (let at = outermost(visit); ; at = outermost(at.parent as Visit)) {
    const { parent } = at;
    const isObject = parent?.node.type === 'MemberExpression' && at.key === 'object';
    if (!isObject || (parent.node['computed'] && parent.node['property'].type !== 'Literal')) return at;
  }
}

/** The member that is read of a value right where it stands. */
export function memberOf({ key, parent }: Visit): string | undefined {
  if (key !== 'object' || parent?.node.type !== 'MemberExpression') return undefined;
  return propertyName(parent.node['property'], parent.node['computed']);
}
