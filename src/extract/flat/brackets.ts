import { braceKind } from './braces.ts';
import { closeOperand, goesOn, keepOperand } from './chain.ts';
import { nextToken } from './characters.ts';
import {
  AFTER,
  ARRAY,
  CATCH_HEAD,
  CONTROL,
  FILE,
  GROUP,
  holdsMembers,
  holdsStatements,
  isBrace,
} from './frames.ts';
import {
  IN_TRY,
  isFunctionPart,
  type Frame,
  METHOD_PARAMETERS,
  OBJECT,
  PARAMETERS,
  SUBSTITUTION,
} from './frames.ts';
import { noteCall, noteCallback } from './quiet.ts';
import { scanTemplate } from './scan-literal.ts';
import { GIVE_UP, type ScanState } from './state.ts';
import {
  BLOCK_END,
  BRACKET,
  DOT,
  endsOperand,
  idOf,
  isUnsure,
  OPERATOR,
  PARAMETERS_END,
  START,
} from './words.ts';

const BEFORE_CONTROL: ReadonlySet<number> = new Set(
  (['if', 'for', 'while', 'switch', 'with'] as const).map(idOf),
);
const CATCH = idOf('catch');
const LET = idOf('let');
const NEW = idOf('new');
const OF = idOf('of');
const TRY = idOf('try');

/** Opens `(`, `[` or `{` at an offset. Returns the offset after it, or {@link GIVE_UP}. */
export function openBracket(state: ScanState, code: number, at: number): number {
  const { stack, previous } = state;
  if (state.newline && code !== 0x7b && endsOperand(previous) && !goesOn(state)) state.loud = true;
  if (code === 0x5b) {
    if (previous === NEW) noteCall(state, 0);
    // `async[key]`
    if (isUnsure(previous) && previous !== LET && previous !== OF) state.loud = true;
    stack.push(ARRAY, at);
    keepOperand(state, endsOperand(previous) || previous === DOT);
    state.previous = BRACKET;
  } else if (code === 0x28) {
    const kind = parenthesisKind(state);
    const callsBack = kind === GROUP && noteCall(state, at + 1);
    stack.push(kind, at);
    if (kind === GROUP) keepOperand(state, endsOperand(previous) || previous === DOT);
    stack.top.callsBack = callsBack;
    state.previous = OPERATOR;
  } else {
    const kind = braceKind(state);
    if (kind === GIVE_UP) return GIVE_UP;
    stack.push(kind, at);
    if (previous === TRY) guard(stack.top);
    state.previous = kind === OBJECT ? OPERATOR : START;
  }
  return at + 1;
}

function guard(block: Frame): void {
  block.tries = true;
  if (block.guarded === 0) block.guarded = IN_TRY;
}

function parenthesisKind({ stack: { top }, previous }: ScanState): number {
  if (top.functionBody > 0) return previous === PARAMETERS_END ? GROUP : PARAMETERS;
  if (BEFORE_CONTROL.has(previous)) return CONTROL;
  if (previous === CATCH) return CATCH_HEAD;
  return holdsMembers(top.kind) && !top.value ? METHOD_PARAMETERS : GROUP;
}

/** Closes a bracket at an offset. Returns the offset after it, or {@link GIVE_UP}. */
export function closeBracket(state: ScanState, code: number, at: number): number {
  const { stack } = state;
  const closed = stack.top;
  const { kind, start } = closed;
  if (code !== closerOf(kind) || !stack.pop()) return GIVE_UP;
  // The tree does not look into patterns there.
  if (kind === CATCH_HEAD && state.foundFrom(start)) return GIVE_UP;
  if (isFunctionPart(kind)) state.settle(start, false);
  else if (closed.tries && state.text.startsWith('catch', nextToken(state.text, at + 1)))
    state.settle(start, true);
  if (kind === SUBSTITUTION) return scanTemplate(state, at);
  const previous = AFTER[kind] as number;
  state.previous = previous;
  if (kind === GROUP) state.groupStart = start;
  if (stack.top.callsBack || stack.top.runs) noteCallback(state, closed, at + 1);
  if (kind === GROUP || kind === ARRAY) closeOperand(state, closed, at + 1);
  if (previous === BLOCK_END && holdsStatements(stack.top.kind)) state.endStatement();
  return at + 1;
}

function closerOf(kind: number): number {
  if (isBrace(kind) || kind === SUBSTITUTION) return 0x7d;
  if (kind === FILE) return GIVE_UP;
  return kind === ARRAY ? 0x5d : 0x29;
}
