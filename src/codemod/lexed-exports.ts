import { initSync, parse } from 'cjs-module-lexer';
import { applyEdits, type Edit } from './edits.ts';
import type { Source } from './source.ts';

/**
 * Adds what keeps the names visible that Node can read off CommonJS for `import { name }`: it sees no getters. The line
 * never runs; compilers write the same.
 */
export function keepExportNames({ text, style: { newline, end } }: Source, edits: readonly Edit[]): Edit[] {
  const before = namesIn(text);
  const after = namesIn(applyEdits(text, edits));
  const lost = before.filter((name) => !after.includes(name) && /^[\w$]+$/.test(name));
  if (lost.length === 0) return [...edits];
  const gap = text.endsWith('\n') ? '' : newline;
  const entries = lost.map((name) => `${name}: null`).join(', ');
  const line = `${gap}// Names for ES modules that import from here.${newline}0 && (module.exports = { ${entries} })${end}`;
  return [...edits, { start: text.length, end: text.length, text: gap === '' ? line + newline : line }];
}

function namesIn(text: string): readonly string[] {
  initSync();
  try {
    return parse(text).exports;
  } catch {
    return [];
  }
}
