import type { EdgeTiming } from '../model/module-graph.ts';
import { elide, type Elided } from './elide.ts';
import type { CompileOptions, ComputedImport, FileFacts, ImportFact } from '../model/facts.ts';
import { flatRequires } from './flat-requires.ts';
import { compilesAsCommonJs } from './compiles.ts';
import { looseCalls, looseDeclarations } from './loose-imports.ts';
import { mentionsModules } from './mentions.ts';
import { isTooDeep } from './nesting.ts';
import { parse, type Parsed } from './parse.ts';
import { positionsIn } from './position.ts';
import { lexStatics, NO_STATICS, parsedStatics, type StaticImport, type Statics } from './statics.ts';
import { analyseTree } from './tree/analyse.ts';
import type { TreeImport } from './tree/sites.ts';

export interface SourceText {
  /** File extension with the dot, lower case; empty where the file has none. */
  readonly extension: string;
  readonly text: string;
  readonly options: CompileOptions;
  /** Parse the file even where the lexer would do, so that a syntax error is seen. */
  readonly checkSyntax: boolean;
}

const TYPESCRIPT = /^\.[cm]?tsx?$/;
const JAVASCRIPT = /^(?:\.[cm]?js)?$/;

/**
 * Reads everything one file says about other modules. The lexer does what it can, and a scanner reads the require calls
 * of ordinary CommonJS files; the full tree is built only for what is left of files with require, import() or file
 * references. TypeScript is compiled to see which imports remain.
 *
 * @returns facts, with the problem found where the text cannot be parsed (and what the lexer still saw); partial where
 *   it is nested too deeply to be parsed or compiled (and what a search of the text gives)
 */
export function extractFacts(source: SourceText): FileFacts {
  const { extension, text, options } = source;
  const lexed = extension.endsWith('x') ? undefined : lexStatics(text);
  let deep: boolean | undefined;
  const isDeep = () => (deep ??= isTooDeep(text, lexed !== undefined));
  let parsed: Parsed | undefined;
  const parseOnce = () => (isDeep() ? undefined : (parsed ??= parse(extension, text)));
  const statics = lexed ?? staticsOf(parseOnce());
  const isTypescript = TYPESCRIPT.test(extension);
  const isPlain = lexed !== undefined && JAVASCRIPT.test(extension);
  const scannable = isPlain && !statics.dynamic;
  const mentions = statics.dynamic || mentionsModules(text, scannable);
  const flat = mentions && scannable ? flatRequires(text) : undefined;
  const needsTree = mentions && flat === undefined;
  const isCommonJs = isPlain && !statics.moduleSyntax && extension !== '.mjs';
  if (needsTree) parseOnce();
  else if (source.checkSyntax && !isTypescript && !(isCommonJs && compilesAsCommonJs(text))) parseOnce();
  const elided = isTypescript && !isDeep() ? elide(extension, text, statics.imports, options) : undefined;
  const problem = elided?.problem ?? parsed?.problem;
  const flatImports = (problem ? [] : (flat ?? [])).map((call) => ({ ...call, pattern: false }));
  const tree = needsTree ? treeImports(parsed, statics) : flatImports;
  const unread = lexed === undefined && deep === true ? looseDeclarations(text) : [];
  const { imports, computed } = located(text, statics, elided, [...unread, ...(tree ?? looseCalls(text))]);
  const partial = tree === undefined || (deep === true && (isTypescript || lexed === undefined));
  return {
    imports,
    moduleSyntax: statics.moduleSyntax || unread.length > 0,
    computed,
    ...(problem && { problem }),
    ...(partial && { partial: true as const }),
  };
}

function staticsOf(parsed: Parsed | undefined): Statics {
  return parsed === undefined ? NO_STATICS : parsedStatics(parsed.result);
}

/** Undefined when the text was too deep to be parsed, or its tree to be read or walked. */
function treeImports(parsed: Parsed | undefined, statics: Statics): TreeImport[] | undefined {
  if (parsed === undefined) return undefined;
  if (parsed.problem !== undefined) return [];
  try {
    return analyseTree(parsed.result.program as never, statics.moduleSyntax);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Puts static and tree imports into one list in source order, with lines and columns. */
function located(
  text: string,
  statics: Statics,
  elided: Elided | undefined,
  tree: readonly TreeImport[],
): { imports: ImportFact[]; computed: ComputedImport[] } {
  const position = positionsIn(text);
  const imports: ImportFact[] = [];
  const computed: ComputedImport[] = [];
  const all: (StaticImport | TreeImport)[] =
    tree.length === 0 ? [...statics.imports] : [...statics.imports, ...tree];
  if (tree.length > 0) all.sort((a, b) => offsetOf(a) - offsetOf(b));
  if (elided?.jsxRuntime !== undefined) {
    imports.push({ specifier: elided.jsxRuntime, line: 1, column: 1, kind: 'import', timing: 'eager' });
  }
  for (const item of all) {
    const { line, column } = position(offsetOf(item));
    const { specifier, kind } = item;
    if (specifier === undefined) computed.push({ line, column, kind });
    else if ('offset' in item) imports.push(treeFact(item, specifier, line, column, text, elided));
    else imports.push({ specifier, line, column, kind, timing: staticTiming(item, elided) });
  }
  return { imports, computed };
}

function offsetOf(item: StaticImport | TreeImport): number {
  return 'offset' in item ? item.offset : item.start;
}

function staticTiming(item: StaticImport, elided: Elided | undefined): EdgeTiming {
  if (elided === undefined ? item.typeOnly : !elided.kept.has(item)) return 'erased';
  if (item.phase === 'defer') return 'lazy';
  return item.phase === 'source' ? 'reference' : 'eager';
}

function treeFact(
  item: TreeImport,
  specifier: string,
  line: number,
  column: number,
  text: string,
  elided: Elided | undefined,
): ImportFact {
  const { kind, optional, pattern } = item;
  const local = kind === 'import-equals' ? /import\s+([\w$]+)\s*=/y : undefined;
  let { timing } = item;
  if (local !== undefined && elided !== undefined) {
    local.lastIndex = item.offset;
    const name = local.exec(text)?.[1];
    if (name !== undefined && !elided.keepsImportEquals(name)) timing = 'erased';
  }
  return {
    specifier,
    line,
    column,
    kind,
    timing,
    ...(optional && { optional }),
    ...(pattern && { pattern }),
  };
}
