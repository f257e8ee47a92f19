import { isDigit, nextToken } from './characters.ts';
import { ARRAY, CLASS, CLASS_VALUE, CONTROL, FILE, holdsMembers, holdsStatements, OBJECT } from './frames.ts';
import { noteAssignment } from './quiet.ts';
import { scanNumber, scanSlash } from './scan-literal.ts';
import { GIVE_UP, type ScanState } from './state.ts';
import { ARROW, DOT, endsOperand, GROUP_END, OPERATOR, PREFIX, SEMICOLON, START } from './words.ts';

/** Reads a punctuator at an offset. Returns the offset after it, or {@link GIVE_UP}. */
type OperatorRule = (state: ScanState, at: number) => number;

/** By character code. */
export const OPERATOR_RULES: (OperatorRule | undefined)[] = [];
const rule = (characters: string, apply: OperatorRule) => {
  for (const character of characters) OPERATOR_RULES[character.charCodeAt(0)] = apply;
};

rule('/', scanSlash);

rule('~*', (state, at) => {
  state.previous = OPERATOR;
  return at + 1;
});

rule('!', (state, at) => {
  state.previous = OPERATOR;
  return afterEqualSigns(state.text, at + 1);
});

rule('^%', (state, at) => {
  if (!endsOperand(state.previous)) return GIVE_UP;
  state.previous = OPERATOR;
  return at + 1;
});

rule('>', (state, at) => {
  const { text, previous } = state;
  if (!endsOperand(previous)) return GIVE_UP;
  state.previous = OPERATOR;
  let end = at;
  while (text.charCodeAt(end) === 0x3e) end++;
  return afterShift(state, at, end);
});

/** Where an operand is due it opens JSX; `<!--` is a comment to some parsers. */
rule('<', (state, at) => {
  const { text, previous } = state;
  if (!endsOperand(previous) || text.startsWith('!--', at + 1)) return GIVE_UP;
  state.previous = OPERATOR;
  return afterShift(state, at, text.charCodeAt(at + 1) === 0x3c ? at + 2 : at + 1);
});

rule('+-', (state, at) => {
  const { text, previous, newline } = state;
  if (text.charCodeAt(at) !== text.charCodeAt(at + 1)) {
    state.previous = OPERATOR;
    return at + 1;
  }
  // `-->` at the start of a line is a comment to some parsers.
  if (text.startsWith('-->', at) && (newline || previous === START)) return GIVE_UP;
  if (!endsOperand(previous) || newline) state.previous = PREFIX;
  return at + 2;
});

rule('&|', (state, at) => {
  if (!endsOperand(state.previous)) return GIVE_UP;
  state.previous = OPERATOR;
  if (state.text.charCodeAt(at) !== state.text.charCodeAt(at + 1)) return at + 1;
  state.stack.top.maybe = true;
  return at + 2;
});

rule('?', (state, at) => {
  const { text, stack } = state;
  const next = text.charCodeAt(at + 1);
  stack.top.maybe = true;
  if (next === 0x2e && !isDigit(text.charCodeAt(at + 2))) {
    if (state.chain.end === state.previousEnd) state.chain.end = at + 2;
    state.previous = DOT;
    return at + 2;
  }
  state.previous = OPERATOR;
  if (next === 0x3f) return at + 2;
  stack.top.questions++;
  return at + 1;
});

rule('=', (state, at) => {
  const { text, stack } = state;
  const { top } = stack;
  const next = text.charCodeAt(at + 1);
  if (next === 0x3e) return scanArrow(state, at);
  if (next === 0x3d) {
    state.previous = OPERATOR;
    return afterEqualSigns(text, at + 1);
  }
  noteAssignment(state, at + 1);
  state.previous = OPERATOR;
  if (holdsMembers(top.kind)) top.value = true;
  // In a pattern what follows is a default.
  if (top.kind === OBJECT || top.kind === ARRAY) top.maybe = true;
  return at + 1;
});

function scanArrow(state: ScanState, at: number): number {
  const { text, previous, groupStart } = state;
  const { top } = state.stack;
  // What looked like a group were parameters, with a call in a default.
  if (previous === GROUP_END && state.foundFrom(groupStart)) return GIVE_UP;
  top.maybe = true;
  const hasBraces = text.charCodeAt(nextToken(text, at + 2)) === 0x7b;
  if (!hasBraces && top.arrow < 0) top.arrow = top.questions;
  state.previous = ARROW;
  return at + 2;
}

rule('.', (state, at) => {
  const { text, stack } = state;
  if (isDigit(text.charCodeAt(at + 1))) return scanNumber(state, at);
  if (!text.startsWith('...', at)) {
    if (state.chain.end === state.previousEnd) state.chain.end = at + 1;
    state.previous = DOT;
    return at + 1;
  }
  if (stack.top.kind === OBJECT) stack.top.value = true;
  state.previous = OPERATOR;
  return at + 3;
});

rule(':', (state, at) => {
  const { top } = state.stack;
  state.previous = OPERATOR;
  if (top.questions > 0) {
    if (top.arrow === top.questions) top.arrow = -1;
    top.questions--;
  } else if (top.kind === OBJECT) top.value = true;
  else if (holdsStatements(top.kind)) {
    // A label or a case.
    state.previous = START;
    top.arrow = -1;
    if (top.kind === FILE) top.branch = true;
  } else return GIVE_UP;
  return at + 1;
});

rule(',', (state, at) => {
  const { top } = state.stack;
  if (top.questions > 0 || top.kind === CLASS || top.kind === CLASS_VALUE) return GIVE_UP;
  top.maybe = false;
  top.value = false;
  top.arrow = -1;
  top.part = at;
  top.runs = false;
  state.previous = OPERATOR;
  return at + 1;
});

rule(';', (state, at) => {
  const { top } = state.stack;
  if (top.questions + top.functionBody + top.classBody > 0) return GIVE_UP;
  state.previous = SEMICOLON;
  top.arrow = -1;
  top.runs = false;
  if (holdsStatements(top.kind)) state.endStatement();
  else if (top.kind === CLASS || top.kind === CLASS_VALUE) top.value = false;
  else if (top.kind === CONTROL) state.previous = OPERATOR;
  else return GIVE_UP;
  return at + 1;
});

/** After `<`, `>` and shifts, which may assign. */
function afterShift(state: ScanState, at: number, end: number): number {
  const after = afterEqualSigns(state.text, end);
  if (after > end && end > at + 1) noteAssignment(state, after);
  return after;
}

function afterEqualSigns(text: string, at: number): number {
  let end = at;
  while (text.charCodeAt(end) === 0x3d) end++;
  return end;
}
