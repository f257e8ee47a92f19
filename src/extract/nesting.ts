import {
  ANGLE,
  CLOSE,
  COMMA,
  KINDS,
  LINK,
  NEWLINE,
  OPEN,
  QUOTE,
  SIGN,
  SLASH,
  SPACE,
  TEMPLATE,
  WORD,
} from './nesting-kinds.ts';
import { isRegexStart, skipQuoted, skipRegex, skipTemplate } from './nesting-literals.ts';

/**
 * The native parsers recurse without a limit and take the process with them when the stack ends: on 8 MB that is at
 * 1,800 callbacks (each counts 2 here), 3,200 nested blocks, 5,800 parentheses. Programs stay below 300, bundles 1,000.
 */
const MAX_DEPTH = 2000;
/** Left to right is no nesting in the text, but in the tree: of `a + b + c …`, `a.b.c …` so many count as one level. */
const SIGNS_PER_LEVEL = 16;
/** A shorter text cannot end the stack, even of brackets alone. */
const MIN_LENGTH = 4000;
/**
 * Nor can one that the lexer has read (it gives up at 1,024 brackets, but passes over types) and that has few of each
 * sign: only words are left (`yield yield …`).
 */
const MIN_LENGTH_OF_WORDS = 48_000;
const SIGNS = ['=', '?', ')', ']', '}', '<', '!', '-', '+', '@'];
const MANY_SIGNS = 2500;
/** How far down an opening bracket is looked for: after a misread regular expression the brackets do not match. */
const MAX_MISMATCH = 16;

/** Stands for the word `else` where the last character is asked for: the next word makes no second level. */
const ELSE = 0x65;
/** An `@` alone: what is decorated may be a class with decorators. */
const AT = 0x40;
/**
 * Whether a text is nested too deeply to be given to a native parser: brackets within brackets, and what nests without
 * them (`else if`, `a ? b : c ? …`, `a => b => …`, `!!!…`, `new new …`, JSX), which is counted in each statement. Strings,
 * templates, comments and regular expressions are skipped, if only roughly: what is misread is forgotten at the next
 * bracket or statement.
 *
 * @param text of a file, whatever its syntax
 * @param lexed whether the lexer has read it: then most texts need no close look
 */
export function isTooDeep(text: string, lexed: boolean): boolean {
  if (text.length < MIN_LENGTH) return false;
  if (lexed && text.length < MIN_LENGTH_OF_WORDS && !SIGNS.some((sign) => hasMany(sign, text))) return false;
  return depthOf(text, MAX_DEPTH) > MAX_DEPTH;
}

/** Native search skips what is between the signs: ten times as fast as a loop over the characters. */
function hasMany(sign: string, text: string): boolean {
  let at = text.indexOf(sign);
  for (let count = 0; at !== -1 && count < MANY_SIGNS; count++) at = text.indexOf(sign, at + 1);
  return at !== -1;
}

/** The greatest depth in a text, in brackets within brackets, or the first above `limit`. */
export function depthOf(text: string, limit: number): number {
  return new DepthScan(text).deepest(limit * SIGNS_PER_LEVEL) / SIGNS_PER_LEVEL;
}

class DepthScan {
  private readonly text: string;
  /** Opening brackets that are not closed yet, as character codes. */
  private readonly open: number[] = [];
  /** For each of them, and before them for the top level, what the statement at hand adds. */
  private readonly links: number[] = [0];
  private total = 0;
  private most = 0;
  /** Code of the last character that is neither space nor comment; `a` for each word, `]` for each literal. */
  private last = 0x3b;
  private newline = false;
  private wordStart = 0;

  constructor(text: string) {
    this.text = text;
  }

  deepest(limit: number): number {
    const { text } = this;
    for (let at = 0; at < text.length && this.most <= limit;) {
      const code = text.charCodeAt(at);
      const kind = KINDS[code] as number;
      if (kind === WORD) at = this.word(at);
      else if (kind === SPACE) while (text.charCodeAt(++at) === 0x20);
      else if (kind === NEWLINE) {
        this.newline = true;
        at++;
      } else at = kind === SLASH ? this.slash(at) : this.mark(code, kind, at);
    }
    return this.most;
  }

  private word(start: number): number {
    const { text, last } = this;
    const at = this.wordEnd(start);
    const isElse = at - start === 4 && text.startsWith('else', start);
    if (isElse || last === AT) this.add(SIGNS_PER_LEVEL);
    else if (last === 0x3b || last === 0x7d || (at - start === 4 && text.startsWith('case', start)))
      this.endStatement();
    else if (last === 0x61 || last === 0x29) {
      // Two words in a row are a prefix and its operand, `if (a) b` is nested too; on a new line it is a new statement.
      if (this.newline) this.endStatement();
      else if (text.charCodeAt(start) > 0x39) this.add(SIGNS_PER_LEVEL);
    } else if (this.newline && last === 0x5d) this.endStatement();
    this.wordStart = start;
    this.last = isElse ? ELSE : at - start === 1 && text.charCodeAt(start) === AT ? AT : 0x61;
    this.newline = false;
    return at;
  }

  private wordEnd(start: number): number {
    const { text } = this;
    const { length } = text;
    let at = start + 1;
    for (let code = text.charCodeAt(at); at < length && KINDS[code] === WORD && code !== AT;)
      code = text.charCodeAt(++at);
    return at;
  }

  private mark(code: number, kind: number, at: number): number {
    const { text, last } = this;
    this.newline = false;
    if (last === 0x3b) this.endStatement();
    this.last = code;
    switch (kind) {
      case OPEN:
        this.push(code);
        return at + 1;
      case CLOSE:
        return this.close(code) ? this.template(at + 1) : at + 1;
      case QUOTE:
        this.last = 0x5d;
        return skipQuoted(text, at);
      case TEMPLATE:
        this.add(1);
        return this.template(at + 1);
      case COMMA:
        this.endStatement();
        return at + 1;
      case LINK:
        return this.operator(code, last, at);
      case SIGN:
        this.add(isOperand(last) ? 1 : SIGNS_PER_LEVEL);
        return at + 1;
      case ANGLE:
        return this.angle(at);
      default:
        this.add(1);
        return at + 1;
    }
  }

  /** Tags of JSX: `</a>` takes back what its `<a>` added. */
  private angle(at: number): number {
    const next = this.text.charCodeAt(at + 1);
    if (next === 0x2f) this.add(-SIGNS_PER_LEVEL);
    else if (next === 0x3e) this.add(SIGNS_PER_LEVEL);
    else if (KINDS[next] === WORD) {
      this.add(SIGNS_PER_LEVEL);
      this.last = 0x5d;
      return this.wordEnd(at + 1);
    } else this.add(1);
    return next === 0x2f || next === 0x3d ? at + 2 : at + 1;
  }

  /** `?`, `=`, `=>`, `!` and `~`, but no comparison, `??`, `?.` or TypeScript's `a!`. */
  private operator(code: number, last: number, at: number): number {
    const next = this.text.charCodeAt(at + 1);
    if (next === 0x3d && code !== 0x3f) return this.text.charCodeAt(at + 2) === 0x3d ? at + 3 : at + 2;
    if (code === 0x3f && (next === 0x3f || next === 0x2e)) {
      this.add(1);
      return at + 2;
    }
    if (code === 0x21 && isOperand(last)) this.last = 0x5d;
    // What a string or a bracket follows ends with it: attributes of JSX.
    else this.add(code === 0x3d && (next === 0x22 || next === 0x27 || next === 0x7b) ? 1 : SIGNS_PER_LEVEL);
    return next === 0x3e && code === 0x3d ? at + 2 : at + 1;
  }

  private slash(at: number): number {
    const { text } = this;
    const next = text.charCodeAt(at + 1);
    if (next === 0x2f || next === 0x2a) {
      const end = text.indexOf(next === 0x2f ? '\n' : '*/', at + 2);
      return end === -1 ? text.length : next === 0x2f ? end : end + 2;
    }
    this.newline = false;
    const isRegex = this.last === 0x61 ? isRegexStart(text, this.wordStart, at) : !isOperand(this.last);
    this.last = isRegex ? 0x5d : 0x2f;
    if (!isRegex) this.add(next === 0x3e ? -SIGNS_PER_LEVEL : 1);
    return isRegex ? skipRegex(text, at) : at + 1;
  }

  /** Goes on in the text of a template. */
  private template(at: number): number {
    const end = skipTemplate(this.text, at);
    this.last = 0x5d;
    if (this.text.charCodeAt(end - 1) === 0x7b) {
      this.push(0x60);
      this.last = 0x7b;
    }
    return end;
  }

  private push(code: number): void {
    this.open.push(code);
    this.links.push(0);
    this.total += SIGNS_PER_LEVEL;
    if (this.total > this.most) this.most = this.total;
  }

  /** Returns whether a template goes on. */
  private close(code: number): boolean {
    const { open } = this;
    const opening = code === 0x29 ? 0x28 : code - 2;
    const other = code === 0x7d ? 0x60 : opening;
    let at = open.length - 1;
    const lowest = Math.max(0, at - MAX_MISMATCH);
    while (at >= lowest && open[at] !== opening && open[at] !== other) at--;
    if (at < lowest) return false;
    const isTemplate = open[at] === 0x60;
    while (open.length > at) {
      this.endStatement();
      open.pop();
      this.links.pop();
      this.total -= SIGNS_PER_LEVEL;
    }
    this.add(1);
    return isTemplate;
  }

  private add(amount: number): void {
    const top = this.links.length - 1;
    const before = this.links[top] as number;
    const change = Math.max(amount, -before);
    this.links[top] = before + change;
    this.total += change;
    if (this.total > this.most) this.most = this.total;
  }

  private endStatement(): void {
    const top = this.links.length - 1;
    this.total -= this.links[top] as number;
    this.links[top] = 0;
  }
}

function isOperand(last: number): boolean {
  return last === 0x61 || last === 0x29 || last === 0x5d || last === 0x7d;
}
