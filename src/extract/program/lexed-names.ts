import { initSync, parse } from 'cjs-module-lexer';
import type { Program, Target } from '../../model/program.ts';

let isReady = false;

/** What Node sees of a file that is no CommonJS. */
export const NO_LEXED: Program['lexed'] = { exports: [], reexports: [] };

/**
 * The names that Node gives an ES module of this CommonJS file: found by the lexer that Node itself uses, before the
 * file runs.
 *
 * @returns no names for a text that the lexer cannot read: then there is only `default`
 */
export function lexedNames(text: string, resolve: (specifier: string) => Target): Program['lexed'] {
  if (!isReady) initSync();
  isReady = true;
  try {
    const { exports, reexports } = parse(text);
    return { exports: [...exports], reexports: [...reexports].map(resolve) };
  } catch {
    return NO_LEXED;
  }
}
