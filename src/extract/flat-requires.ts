import { mayEndArrow } from './flat/arrows.ts';
import { closeBracket, openBracket } from './flat/brackets.ts';
import { isDigit, isLetter, lineEnd, skipSpace } from './flat/characters.ts';
import type { Frame } from './flat/frames.ts';
import { OPERATOR_RULES } from './flat/operators.ts';
import { functionsToRun } from './flat/running.ts';
import { scanNumber, scanString, scanTemplate } from './flat/scan-literal.ts';
import { scanWord } from './flat/scan-word.ts';
import { GIVE_UP, ScanState, type FlatRequire } from './flat/state.ts';

/** Characters the analysis uses as marks in paths; a program that writes them could forge one. */
// oxlint-disable-next-line no-control-regex -- the marks are control characters
const MARKS = /[\u0001-\u0003]|\\(?:x0[1-3]|u000[1-3]|u\{0*[1-3]\}|0{0,2}[1-3])/;

/** A function that runs may call another, which is known only once the first is read as one that does. */
const MAX_ROUNDS = 4;

/**
 * Lists a JavaScript file's require calls without a syntax tree, where that can be done for certain: every one of them
 * has a plain string and stands either at the top level where it runs on every load, or in a function that loading the
 * file does not call. The text is read character by character; once more where loading calls a function of the file,
 * which then must not load anything.
 *
 * @param text the file, without a byte order mark
 * @returns the calls in source order: all that the tree would give, and nothing else; undefined when the file holds
 *   another form of import or reference, or anything whose meaning is in doubt
 */
export function flatRequires(text: string): readonly FlatRequire[] | undefined {
  if (text.charCodeAt(0) === 0xfeff) return undefined;
  const runs = new Set<string>();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const state = scan(new ScanState(text, runs));
    if (state === undefined || !state.lazy) return state?.found;
    const names = functionsToRun(state);
    if (names === undefined || names.size === 0) return names && state.found;
    for (const name of names) runs.add(name);
  }
  return undefined;
}

/** Undefined where only a tree can tell. */
function scan(state: ScanState): ScanState | undefined {
  const { text } = state;
  let at = text.startsWith('#!') ? lineEnd(text, 2) : 0;
  for (;;) {
    state.previousEnd = at;
    const next = skipSpace(text, at);
    state.newline = next < 0;
    at = next < 0 ? ~next : next;
    if (at >= text.length) break;
    if (state.newline && isOpen(state.stack.top) && mayEndArrow(text, state.previous, at)) return undefined;
    at = scanToken(state, text.charCodeAt(at), at);
    if (at < 0) return undefined;
  }
  const { stack, locates, anchors } = state;
  const { questions, functionBody, classBody } = stack.top;
  if (at > text.length || stack.depth + questions + functionBody + classBody > 0) return undefined;
  if (locates && (anchors || MARKS.test(text))) return undefined;
  return state;
}

/** Whether it matters where the statement ends. */
function isOpen({ arrow, leaving, runs }: Frame): boolean {
  return arrow >= 0 || leaving || runs;
}

function scanToken(state: ScanState, code: number, at: number): number {
  if (isLetter(code)) return scanWord(state, at);
  if (isDigit(code)) return scanNumber(state, at);
  switch (code) {
    case 0x22:
    case 0x27:
      return scanString(state, at);
    case 0x60:
      return scanTemplate(state, at);
    case 0x28:
    case 0x5b:
    case 0x7b:
      return openBracket(state, code, at);
    case 0x29:
    case 0x5d:
    case 0x7d:
      return closeBracket(state, code, at);
    default:
      return OPERATOR_RULES[code]?.(state, at) ?? GIVE_UP;
  }
}
