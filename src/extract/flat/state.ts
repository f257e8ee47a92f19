import { Chain } from './chain.ts';
import { FrameStack, holdsMembers, holdsStatements } from './frames.ts';
import { BLOCK_END, CONTROL_END, idOf, mayEndStatement, START } from './words.ts';

/** What a reader returns instead of the next offset when only a syntax tree can tell. */
export const GIVE_UP = -1;

const STARTERS: ReadonlySet<number> = new Set([idOf('else'), idOf('do'), idOf('export'), idOf('default')]);

/** A call of `require` or `require.resolve`. */
export interface FlatRequire {
  /** Offset of the call, in UTF-16 code units. */
  readonly offset: number;
  readonly specifier: string;
  readonly kind: 'require' | 'require-resolve';
  /** Eager runs whenever the file does, lazy only once a function is called, which loading the file does not do. */
  readonly timing: 'eager' | 'lazy' | 'reference';
  /** Its failure is caught in the function it stands in. */
  readonly optional: boolean;
}

/** Where the scan stands: the text is read once, token by token. */
export class ScanState {
  readonly text: string;
  readonly stack = new FrameStack();
  readonly found: FlatRequire[] = [];
  /** Indices of calls in try blocks of which it is not known yet whether they catch. */
  readonly pending: number[] = [];
  /** Kind or word id of the token before. */
  previous: number = START;
  /** Offset after that token. */
  previousEnd = 0;
  /** A newline stands between that token and the present one. */
  newline = false;
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
  /** There is a require call in a function. */
  lazy = false;
  /** The operand before the present token, where it is a chain of names. */
  readonly chain = new Chain();
  /** Something at the top level may call a function of this file. */
  loud = false;
  /** Names that are called where it runs on load... */
  readonly called = new Set<string>();
  /** ...and those of which a member is, with the members, or of which a result is or an object made, with ''. */
  readonly used = new Map<string, Set<string>>();
  /** The file's own functions, by name, that are known to run on load, and the names of their parameters. */
  readonly runs: ReadonlySet<string>;
  readonly parameters = new Set<string>();
  /** Offsets of the names that get a value, or whose property does; and of those of functions and classes. */
  readonly targets: number[] = [];
  /** Offset after the last assignment operator. */
  assignedAt = -1;

  constructor(text: string, runs: ReadonlySet<string>) {
    this.text = text;
    this.runs = runs;
  }

  /** Whether a `function`, a `class` or a brace here begins a statement. */
  startsStatement(): boolean {
    const { previous } = this;
    if (!holdsStatements(this.stack.top.kind)) return false;
    if (previous >= BLOCK_END && previous <= CONTROL_END) return true;
    return STARTERS.has(previous) || (this.newline && mayEndStatement(previous));
  }

  /** Whether what stands here runs only when a function is called. */
  get inFunction(): boolean {
    const { top } = this.stack;
    return top.inFunction || top.arrow >= 0;
  }

  /** Whether a require call was found from an offset on. */
  foundFrom(offset: number): boolean {
    const last = this.found.at(-1);
    return last !== undefined && last.offset >= offset;
  }

  use(name: string, member: string): void {
    const members = this.used.get(name);
    if (members === undefined) this.used.set(name, new Set([member]));
    else members.add(member);
  }

  /** At the end of a try block, or of a function, that began at an offset: settles which calls in it are optional. */
  settle(start: number, optional: boolean): void {
    const { pending, found } = this;
    for (let index = pending.at(-1); index !== undefined; index = pending.at(-1)) {
      const call = found[index] as FlatRequire;
      if (call.offset < start) return;
      found[index] = { ...call, optional };
      pending.pop();
    }
  }

  /** At a name after a newline that ends the statement, or the class field, before it. */
  endLine(): void {
    const { top } = this.stack;
    top.arrow = -1;
    if (holdsStatements(top.kind)) this.endStatement();
    else if (holdsMembers(top.kind)) top.value = false;
  }

  /** Forgets what made the last statement conditional. An `else` that follows makes its own branch. */
  endStatement(): void {
    const { top } = this.stack;
    top.maybe = false;
    top.branch = false;
    top.part = this.previousEnd;
    top.runs = false;
    if (top.leaving) top.left = true;
  }
}
