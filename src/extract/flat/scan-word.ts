import { nameAt } from './chain.ts';
import { wordEnd } from './characters.ts';
import { holdsMembers, OBJECT, type Frame } from './frames.ts';
import { KEYWORD_RULES } from './keywords.ts';
import { NAME_RULES } from './name-rules.ts';
import { noteConstructed } from './quiet.ts';
import { noteDefined } from './running.ts';
import { scanRequire } from './scan-require.ts';
import { GIVE_UP, type ScanState } from './state.ts';
import { DOT, idOf, isName, isUnsure, mayEndStatement, OPERAND, wordId } from './words.ts';

const REQUIRE = idOf('require');
const NEW = idOf('new');
const STATIC = idOf('static');
const EXTENDS = idOf('extends');
const CLASS_WORD = idOf('class');
/** Words that carry on an expression, or the head of a class, from the line before. */
const CONTINUES: ReadonlySet<number> = new Set([idOf('in'), idOf('instanceof'), EXTENDS]);
/** Names bundlers give to a `require` they keep. */
const BUNDLER_REQUIRE = /^__(?:c?require|non_webpack_require__)/;

/**
 * Reads a name or keyword.
 *
 * @param at its offset
 * @returns the offset after it, or after the whole require call; {@link GIVE_UP} where only a tree can tell
 */
export function scanWord(state: ScanState, at: number): number {
  const { text, previous } = state;
  const { top } = state.stack;
  const end = wordEnd(text, at);
  if (text.charCodeAt(end) === 0x5c) return GIVE_UP;
  const id = wordId(text, at, end);
  if (state.newline && mayEndStatement(previous) && !CONTINUES.has(id)) state.endLine();
  const label = isLabel(previous, top, id);
  takeName(state, id, label, at, end);
  if (!label && !isName(id)) return KEYWORD_RULES[id]?.(state, end) === false ? GIVE_UP : end;
  if (id === REQUIRE && (!label || previous !== DOT)) return scanRequire(state, label, at, end);
  state.previous = label && id === STATIC && previous !== DOT && top.kind !== OBJECT ? STATIC : OPERAND;
  if (id !== 0) return NAME_RULES[id]?.(state, end, label, previous) === false ? GIVE_UP : end;
  const isBundlers = !label && text.startsWith('__', at) && BUNDLER_REQUIRE.test(text.slice(at, end));
  return isBundlers ? GIVE_UP : end;
}

/** Whether the word is a property, a key, or the name of a function or class: neither keyword nor reference. */
function isLabel(previous: number, top: Frame, id: number): boolean {
  if (previous === DOT || top.functionBody > 0) return true;
  if (previous === CLASS_WORD) return id !== EXTENDS;
  return holdsMembers(top.kind) && !top.value;
}

/** Makes the word part of the operand it belongs to, and notes names that functions, classes or `new` are given. */
function takeName(state: ScanState, id: number, label: boolean, at: number, end: number): void {
  const { previous, previousEnd, chain, text } = state;
  if (previous === DOT) {
    if (chain.end === previousEnd) chain.goOn(at, end);
  } else if (!label) {
    const name = isName(id);
    if (name) chain.begin(at, end);
    if (previous === NEW) noteConstructed(state, name ? nameAt(text, at) : undefined);
  } else if (previous === CLASS_WORD || state.stack.top.functionBody > 0) {
    if (isUnsure(id)) state.loud = true;
    else noteDefined(state, at, end, previous === CLASS_WORD);
  }
}
