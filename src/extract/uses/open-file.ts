import type { CutReason } from '../../model/cut.ts';
import { isTooDeep } from '../nesting.ts';
import { parse } from '../parse.ts';
import { positionsIn } from '../position.ts';
import { linesOf } from '../program/lines.ts';
import { commonJsNames } from '../program/names.ts';
import { activate } from '../tree/activate.ts';
import { collect, type Collected } from '../tree/collect.ts';
import { isFunction, unwrap, type SyntaxNode } from '../tree/syntax.ts';
import { textOf, type UsesFile } from './file.ts';
import { givenTo, momentOf } from './moment.ts';
import { referencesOf, type Walked } from './references.ts';
import type { UsesSource } from './source.ts';
import type { Visit } from './visit.ts';

const TYPESCRIPT = /^\.[cm]?tsx?$/;

/**
 * Parses a file, works out which of its functions run while it is evaluated, and finds every mention of its names.
 *
 * @returns undefined where the text cannot be parsed or is nested too deeply
 */
export function openFile(source: UsesSource): UsesFile | undefined {
  if (isTooDeep(source.text, false)) return undefined;
  try {
    const { result, problem } = parse(source.extension, source.text);
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
    jsxClassic: options?.jsxClassic ?? true,
  });
  const position = positionsIn(text);
  return {
    source,
    body: program['body'],
    walked,
    functions: { collected, passed: passedByName(walked, collected) },
    elides: TYPESCRIPT.test(source.extension) && options?.verbatim !== true,
    line: linesOf(text),
    reason: (code, node, detail): CutReason => {
      const at = { file: id ?? '', ...position(node.start) };
      return { code, at, detail: detail ?? textOf(text, node) };
    },
  };
}

/** Functions of the module whose name is an argument of a call at top level. */
function passedByName(walked: Walked, collected: Collected): Map<SyntaxNode, Visit> {
  const passed = new Map<SyntaxNode, Visit>();
  const none = { collected, passed };
  for (const [name, references] of walked.references.get(walked.module) ?? []) {
    const values = collected.top.scope.names?.get(name)?.values ?? [];
    const held = values.map(({ node }) => unwrap(node)).filter(isFunction);
    if (held.length === 0) continue;
    const call = references
      .map(({ visit }) => givenTo(visit))
      .find((found) => found !== undefined && momentOf(found, none).when !== 'later');
    if (call !== undefined) for (const node of held) if (!passed.has(node)) passed.set(node, call);
  }
  return passed;
}
