import type { ImportKind } from '../model/module-graph.ts';
import { detached } from './detached.ts';
import type { TreeImport } from './tree/sites.ts';

/** Comments that take whole lines are passed over; the end of an open one is the end of the text. */
const COMMENT = String.raw`^[ \t]*(?:\/\/.*|\/\*[^]*?(?:\*\/|(?![^]))|\*.*)`;
const STRING = String.raw`(?:"([^"\\\n]+)"|'([^'\\\n]+)')`;
/** A name before it (`my.require(…)`, `$require(…)`) makes it a call of something else. */
const CALL = String.raw`(?<![\w$.\u0080-\uffff])(require|import)\s*\(\s*${STRING}\s*[,)]`;
const CALLS = new RegExp(`${COMMENT}|${CALL}`, 'gm');
/** Declarations that start a line. */
const DECLARATION = String.raw`^(import|export)\b(?!\s+type\b)(?:[\w$*{},\s]{1,5000}?\bfrom)?\s*${STRING}`;
const DECLARATIONS = new RegExp(`${COMMENT}|${DECLARATION}`, 'gm');

/**
 * Finds the calls of require and import() in a file that no parser takes, by their text alone. One in a string or a
 * function is found as well, so that none of them is certain to run.
 *
 * @returns the calls in source order, each conditional and optional
 */
export function looseCalls(text: string): TreeImport[] {
  return search(text, CALLS, (name) => (name === 'require' ? 'require' : 'dynamic-import'));
}

/** The same for import and export declarations, where the lexer gives up as well. */
export function looseDeclarations(text: string): TreeImport[] {
  return search(text, DECLARATIONS, (name) => (name === 'export' ? 're-export' : 'import'));
}

function search(text: string, pattern: RegExp, kindOf: (name: string) => ImportKind): TreeImport[] {
  const found: TreeImport[] = [];
  for (const { index, 1: name, 2: double, 3: single } of text.matchAll(pattern)) {
    if (name === undefined) continue;
    const specifier = detached(double ?? (single as string));
    const kind = kindOf(name);
    found.push({ offset: index, specifier, pattern: false, kind, timing: 'conditional', optional: true });
  }
  return found;
}
