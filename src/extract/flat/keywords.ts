import { nextToken } from './characters.ts';
import { CLASS, CLASS_VALUE, FILE, FUNCTION, FUNCTION_VALUE } from './frames.ts';
import type { ScanState } from './state.ts';
import { idOf, isUnsure, OPERAND } from './words.ts';

const ASYNC = idOf('async');
const FOR = idOf('for');
const AWAIT = idOf('await');

/** Takes in a keyword that ends at an offset. Returns false where only a tree can tell what it means. */
type KeywordRule = (state: ScanState, end: number) => boolean;

/** What each keyword, by its id, does to the scan. */
export const KEYWORD_RULES: (KeywordRule | undefined)[] = [];

const plain = [
  ...(['break', 'continue', 'debugger', 'let', 'of', 'yield', 'const', 'default', 'delete', 'export'] as const),
  ...(['extends', 'in', 'instanceof', 'new', 'throw', 'typeof', 'var', 'void'] as const),
];
for (const word of plain) {
  const id = idOf(word);
  KEYWORD_RULES[id] = (state) => {
    state.previous = id;
    return true;
  };
}

const branches = [
  ...(['if', 'else', 'for', 'while', 'do', 'switch', 'case', 'try', 'catch', 'finally', 'with'] as const),
];
for (const word of branches) {
  const id = idOf(word);
  KEYWORD_RULES[id] = (state) => {
    const { top } = state.stack;
    if (top.kind === FILE) top.branch = true;
    state.previous = id;
    return true;
  };
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

/** At the top level it is conditional or ends the file: both bear on what follows. */
KEYWORD_RULES[idOf('return')] = (state) => {
  state.previous = idOf('return');
  return state.stack.functions > 0;
};

KEYWORD_RULES[ASYNC] = (state) => {
  state.asyncStarts = state.startsStatement();
  state.previous = ASYNC;
  return true;
};

/** `for await (` is to be seen as `for (`. */
KEYWORD_RULES[AWAIT] = (state) => {
  if (state.previous !== FOR) state.previous = AWAIT;
  return true;
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
