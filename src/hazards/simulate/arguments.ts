import type { Expression } from '../../model/program.ts';
import type { Machine } from './machine.ts';
import type { Scope } from './scope.ts';
import type { Value } from './values.ts';

/** Evaluates what a call is given, in order. */
export function argumentsOf(
  m: Machine,
  { args }: Extract<Expression, { op: 'call' | 'new' }>,
  scope: Scope,
): Value[] {
  return args.map((arg) => m.do.evaluate(arg, scope));
}
