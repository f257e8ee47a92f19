import { nextToken, wordEnd } from './characters.ts';
import { ARRAY, type Frame } from './frames.ts';
import type { ScanState } from './state.ts';

/** What a chain begins with where that is no name. */
export const UNKNOWN = -1;
/** A literal: none of its methods is of this file. */
export const LITERAL = -2;
/** Of a bracket: it stands alone, applied to nothing. */
export const ALONE = -3;

/** What a chain ends with where that is no name. */
export const COMPUTED = -1;
export const RESULT = -2;
/** More members than any chain whose assignment says something about its root. */
const MANY = 9;

/** The operand that was read last, where it is a name or value followed by `.name`, `[key]` and `(arguments)`. */
export class Chain {
  /** Offset of the name it begins with, or {@link LITERAL}. */
  root = 0;
  /** Offset of the name it ends with, {@link COMPUTED} or {@link RESULT}. */
  last = 0;
  /** How many members deep it is. */
  members = 0;
  /** Only the last part of an expression in parentheses: `(a || b)`. */
  mixed = false;
  /** Offset after it. It is what stands before the present token only where that is where the token before ended. */
  end = -1;

  /** Begins with a name. */
  begin(start: number, end: number): void {
    this.root = start;
    this.last = start;
    this.members = 0;
    this.mixed = false;
    this.end = end;
  }

  /** Begins with what is no name of this file, but may have members: a literal, or `require('x')` at an offset. */
  beginForeign(root: number, end: number): void {
    this.begin(root, end);
    this.last = RESULT;
    if (root >= 0) this.members = MANY;
  }

  /** Goes on with `.name`. */
  goOn(start: number, end: number): void {
    this.last = start;
    this.members++;
    this.end = end;
  }
}

/**
 * Keeps in a bracket that was just opened what it is applied to.
 *
 * @param applied whether it is a call or a member access rather than a group or an array
 */
export function keepOperand({ chain, stack, previousEnd }: ScanState, applied: boolean): void {
  const { top } = stack;
  top.operand = !applied ? ALONE : chain.end === previousEnd ? chain.root : UNKNOWN;
  top.members = chain.members;
  top.mixed = chain.mixed;
}

/** Whether a bracket on a new line is sure to go on with the operand: `var a` and `import 'a'` would end there. */
export function goesOn({ chain, previousEnd }: ScanState): boolean {
  return chain.end === previousEnd && chain.root >= 0 && chain.last !== chain.root;
}

/** Makes a chain of what a closing bracket ends. */
export function closeOperand({ text, chain, previousEnd }: ScanState, frame: Frame, end: number): void {
  const { kind, operand, members, mixed, start } = frame;
  if (operand === ALONE) {
    if (kind === ARRAY) chain.beginForeign(LITERAL, end);
    else if (chain.end === previousEnd) {
      chain.mixed ||= !beginsGroup(text, start + 1, chain.root);
      chain.end = end;
    }
  } else if (operand !== UNKNOWN) {
    chain.root = operand;
    chain.last = kind === ARRAY ? COMPUTED : RESULT;
    chain.members = kind === ARRAY ? members + 1 : MANY;
    chain.mixed = mixed;
    chain.end = end;
  }
}

/** Whether the chain is all there is in the parentheses, or all but the `0,` of compilers. */
function beginsGroup(text: string, from: number, root: number): boolean {
  const start = nextToken(text, from);
  if (start === root || text.charCodeAt(start) !== 0x30) return start === root;
  const comma = nextToken(text, start + 1);
  return text.charCodeAt(comma) === 0x2c && nextToken(text, comma + 1) === root;
}

/** The name at an offset of a chain. */
export function nameAt(text: string, start: number): string {
  return text.slice(start, wordEnd(text, start));
}
