import type { Expression } from '../../model/program.ts';

export const OPAQUE: Expression = { op: 'opaque' };
export const UNDEFINED: Expression = { op: 'undefined' };

/** Whether evaluating this does nothing at all. */
export function isQuiet(expression: Expression): boolean {
  return expression.op === 'opaque' || expression.op === 'undefined' || expression.op === 'text';
}

/** Evaluates all parts, in order, for an unknown value; those that do nothing are left out. */
export function all(parts: readonly Expression[], op: 'all' | 'coerce' = 'all'): Expression {
  const loud = parts.filter((part) => !isQuiet(part));
  return loud.length === 0 ? OPAQUE : { op, parts: loud };
}

/** Evaluates all parts, in order; the last one is the value. */
export function sequence(parts: readonly Expression[]): Expression {
  const value = parts.at(-1) ?? UNDEFINED;
  const loud = parts.slice(0, -1).filter((part) => !isQuiet(part));
  return loud.length === 0 ? value : { op: 'sequence', parts: [...loud, value] };
}
