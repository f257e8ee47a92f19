import { ts } from 'ts-morph';
import type { Edit } from './edits.ts';
import type { Source } from './source.ts';

/** Puts lines behind the last import; where there is none, before the first statement. */
export function behindImports({ text, root, style: { newline } }: Source, lines: readonly string[]): Edit {
  const last = root.statements.findLast((one) => ts.isImportDeclaration(one));
  if (last === undefined) {
    const at = root.statements[0]?.getStart(root) ?? text.length;
    return { start: at, end: at, text: lines.map((one) => `${one}${newline}`).join('') };
  }
  const at = last.getEnd();
  const rest = /^[ \t]*(\/\/.*)?\r?\n/.exec(text.slice(at));
  if (rest === null) return { start: at, end: at, text: lines.map((one) => `${newline}${one}`).join('') };
  const next = at + rest[0].length;
  return { start: next, end: next, text: lines.map((one) => `${one}${newline}`).join('') };
}
