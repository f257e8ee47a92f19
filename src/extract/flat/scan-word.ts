import { nextToken, wordEnd } from './characters.ts';
import { FILE, holdsMembers, OBJECT, type Frame } from './frames.ts';
import { KEYWORD_RULES } from './keywords.ts';
import { passesNonZero, readMember, readRequireCall } from './require-call.ts';
import { GIVE_UP, type ScanState } from './state.ts';
import { DOT, idOf, isName, mayEndStatement, OPERAND, wordId } from './words.ts';

const REQUIRE = idOf('require');
const NEW = idOf('new');
const STATIC = idOf('static');
const EXTENDS = idOf('extends');
const CLASS_WORD = idOf('class');
const CATCH = idOf('catch');
/** Words that carry on an expression, or the head of a class, from the line before. */
const CONTINUES: ReadonlySet<number> = new Set([idOf('in'), idOf('instanceof'), EXTENDS]);
/** Names bundlers give to a `require` they keep. */
const BUNDLER_REQUIRE = /^__(?:c?require|non_webpack_require__)/;

/** Returns false where the name needs the tree. */
type NameRule = (state: ScanState, end: number, label: boolean) => boolean;
const NAME_RULES: (NameRule | undefined)[] = [];
NAME_RULES[idOf('module')] = ({ text }, end, label) =>
  label || readMember(text, end, 'require') === undefined;
NAME_RULES[idOf('process')] = (state, end, label) => {
  const { text, stack } = state;
  const exit = label || stack.functions > 0 ? undefined : readMember(text, end, 'exit');
  // A guard that ends the process as failed is no ordinary path: the tree passes over it, too.
  const isGuard = stack.top.kind !== FILE && exit !== undefined && passesNonZero(text, exit);
  if (exit !== undefined && !isGuard) state.mayLeave = true;
  return true;
};
/** `require('x').start().catch(…)`: the import has a handler for its failure. */
const handler: NameRule = ({ stack, found, foundBefore }) =>
  stack.functions > 0 || found.length === foundBefore;
NAME_RULES[idOf('then')] = handler;
NAME_RULES[CATCH] = handler;
for (const word of ['fork', 'Worker', 'SharedWorker', 'URL'] as const) {
  NAME_RULES[idOf(word)] = (state) => (state.locates = true);
}
for (const word of ['__dirname', '__filename'] as const) {
  NAME_RULES[idOf(word)] = (state) => (state.anchors = true);
}

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
  if (!label && !isName(id)) return KEYWORD_RULES[id]?.(state, end) === false ? GIVE_UP : end;
  if (id === REQUIRE && (!label || previous !== DOT)) return scanRequire(state, label, at, end);
  state.previous = label && id === STATIC && previous !== DOT && top.kind !== OBJECT ? STATIC : OPERAND;
  if (id !== 0) return NAME_RULES[id]?.(state, end, label) === false ? GIVE_UP : end;
  const isBundlers = text.startsWith('__', at) && BUNDLER_REQUIRE.test(text.slice(at, end));
  return isBundlers ? GIVE_UP : end;
}

/** Whether the word is a property, a key, or the name of a function or class: neither keyword nor reference. */
function isLabel(previous: number, top: Frame, id: number): boolean {
  if (previous === DOT || top.functionBody > 0) return true;
  if (previous === CLASS_WORD) return id !== EXTENDS;
  return holdsMembers(top.kind) && !top.value;
}

/** A require call that is sure to run is kept, a key passed over; any other use of the word needs the tree. */
function scanRequire(state: ScanState, label: boolean, at: number, end: number): number {
  const { text, previous, stack } = state;
  const { top } = stack;
  state.previous = OPERAND;
  if (label) {
    if (!holdsMembers(top.kind) || top.value) return GIVE_UP;
    const next = text.charAt(nextToken(text, end));
    return top.kind !== OBJECT || next === ':' || next === '(' ? end : GIVE_UP;
  }
  if (!top.live || top.maybe || top.branch || state.mayLeave || previous === NEW) return GIVE_UP;
  const call = readRequireCall(text, end);
  if (call === undefined) return GIVE_UP;
  state.found.push({ offset: at, specifier: call.specifier });
  return call.end;
}
