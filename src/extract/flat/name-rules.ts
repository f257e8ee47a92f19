import { ALONE } from './chain.ts';
import { nextToken } from './characters.ts';
import { CONTROL, FILE, GROUP, OBJECT } from './frames.ts';
import { isKeyOfValue, passesNonZero, readMember } from './require-call.ts';
import type { ScanState } from './state.ts';
import { BRACKET, DOT, idOf } from './words.ts';

const CATCH = idOf('catch');
const CLASS_WORD = idOf('class');

/** Returns false where the name needs the tree. */
type NameRule = (state: ScanState, end: number, label: boolean, previous: number) => boolean;
/** What names that mean something to the analysis, by their ids, do to the scan. */
export const NAME_RULES: (NameRule | undefined)[] = [];
NAME_RULES[idOf('module')] = ({ text }, end, label) =>
  label || readMember(text, end, 'require') === undefined;
NAME_RULES[idOf('process')] = (state, end, label) => {
  const { text, stack } = state;
  const exit =
    label || (state.inFunction && stack.top.guarded === 0) ? undefined : readMember(text, end, 'exit');
  if (exit !== undefined && state.inFunction) stack.top.leaving = true;
  if (state.inFunction) return true;
  // A guard that ends the process as failed is no ordinary path: the tree passes over it, too.
  const isGuard = stack.top.kind !== FILE && exit !== undefined && passesNonZero(text, exit);
  if (exit !== undefined && !isGuard) state.mayLeave = true;
  return true;
};
/** Reading the property loads nothing; calling it, or giving it another name, may. */
NAME_RULES[idOf('createRequire')] = ({ text, stack }, end, label, previous) => {
  const { kind, functionBody, operand } = stack.top;
  if (previous === CLASS_WORD || functionBody > 0) return true;
  const next = nextToken(text, end);
  if (label && previous !== DOT)
    return kind !== OBJECT || text.charAt(next) === '(' || isKeyOfValue(text, end);
  if (!label || /[(`]|\?\./y.test(text.slice(next, next + 2))) return false;
  return text.charAt(next) !== ')' || kind === CONTROL || (kind === GROUP && operand !== ALONE);
};
/** `require('x').start().catch(…)`: the import has a handler for its failure. */
const handler: NameRule = (state, _end, _label, previous) => {
  if (previous === DOT) return !state.foundFrom(state.stack.top.part);
  return previous !== BRACKET || state.found.length === 0;
};
NAME_RULES[idOf('then')] = handler;
NAME_RULES[CATCH] = handler;
for (const word of ['fork', 'Worker', 'SharedWorker', 'URL'] as const) {
  NAME_RULES[idOf(word)] = (state) => (state.locates = true);
}
for (const word of ['__dirname', '__filename'] as const) {
  NAME_RULES[idOf(word)] = (state) => (state.anchors = true);
}
