import type { ParseResult } from 'oxc-parser';
import { parse as lex } from 'es-module-lexer';
import { detached } from './detached.ts';

/** A static import, re-export or star re-export, with its place in the text. */
export interface StaticImport {
  /** Offset of the statement. */
  readonly start: number;
  readonly end: number;
  readonly specifier: string;
  readonly kind: 'import' | 're-export';
  /** Marked `type` as a whole, or each of its names is. */
  readonly typeOnly: boolean;
  /** `import defer` and `import source`. */
  readonly phase: 'defer' | 'source' | null;
}

export interface Statics {
  readonly imports: readonly StaticImport[];
  readonly moduleSyntax: boolean;
  /** There is an `import(…)` somewhere. */
  readonly dynamic: boolean;
}

/** Of a text that neither lexer nor parser reads. */
export const NO_STATICS: Statics = { imports: [], moduleSyntax: false, dynamic: false };

/**
 * Lists the static imports of a file with the lexer, which reads JavaScript and TypeScript but not JSX.
 *
 * @returns undefined where the lexer gives up (JSX, a syntax error)
 */
export function lexStatics(text: string): Statics | undefined {
  let lexed: ReturnType<typeof lex>;
  try {
    lexed = lex(text);
  } catch {
    return undefined;
  }
  const imports: StaticImport[] = [];
  let dynamic = false;
  for (const item of lexed[0]) {
    if (item.type === 'dynamic') dynamic = true;
    if (item.type !== 'static' && item.type !== 'reexport-star') continue;
    const kind = text.startsWith('export', item.importStart) ? 're-export' : 'import';
    const { importStart: start, importEnd: end, typeOnly, phase } = item;
    imports.push({ start, end, specifier: detached(item.specifier), kind, typeOnly, phase });
  }
  return { imports, moduleSyntax: lexed[3], dynamic };
}

/** The same from the parser's module record. */
export function parsedStatics(result: ParseResult): Statics {
  const { staticImports, staticExports, dynamicImports, hasModuleSyntax } = result.module;
  const imports: StaticImport[] = staticImports.map(({ start, end, moduleRequest, entries }) => ({
    start,
    end,
    specifier: moduleRequest.value,
    kind: 'import',
    typeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
    phase: null,
  }));
  for (const { start, end, entries } of staticExports) {
    // `import { a } from 'x'; export { a }` counts as a re-export of x, at the place of the import that loads it.
    const request = entries.find((entry) => entry.start < end && entry.moduleRequest)?.moduleRequest;
    if (!request) continue;
    const typeOnly = entries.every((entry) => entry.isType);
    imports.push({ start, end, specifier: request.value, kind: 're-export', typeOnly, phase: null });
  }
  imports.sort((a, b) => a.start - b.start);
  return { imports, moduleSyntax: hasModuleSyntax, dynamic: dynamicImports.length > 0 };
}
