import { FILE, FrameStack, holdsMembers, holdsStatements } from './frames.ts';
import { BLOCK_END, CONTROL_END, idOf, mayEndStatement, START } from './words.ts';

/** What a reader returns instead of the next offset when only a syntax tree can tell. */
export const GIVE_UP = -1;

const STARTERS: ReadonlySet<number> = new Set([idOf('else'), idOf('do'), idOf('export'), idOf('default')]);

/** A require call that runs whenever the file does. */
export interface FlatRequire {
  /** Offset of the call, in UTF-16 code units. */
  readonly offset: number;
  readonly specifier: string;
}

/** Where the scan stands: the text is read once, token by token. */
export class ScanState {
  readonly text: string;
  readonly stack = new FrameStack();
  readonly found: FlatRequire[] = [];
  /** Kind or word id of the token before. */
  previous: number = START;
  /** A newline stands between that token and the present one. */
  newline = false;
  /** How many calls were found before the present top-level statement. */
  foundBefore = 0;
  /** Offset of the group that ended last. */
  groupStart = 0;
  /** The last `async` began a statement. */
  asyncStarts = false;
  /** The file may have been left before this point: a return, throw or exit at the top level. */
  mayLeave = false;
  /** A name was seen that may locate a file (`fork`, `Worker`, `URL`)... */
  locates = false;
  /** ...and one that such a path is built on (`__dirname`). */
  anchors = false;

  constructor(text: string) {
    this.text = text;
  }

  /** Whether a `function`, a `class` or a brace here begins a statement. */
  startsStatement(): boolean {
    const { previous } = this;
    if (!holdsStatements(this.stack.top.kind)) return false;
    if (previous >= BLOCK_END && previous <= CONTROL_END) return true;
    return STARTERS.has(previous) || (this.newline && mayEndStatement(previous));
  }

  /** At a name after a newline that ends the statement, or the class field, before it. */
  endLine(): void {
    const { top } = this.stack;
    if (top.kind === FILE) this.endStatement();
    else if (holdsMembers(top.kind)) top.value = false;
  }

  /** Forgets what made the last top-level statement conditional. An `else` that follows makes its own branch. */
  endStatement(): void {
    const { top } = this.stack;
    top.maybe = false;
    top.branch = false;
    this.foundBefore = this.found.length;
  }
}
