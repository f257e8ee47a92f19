import { braceKind } from './braces.ts';
import { AFTER, ARRAY, CONTROL, FILE, GROUP, holdsMembers, isBrace } from './frames.ts';
import { METHOD_PARAMETERS, OBJECT, PARAMETERS, SUBSTITUTION } from './frames.ts';
import { scanTemplate } from './scan-literal.ts';
import { GIVE_UP, type ScanState } from './state.ts';
import { BLOCK_END, BRACKET, idOf, OPERATOR, PARAMETERS_END, START } from './words.ts';

const BEFORE_CONTROL: ReadonlySet<number> = new Set(
  (['if', 'for', 'while', 'switch', 'catch', 'with'] as const).map(idOf),
);

/** Opens `(`, `[` or `{` at an offset. Returns the offset after it, or {@link GIVE_UP}. */
export function openBracket(state: ScanState, code: number, at: number): number {
  const { stack } = state;
  if (code === 0x5b) {
    stack.push(ARRAY, at);
    state.previous = BRACKET;
  } else if (code === 0x28) {
    stack.push(parenthesisKind(state), at);
    state.previous = OPERATOR;
  } else {
    const kind = braceKind(state);
    if (kind === GIVE_UP) return GIVE_UP;
    stack.push(kind, at);
    state.previous = kind === OBJECT ? OPERATOR : START;
  }
  return at + 1;
}

function parenthesisKind({ stack: { top }, previous }: ScanState): number {
  if (top.functionBody > 0) return previous === PARAMETERS_END ? GROUP : PARAMETERS;
  if (BEFORE_CONTROL.has(previous)) return CONTROL;
  return holdsMembers(top.kind) && !top.value ? METHOD_PARAMETERS : GROUP;
}

/** Closes a bracket at an offset. Returns the offset after it, or {@link GIVE_UP}. */
export function closeBracket(state: ScanState, code: number, at: number): number {
  const { stack } = state;
  const { kind, start } = stack.top;
  if (code !== closerOf(kind) || !stack.pop()) return GIVE_UP;
  if (kind === SUBSTITUTION) return scanTemplate(state, at);
  const previous = AFTER[kind] as number;
  state.previous = previous;
  if (kind === GROUP) state.groupStart = start;
  if (previous === BLOCK_END && stack.top.kind === FILE) state.endStatement();
  return at + 1;
}

function closerOf(kind: number): number {
  if (isBrace(kind) || kind === SUBSTITUTION) return 0x7d;
  if (kind === FILE) return GIVE_UP;
  return kind === ARRAY ? 0x5d : 0x29;
}
