import type { EdgeTiming, ImportKind } from './module-graph.ts';

/** One place in a file that names another module. */
export interface ImportFact {
  /** As written; `*` for each computed part when `pattern` is set. */
  readonly specifier: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
  readonly kind: ImportKind;
  readonly timing: EdgeTiming;
  /** The import sits in a try block (or a promise with a catch): the program copes when it fails. */
  readonly optional?: true;
  /** The specifier holds computed parts and stands for every matching file. */
  readonly pattern?: true;
}

/** An import whose target is computed at run time: nothing static can follow it. */
export interface ComputedImport {
  readonly line: number;
  readonly column: number;
  readonly kind: ImportKind;
}

export interface SyntaxProblem {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** All that one file's text says about imports. Depends on the text, the file's extension and the compile options. */
export interface FileFacts {
  /** In source order. */
  readonly imports: readonly ImportFact[];
  /** Has import / export declarations or import.meta: decides the format where package.json does not. */
  readonly moduleSyntax: boolean;
  readonly computed: readonly ComputedImport[];
  readonly problem?: SyntaxProblem;
  /** The file was too deep or too large for a full analysis; what is listed is what the lexer found. */
  readonly partial?: true;
}

/** The compiler options that change which imports of a TypeScript file exist at run time. */
export interface CompileOptions {
  /** `verbatimModuleSyntax` (or its older equivalents): only imports marked `type` are removed. */
  readonly verbatim: boolean;
  /** `emitDecoratorMetadata`: a class used as the type of a decorated member stays imported. */
  readonly decoratorMetadata: boolean;
  /** Module the JSX runtime is imported from (`react`), or null when the compiler adds no import. */
  readonly jsxImportSource: string | null;
  /** Whether unused imports of the JSX factory (`React`) are kept: classic JSX. */
  readonly jsxClassic: boolean;
  /** `jsxFactory` and `jsxFragmentFactory` as set, `React.createElement` where they are not: what classic JSX calls. */
  readonly jsxFactory?: string;
  readonly jsxFragment?: string;
}

export const NO_COMPILE_OPTIONS: CompileOptions = {
  verbatim: false,
  decoratorMetadata: false,
  jsxImportSource: null,
  jsxClassic: false,
};

/** Of a file that imports nothing, or was not read. */
export const NO_FACTS: FileFacts = { imports: [], moduleSyntax: false, computed: [] };
