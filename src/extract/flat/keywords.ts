import { isLetter, nextToken, skipSpace } from './characters.ts';
import { CLASS, CLASS_VALUE, CONTROL, FILE, FUNCTION, FUNCTION_VALUE } from './frames.ts';
import type { ScanState } from './state.ts';
import { endsOperand, idOf, isUnsure, OPERAND } from './words.ts';

const ASYNC = idOf('async');
const FOR = idOf('for');
const AWAIT = idOf('await');

/** Takes in a keyword that ends at an offset. Returns false where only a tree can tell what it means. */
type KeywordRule = (state: ScanState, end: number) => boolean;

/** A rule that notes the keyword as the token before the next one. */
function taking(id: number, effect?: (state: ScanState, end: number) => void): KeywordRule {
  return (state, end) => {
    effect?.(state, end);
    state.previous = id;
    return true;
  };
}

/** What each keyword, by its id, does to the scan. */
export const KEYWORD_RULES: (KeywordRule | undefined)[] = [];

const plain = [
  ...(['const', 'debugger', 'default', 'delete', 'export', 'extends', 'instanceof', 'let'] as const),
  ...(['new', 'typeof', 'var', 'void', 'yield'] as const),
];
for (const word of plain) KEYWORD_RULES[idOf(word)] = taking(idOf(word));

/** The tree does not look into a pattern before these. A word that no operand precedes is a name. */
for (const word of ['in', 'of'] as const) {
  KEYWORD_RULES[idOf(word)] = (state, end) => {
    const { top } = state.stack;
    const isKeyword = word === 'in' || (top.kind === CONTROL && endsOperand(state.previous));
    state.previous = isKeyword ? idOf(word) : OPERAND;
    if (!isKeyword) state.chain.begin(end - word.length, end);
    return top.kind !== CONTROL || !state.foundFrom(top.start);
  };
}

const branches = [
  ...(['case', 'catch', 'do', 'else', 'finally', 'for', 'if', 'switch', 'try', 'while', 'with'] as const),
];
for (const word of branches) {
  KEYWORD_RULES[idOf(word)] = taking(idOf(word), ({ stack }) => {
    if (stack.top.kind === FILE) stack.top.branch = true;
  });
}

for (const word of ['function', 'class'] as const) {
  const id = idOf(word);
  KEYWORD_RULES[id] = (state) => {
    const { top } = state.stack;
    const { previous, newline } = state;
    if (top.classBody > 0 && word === 'class') return false;
    if (newline && isUnsure(previous)) return false;
    const starts = previous === ASYNC ? state.asyncStarts : state.startsStatement();
    if (word === 'class') top.classBody = starts ? CLASS : CLASS_VALUE;
    else top.functionBody = starts ? FUNCTION : FUNCTION_VALUE;
    state.previous = id;
    return true;
  };
}

/** Notes in a try block that what follows the statement may never run. */
function leave({ stack: { top }, text }: ScanState, end: number): void {
  if (top.guarded === 0) return;
  top.leaving = true;
  if (skipSpace(text, end) < 0) top.left = true;
}

KEYWORD_RULES[idOf('return')] = taking(idOf('return'), (state, end) => {
  if (state.stack.functions === 0) state.mayLeave = true;
  leave(state, end);
});

/** In a block these are no way out of the file, or an error. */
for (const word of ['throw', 'break', 'continue'] as const) {
  KEYWORD_RULES[idOf(word)] = taking(idOf(word), (state, end) => {
    if (state.stack.top.kind === FILE) state.mayLeave = true;
    leave(state, end);
  });
}

KEYWORD_RULES[ASYNC] = taking(ASYNC, (state) => {
  state.asyncStarts = state.startsStatement();
});

/**
 * `for await (` is to be seen as `for (`. Outside functions the word may be a name: only where an operand follows on the
 * line is it surely none.
 */
KEYWORD_RULES[AWAIT] = (state, end) => {
  const { text, stack, previous } = state;
  if (previous === FOR) return true;
  state.previous = AWAIT;
  return stack.functions > 0 || isLetter(text.charCodeAt(skipSpace(text, end)));
};

/** A name outside class bodies. */
KEYWORD_RULES[idOf('static')] = (state) => {
  state.previous = OPERAND;
  return true;
};

KEYWORD_RULES[idOf('import')] = (state, end) => {
  const next = state.text.charAt(nextToken(state.text, end));
  state.previous = idOf('import');
  return next !== '(' && next !== '.';
};
