import { isLetter } from './characters.ts';
import { ARROW_END, endsOperand, isUnsure } from './words.ts';

/** What cannot go on with an expression, so that a statement begins, if it may: quotes, numbers, `~`, `{`. */
const BEGINS = /["'~{@\d]|!(?!=)|\+\+|--|\.\d/y;

/**
 * Whether it is in doubt that an arrow function without braces goes on in the next line. Names are no case of doubt:
 * after an operand they begin a statement.
 *
 * @param previous the token before the newline
 * @param at offset of the token after it
 */
export function mayEndArrow(text: string, previous: number, at: number): boolean {
  if (isUnsure(previous)) return true;
  const code = text.charCodeAt(at);
  if (isLetter(code)) return false;
  if (previous === ARROW_END) return !',;)]}'.includes(text.charAt(at));
  if (!endsOperand(previous)) return false;
  BEGINS.lastIndex = at;
  return BEGINS.test(text);
}
