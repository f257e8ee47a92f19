import type { SyntaxNode } from '../extract/tree/syntax.ts';
import type { Edits } from './edits.ts';

/**
 * Takes a declaration apart, so that what was made a function of it stands alone: `const a = …, b = 1` becomes the
 * function and `const b = 1`.
 *
 * @param cut its declarators that are functions now
 */
export function splitDeclaration(
  declaration: SyntaxNode,
  cut: ReadonlySet<SyntaxNode>,
  { text, edits }: { readonly text: string; readonly edits: Edits },
): void {
  const items: SyntaxNode[] = declaration['declarations'];
  let from = declaration.start;
  const keyword: string = declaration['kind'];
  for (const [at, item] of items.entries()) {
    const separator = at === 0 ? '' : ';';
    edits.replace(from, item.start, separator + edits.breaksIn(from, item.start));
    from = item.end;
  }
  for (const item of items)
    if (!cut.has(item)) edits.replace(item.start, item.start + 1, `${keyword} ${text[item.start] as string}`);
}
