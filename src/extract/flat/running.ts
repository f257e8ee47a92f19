import { nameAt } from './chain.ts';
import { isLetter, isDigit } from './characters.ts';
import { isDormant } from './frames.ts';
import type { ScanState } from './state.ts';

const PARAMETERS = /\s*\(([^()]*)\)/y;
/** The beginning of a function, up to its parameters and, in an arrow function, the arrow. */
const HEAD =
  /\s*(?:async\b\s*)?(?:function\b\s*\*?\s*[\w$]*\s*\(([^()]*)\)|\(([^()]*)\)\s*=>|([\w$]+)\s*=>)/y;
/** The text is searched for each: a file that calls more methods of its own is left to the tree. */
const MAX_MEMBERS = 20;
const NAMES = /[\w$\u0080-\uffff]+/g;

/**
 * Notes that a name stands for a function or class that is defined here.
 *
 * @param start offset of the name
 * @param end offset after it
 */
export function noteDefined(state: ScanState, start: number, end: number, isClass: boolean): void {
  if (isClass || !mayRun(state, start) || !begin(state, PARAMETERS, end)) state.targets.push(start);
}

/** Notes that a name gets a value, or that a property of it does, which begins at an offset. */
export function noteValue(state: ScanState, start: number, isProperty: boolean, from: number): void {
  if (isProperty || !mayRun(state, start) || !begin(state, HEAD, from)) state.targets.push(start);
}

function mayRun({ runs, text, stack }: ScanState, start: number): boolean {
  return runs.size > 0 && runs.has(nameAt(text, start)) && !isDormant(stack.top);
}

/** Makes the function that begins here one that runs, where its parameters can be read. */
function begin({ text, parameters, stack }: ScanState, head: RegExp, from: number): boolean {
  head.lastIndex = from;
  const match = head.exec(text);
  if (match === null) return false;
  for (const name of match.slice(1).join(' ').match(NAMES) ?? []) parameters.add(name);
  stack.top.runs = true;
  return true;
}

/**
 * The file's own functions that run while it is evaluated and were not scanned as such. What is called there may be any
 * expression of which it is certain what it stands for: a name that is given no value but functions, or no value at all.
 *
 * @returns their names; undefined where something may run of which that is not certain
 */
export function functionsToRun(state: ScanState): ReadonlySet<string> | undefined {
  const { text, loud, called, parameters, targets, runs } = state;
  if (loud) return undefined;
  for (const name of parameters) if (called.has(name)) return undefined;
  const names = new Set<string>();
  const own = new Set([...parameters, ...runs]);
  if (called.size + state.used.size > 0) {
    for (const start of targets) {
      const name = nameAt(text, start);
      own.add(name);
      if (called.has(name)) names.add(name);
    }
  }
  for (const name of names) if (runs.has(name)) return undefined;
  return usesOnlyForeign(state, own) ? names : undefined;
}

/** Whether none of the members that are called of the file's own names may be a function of this file. */
function usesOnlyForeign({ text, used }: ScanState, own: ReadonlySet<string>): boolean {
  const members = new Set<string>();
  for (const [name, called] of used) {
    if (own.has(name)) for (const member of called) members.add(member);
  }
  return (
    !members.has('') && members.size <= MAX_MEMBERS && [...members].every((name) => isOnlyCalled(text, name))
  );
}

/** Whether the name stands nowhere but in `.name(`, and in prose, where another word follows. */
function isOnlyCalled(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const after = at + name.length;
    if (isNamePart(text.charCodeAt(at - 1)) || isNamePart(text.charCodeAt(after))) continue;
    const isCall = text.charAt(at - 1) === '.' && text.charAt(after) === '(';
    if (!isCall && !(text.charAt(after) === ' ' && isLetter(text.charCodeAt(after + 1)))) return false;
  }
  return true;
}

function isNamePart(code: number): boolean {
  return isLetter(code) || isDigit(code);
}
