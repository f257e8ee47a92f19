import { initSync, parse } from 'cjs-module-lexer';
import { ts } from 'ts-morph';
import { applyEdits, type Edit } from './edits.ts';
import type { Source } from './source.ts';

/**
 * Adds what keeps the names visible that Node can read off CommonJS for `import { name }`: it sees no getters. The line
 * never runs; compilers write the same.
 */
export function keepExportNames(source: Source, edits: readonly Edit[]): Edit[] {
  const {
    text,
    style: { newline, quote, end },
  } = source;
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
  const added = { start: text.length, end: text.length, text: gap === '' ? line + newline : line };
  return [...edits, ...lost.flatMap((name) => asProperties(source, name)), added];
}

/** `defineProperty` with a getter that does more than read a name hides that name for good; `defineProperties` does not. */
function asProperties({ root, text }: Source, name: string): Edit[] {
  for (const statement of root.statements) {
    if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) continue;
    const call = statement.expression;
    const [owner, key, getter] = call.arguments;
    const isOf = key !== undefined && ts.isStringLiteralLike(key) && key.text === name;
    if (call.expression.getText(root) !== 'Object.defineProperty' || !isOf || !owner || !getter) continue;
    const start = call.getStart(root);
    const head = `Object.defineProperties(${owner.getText(root)}, { ${name}: `;
    const at = getter.getEnd();
    if (/[^\s,)]/.test(text.slice(at, call.getEnd()))) continue;
    return [
      { start, end: getter.getStart(root), text: head },
      { start: at, end: at, text: ' }' },
    ];
  }
  return [];
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
