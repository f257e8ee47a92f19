import { lexStatics, parsedStatics } from '../../src/extract/statics.ts';
import { parse } from '../../src/extract/parse.ts';
import { analyseTree } from '../../src/extract/tree/analyse.ts';
import type { TreeImport } from '../../src/extract/tree/sites.ts';
import type { SyntaxNode } from '../../src/extract/tree/syntax.ts';
import type { FlatRequire } from '../../src/extract/flat/state.ts';

/** What the full analysis says about a JavaScript text; undefined where it does not parse. */
export function treeImports(text: string, extension = '.js'): TreeImport[] | undefined {
  const parsed = parse(extension, text);
  if (parsed.problem !== undefined) return undefined;
  const { moduleSyntax } = lexStatics(text) ?? parsedStatics(parsed.result);
  return analyseTree(parsed.result.program as unknown as SyntaxNode, moduleSyntax);
}

/** The same imports as the scanner would have to give them. */
export function asTreeImports(calls: readonly FlatRequire[]): TreeImport[] {
  return calls.map((call) => ({ ...call, pattern: false }));
}
