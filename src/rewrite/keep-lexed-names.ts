import { initSync, parse } from 'cjs-module-lexer';

let isReady = false;

/**
 * ES modules see of a CommonJS file the names that Node's lexer finds in its text. Where getters hide some, they are
 * named again by code that never runs.
 *
 * @param original the text before it was changed
 */
export function keepLexedNames(original: string, changed: string): string {
  const now = new Set(lexed(changed));
  const lost = lexed(original).filter((name) => !now.has(name));
  if (lost.length === 0) return changed;
  return `${changed};0&&(${lost.map((name) => `exports[${JSON.stringify(name)}]=0`).join(',')});`;
}

function lexed(text: string): string[] {
  if (!isReady) initSync();
  isReady = true;
  try {
    return [...parse(text).exports];
  } catch {
    return [];
  }
}
