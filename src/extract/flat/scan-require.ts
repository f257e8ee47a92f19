import { nextToken, wordEnd } from './characters.ts';
import { holdsMembers, isDormant, MAYBE_IN_TRY, OBJECT } from './frames.ts';
import { noteRequired } from './quiet.ts';
import { readRequireCall } from './require-call.ts';
import { GIVE_UP, type ScanState } from './state.ts';
import { idOf, OPERAND } from './words.ts';

const NEW = idOf('new');
/** Properties of `require` that load nothing. */
const HARMLESS: ReadonlySet<string> = new Set(['cache', 'main', 'extensions']);

/**
 * Reads the word `require`. A call that is sure to run, or sure not to, is kept, and so is one of `require.resolve`; a
 * key is passed over; any other use of the word needs the tree.
 *
 * @param label the word is a key or name rather than a reference
 * @param at its offset
 * @param end offset after it
 * @returns the offset after what was read; {@link GIVE_UP} where only a tree can tell
 */
export function scanRequire(state: ScanState, label: boolean, at: number, end: number): number {
  const { text, previous, stack } = state;
  state.previous = OPERAND;
  if (label) {
    const { kind, value } = stack.top;
    if (!holdsMembers(kind) || value) return GIVE_UP;
    const next = text.charAt(nextToken(text, end));
    return kind !== OBJECT || next === ':' || next === '(' ? end : GIVE_UP;
  }
  if (previous === NEW) return GIVE_UP;
  const dot = nextToken(text, end);
  if (text.charCodeAt(dot) !== 0x2e) return scanLoad(state, at, end);
  const start = nextToken(text, dot + 1);
  const nameEnd = wordEnd(text, start);
  const name = text.slice(start, nameEnd);
  if (HARMLESS.has(name)) return end;
  return name === 'resolve' ? scanResolve(state, at, nameEnd) : GIVE_UP;
}

function scanLoad(state: ScanState, at: number, from: number): number {
  const { top } = state.stack;
  const lazy = state.inFunction;
  if (lazy ? !isDormant(top) : !top.live || top.maybe || top.branch || state.mayLeave) return GIVE_UP;
  const guarded = lazy && top.arrow < 0 ? top.guarded : 0;
  if (guarded > 0 && (guarded === MAYBE_IN_TRY || top.left)) return GIVE_UP;
  const call = readRequireCall(state.text, from);
  if (call === undefined) return GIVE_UP;
  if (guarded > 0) state.pending.push(state.found.length);
  const { specifier, end } = call;
  const timing = lazy ? 'lazy' : 'eager';
  state.found.push({ offset: at, specifier, kind: 'require', timing, optional: false });
  state.lazy ||= lazy;
  noteRequired(state, end);
  state.chain.beginForeign(at, end);
  return end;
}

/** A reference counts wherever it stands. */
function scanResolve(state: ScanState, at: number, from: number): number {
  const call = readRequireCall(state.text, from);
  if (call === undefined) return GIVE_UP;
  const { specifier, end } = call;
  state.found.push({ offset: at, specifier, kind: 'require-resolve', timing: 'reference', optional: true });
  state.chain.beginForeign(at, end);
  return end;
}
