import type { Expression, Pattern } from '../../model/program.ts';
import { unwrap, type SyntaxNode } from '../tree/syntax.ts';
import type { Reading } from './reading.ts';
import { all, isQuiet, OPAQUE } from './values.ts';

/** Reads `=`, `+=` and the like, `??=` and the like. */
export function readAssignment(reading: Reading, node: SyntaxNode): Expression {
  const { left, right, operator } = node;
  const line = reading.line(left);
  const target = reading.pattern(left);
  if (operator === '=') return { op: 'assign', target, value: reading.expression(right), line };
  if (/^(?:&&|\|\||\?\?)=$/.test(operator))
    return { op: 'assign', target, value: reading.expression(right), line, conditional: true };
  const read = reading.expression(unwrap(left));
  return {
    op: 'assign',
    target: once(target),
    value: all([read, reading.expression(right)], 'coerce'),
    line,
  };
}

/** `x++` reads and sets; its value is a number. */
export function readUpdate(reading: Reading, node: SyntaxNode): Expression {
  const { argument } = node;
  const value = all([reading.expression(unwrap(argument))], 'coerce');
  return { op: 'assign', target: once(reading.pattern(argument)), value, line: reading.line(node) };
}

/** The object of a place that is read before it is set is evaluated only once: `next().count += 1`. */
function once(target: Pattern): Pattern {
  if (target.kind !== 'place' || isPath(target.place)) return target;
  return { kind: 'place', place: OPAQUE };
}

function isPath(place: Expression): boolean {
  let at = place;
  while (at.op === 'member') at = at.object;
  return isQuiet(at) || /^(?:name|this|super|exports|module-exports)$/.test(at.op);
}
