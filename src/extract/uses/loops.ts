import { CALLS_BACK_NOW } from '../tree/activate.ts';
import { isFunction, unwrap } from '../tree/syntax.ts';
import { calleeName } from '../tree/values.ts';
import { calledAtOnce } from './moment.ts';
import { outermost, type Visit } from './visit.ts';

const LOOPS = new Set([
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
]);

/** Whether a place is run again and again: in the body of a loop, or in a function that `forEach` and its like call. */
export function isInLoop(place: Visit): boolean {
  for (let at = place; at.parent !== null; at = at.parent) {
    const { node } = at.parent;
    if (LOOPS.has(node.type) && at.key === 'body') return true;
    if (node.type === 'CallExpression' && at.key === 'arguments' && isLoopCall(at.parent)) return true;
    if (isFunction(node) && !isLoopCallback(at.parent) && calledAtOnce(at.parent) === undefined) return false;
  }
  return false;
}

function isLoopCall({ node }: Visit): boolean {
  return CALLS_BACK_NOW.has(calleeName(unwrap(node['callee'])) ?? '');
}

function isLoopCallback(visit: Visit): boolean {
  const outer = outermost(visit);
  return outer.key === 'arguments' && outer.parent !== null && isLoopCall(outer.parent);
}
