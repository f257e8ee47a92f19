import type { ts } from 'ts-morph';

/** Whether a node is another one, or lies in it. */
export function isWithin(node: ts.Node, outer: ts.Node): boolean {
  return outer.pos <= node.pos && node.end <= outer.end;
}
