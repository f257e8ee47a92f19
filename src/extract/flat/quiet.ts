import { CALLS_BACK_NOW, CALLS_BACK_SOON, RUNS_GENERATOR } from '../tree/activate.ts';
import { FUNCTION_WRAPPERS } from '../tree/values.ts';
import { ALONE, COMPUTED, LITERAL, nameAt } from './chain.ts';
import { isLetter, nextToken, skipSpace, wordEnd } from './characters.ts';
import { type Frame, FUNCTION_VALUE, GROUP, isDormant } from './frames.ts';
import { noteValue } from './running.ts';
import type { ScanState } from './state.ts';
import { DOT, endsOperand, idOf, isUnsure, OPERATOR } from './words.ts';

const NEW = idOf('new');
/** Functions and methods that may run an argument, or what they are called on, or return it made ready to run. */
const RUNS_FUNCTIONS: ReadonlySet<string> = new Set([
  ...CALLS_BACK_SOON,
  ...RUNS_GENERATOR,
  ...FUNCTION_WRAPPERS,
  'then',
  'catch',
  'finally',
  'call',
  'apply',
  'bind',
]);
/** Objects whose methods may be functions of this file. */
const OWN: ReadonlySet<string> = new Set(['this', 'super', 'exports', 'module']);

/**
 * At `(`, `[` or a template: a call, where it is applied to what stands before it.
 *
 * @param from offset of the arguments, or 0
 * @returns whether the call may run functions among its arguments
 */
export function noteCall(state: ScanState, from: number): boolean {
  if (state.loud || isDormant(state.stack.top)) return false;
  const { previous } = state;
  if (previous === NEW || previous === DOT) state.loud = true;
  if (state.loud || !endsOperand(previous)) return false;
  const { text, chain } = state;
  const name = chain.last >= 0 ? nameAt(text, chain.last) : '';
  const callsBack = CALLS_BACK_NOW.has(name);
  if (!isForeign(state, name, from) || (callsBack && !isKnownCallback(state, from))) state.loud = true;
  return callsBack;
}

/**
 * Whether the first argument is a function of its own, the name of one, or none. Array literals pass their elements,
 * which may be functions.
 */
function isKnownCallback(state: ScanState, from: number): boolean {
  const { text, chain } = state;
  if (from === 0 || (chain.root === LITERAL && chain.members === 1)) return false;
  const at = nextToken(text, from);
  if (/[)"'\d(]|(?:async|function)(?![\w$\u0080-\uffff])|[\w$]+\s*=>/y.test(text.slice(at, at + 80)))
    return true;
  const [, name, member] = /([\w$]+)(\.[\w$.]+)?\s*[,)]/y.exec(text.slice(at, at + 80)) ?? [];
  if (name === undefined || OWN.has(name)) return false;
  if (member === undefined) state.called.add(name);
  else state.use(name, '');
  return true;
}

/** At the end of a bracket next to functions that run: parameters and functions, but no choice of functions. */
export function noteCallback(state: ScanState, { kind, operand }: Frame, end: number): void {
  const { text, stack } = state;
  if (stack.top.arrow >= 0) return;
  const next = nextToken(text, end);
  if (kind === GROUP && operand === ALONE && stack.top.callsBack && !text.startsWith('=>', next))
    state.loud = true;
  if (kind === FUNCTION_VALUE && !endsValue(text, end)) state.loud = true;
}

/** At a name after `new`, and at a keyword there. */
export function noteConstructed(state: ScanState, name: string | undefined): void {
  if (isDormant(state.stack.top)) return;
  if (name === undefined || name === 'Promise' || OWN.has(name)) state.loud = true;
  else state.use(name, '');
}

/** Whether the callee is no function of this file, unless its name turns out to stand for one. */
function isForeign(state: ScanState, name: string, from: number): boolean {
  const { text, chain, previousEnd, called } = state;
  const { root, last, mixed, end } = chain;
  if (end !== previousEnd || mixed || last === COMPUTED) return false;
  if (RUNS_FUNCTIONS.has(name)) return false;
  if (root < 0) return true;
  const rootName = nameAt(text, root);
  if (OWN.has(rootName) || (rootName === 'Array' && name === 'from' && !hasOneArgument(text, from)))
    return false;
  if (last === root) called.add(rootName);
  else state.use(rootName, name);
  return true;
}

/** `Array.from(list, callback)` runs its second argument. */
function hasOneArgument(text: string, from: number): boolean {
  const single = /[^(),]*(?:\(\))?\)/y;
  single.lastIndex = from;
  return single.test(text);
}

/**
 * Notes that a name, or a property of one, gets a value.
 *
 * @param end offset after the operator
 */
export function noteAssignment(state: ScanState, end: number): void {
  const { chain, previous, previousEnd } = state;
  if (isUnsure(previous)) state.loud = true;
  const { root, members } = chain;
  if ((previous !== OPERATOR && chain.end !== previousEnd) || root < 0 || members > 1) return;
  noteValue(state, root, members > 0 || previous === OPERATOR, end);
  state.assignedAt = end;
}

/** After a require call: a name that holds no more than what another file exports is none of this file's functions. */
export function noteRequired(state: ScanState, end: number): void {
  if (state.assignedAt === state.previousEnd && endsValue(state.text, end)) state.targets.pop();
}

/** Whether an expression ends after the `.name`s that stand here. */
function endsValue(text: string, from: number): boolean {
  let next = skipSpace(text, from);
  while (text.charCodeAt(Math.abs(next)) === 0x2e && next > 0) {
    const name = nextToken(text, next + 1);
    next = skipSpace(text, wordEnd(text, name));
  }
  const at = next < 0 ? ~next : next;
  const code = text.charCodeAt(at);
  return at >= text.length || ',;)]}'.includes(text.charAt(at)) || (next < 0 && isLetter(code));
}
