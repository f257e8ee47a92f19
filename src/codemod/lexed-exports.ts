import { initSync, parse } from 'cjs-module-lexer';
import { applyEdits, type Edit } from './edits.ts';
import type { Source } from './source.ts';

/**
 * Adds what keeps the names visible that Node can read off CommonJS for `import { name }`: it sees no getters. The line
 * never runs; compilers write the same.
 */
export function keepExportNames(
  { text, style: { newline, quote, end } }: Source,
  edits: readonly Edit[],
): Edit[] {
  const before = exportsIn(text);
  const after = exportsIn(applyEdits(text, edits));
  const lost = before.names.filter((name) => !after.names.includes(name) && /^[\w$]+$/.test(name));
  const gone = before.passedOn.some((specifier) => !after.passedOn.includes(specifier));
  if (lost.length === 0 && !gone) return [...edits];
  const gap = text.endsWith('\n') ? '' : newline;
  // The literal takes the place of whatever else was passed on.
  const whole = before.passedOn.map((specifier) => `...require(${quote}${specifier}${quote})`);
  const entries = [...lost.map((name) => `${name}: null`), ...whole].join(', ');
  const line = `${gap}// Names for ES modules that import from here.${newline}0 && (module.exports = { ${entries} })${end}`;
  return [...edits, { start: text.length, end: text.length, text: gap === '' ? line + newline : line }];
}

/** What Node reads off the text: names, and modules that are passed on as a whole. */
function exportsIn(text: string): {
  readonly names: readonly string[];
  readonly passedOn: readonly string[];
} {
  initSync();
  try {
    const { exports, reexports } = parse(text);
    return { names: [...new Set(exports)], passedOn: [...new Set(reexports)] };
  } catch {
    return { names: [], passedOn: [] };
  }
}
