import { LITERAL } from './chain.ts';
import { nextToken } from './characters.ts';
import { OBJECT, SUBSTITUTION } from './frames.ts';
import { numberEnd, regexEnd, stringEnd, templateEnd } from './literals.ts';
import { noteCall } from './quiet.ts';
import { isKeyOfValue } from './require-call.ts';
import { GIVE_UP, type ScanState } from './state.ts';
import { BRACKET, DOT, endsOperand, idOf, isUnsure, METHOD_END } from './words.ts';
import {
  ARROW_END,
  METHOD_PARAMETERS_END,
  OPERAND,
  OPERATOR,
  PARAMETERS_END,
  PREFIX,
  wordId,
} from './words.ts';

const LOCATES: ReadonlySet<number> = new Set((['fork', 'Worker', 'SharedWorker', 'URL'] as const).map(idOf));
const CREATE_REQUIRE = idOf('createRequire');
/** Letters only, some of them escaped: a name could be spelt so. */
const HIDES_NAME =
  /^(?:[A-Za-z]|\\(?:x[4-7][\dA-Fa-f]|u00[4-7][\dA-Fa-f]|u\{[\dA-Fa-f]+\}|[0-7]{2,3}|[A-Zacdeg-mopqswyz]|\r?\n|[\r\u2028\u2029]))+$/;
/** Tokens after which a slash makes no sense, or more than one. */
const NO_SLASH: ReadonlySet<number> = new Set([
  ARROW_END,
  PARAMETERS_END,
  METHOD_PARAMETERS_END,
  METHOD_END,
  DOT,
  PREFIX,
]);

/** Reads a string. All of these take the offset of a token and return the one after it, or {@link GIVE_UP}. */
export function scanString(state: ScanState, at: number): number {
  const end = stringEnd(state.text, at);
  if (end < 0 || !isHarmless(state, at + 1, end - 1)) return GIVE_UP;
  state.chain.beginForeign(LITERAL, end);
  state.previous = OPERAND;
  return end;
}

/** Reads a template from its backtick, or from the `}` of a substitution, up to its end or to the next `${`. */
export function scanTemplate(state: ScanState, at: number): number {
  const { text, stack } = state;
  const end = templateEnd(text, at + 1);
  if (end < 0) return GIVE_UP;
  const isStart = text.charCodeAt(at) === 0x60;
  if (isStart) noteCall(state, 0);
  if (text.charCodeAt(end - 1) === 0x7b) {
    stack.push(SUBSTITUTION, at);
    state.previous = OPERATOR;
    return end;
  }
  if (isStart && !isHarmless(state, at + 1, end - 1)) return GIVE_UP;
  state.previous = OPERAND;
  return end;
}

/** Whether a text is no key that only a decoder could read. Notes the names of what locates files. */
function isHarmless(state: ScanState, start: number, end: number): boolean {
  const { text, previous, stack } = state;
  const isKey = previous === BRACKET || (stack.top.kind === OBJECT && !stack.top.value);
  if (isKey && text.slice(start, end).includes('\\') && HIDES_NAME.test(text.slice(start, end))) {
    if (previous !== BRACKET || text.charAt(nextToken(text, end + 1)) === ']') return false;
  }
  const id = wordId(text, start, end);
  if (LOCATES.has(id)) state.locates = true;
  return id !== CREATE_REQUIRE || !isKey || (previous !== BRACKET && isKeyOfValue(text, end + 1));
}

/**
 * Reads a slash that is no comment: it divides after an operand and opens a regular expression elsewhere. At the start
 * of a line either may be meant: `var a\n/b/.test(c)`.
 */
export function scanSlash(state: ScanState, at: number): number {
  const { previous, text, newline } = state;
  if (endsOperand(previous)) {
    if (newline) return GIVE_UP;
    state.previous = OPERATOR;
    return at + 1;
  }
  if (NO_SLASH.has(previous) || isUnsure(previous)) return GIVE_UP;
  const end = regexEnd(text, at);
  if (text.charCodeAt(end) === 0x5c) return GIVE_UP;
  state.chain.beginForeign(LITERAL, end);
  state.previous = OPERAND;
  return end;
}

/** Reads a number that begins with a digit or with a point. */
export function scanNumber(state: ScanState, at: number): number {
  state.previous = OPERAND;
  return numberEnd(state.text, at);
}
