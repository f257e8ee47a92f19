import { isFunction } from '../extract/tree/syntax.ts';
import type { Trail } from './names.ts';

/** Whether a place is run while the module is evaluated, and not in a function: class fields count as functions. */
export function isTopLevel(up: Trail | null): boolean {
  for (let at = up; at !== null; at = at.up) {
    if (isFunction(at.node)) return false;
    if (at.node.type === 'PropertyDefinition' && !at.node['static']) return false;
  }
  return true;
}
