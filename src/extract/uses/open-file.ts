import type { CutReason } from '../../model/cut.ts';
import { FileSyntax } from '../file-syntax.ts';
import { positionsIn } from '../position.ts';
import { linesOf } from '../program/lines.ts';
import { commonJsNames } from '../program/names.ts';
import { activate } from '../tree/activate.ts';
import { collect } from '../tree/collect.ts';
import type { SyntaxNode } from '../tree/syntax.ts';
import { textOf, type UsesFile } from './file.ts';
import { functionsOf } from './given-functions.ts';
import { jsxFactories } from './jsx-factories.ts';
import { referencesOf } from './references.ts';
import type { UsesSource } from './source.ts';

const TYPESCRIPT = /^\.[cm]?tsx?$/;

/**
 * Parses a file, works out which of its functions run while it is evaluated, and finds every mention of its names.
 *
 * @param syntax of the same text, where others read it too
 * @returns undefined where the text cannot be parsed or is nested too deeply
 */
export function openFile(
  source: UsesSource,
  syntax = new FileSyntax(source.extension, source.text),
): UsesFile | undefined {
  if (syntax.isTooDeep) return undefined;
  try {
    const { result, problem } = syntax.parsed();
    if (problem !== undefined) return undefined;
    return fileOf(source, result.program as unknown as SyntaxNode, result.module.hasModuleSyntax);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function fileOf(source: UsesSource, program: SyntaxNode, moduleSyntax: boolean): UsesFile {
  const { text, id, format, options } = source;
  const collected = collect(program, moduleSyntax);
  activate(collected);
  const walked = referencesOf(program['body'], {
    outer: moduleSyntax && format === 'esm' ? null : commonJsNames(),
    decoratorMetadata: options?.decoratorMetadata === true,
    jsx: jsxFactories(text, options),
  });
  const position = positionsIn(text);
  return {
    source,
    body: program['body'],
    walked,
    functions: functionsOf(program, moduleSyntax, collected, walked),
    elides: TYPESCRIPT.test(source.extension) && options?.verbatim !== true,
    line: linesOf(text),
    reason: (code, node, detail): CutReason => {
      const at = { file: id ?? '', ...position(node.start) };
      return { code, at, detail: detail ?? textOf(text, node) };
    },
  };
}
