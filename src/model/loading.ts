import type { CompileOptions, FileFacts } from './facts.ts';
import type { ModuleRecord } from './module-graph.ts';

/** Where an import leads. */
export type Target =
  | {
      readonly to: 'file';
      readonly path: string;
      /** Node itself would not find it; TypeScript or a bundler does. */ readonly lenient: boolean;
    }
  | { readonly to: 'builtin'; readonly name: string }
  | { readonly to: 'missing'; readonly reason: string }
  /** Nothing to follow: `data:` URLs, files that only locate themselves. */
  | { readonly to: 'nothing' };

/** How specifiers in a file are looked up, which its format decides. */
export interface ImporterKind {
  /** Real path, forward slashes. */
  readonly path: string;
  readonly typescript: boolean;
  /** `import` declarations become `require` calls at run time (TypeScript compiled to CommonJS). */
  readonly importsBecomeRequire: boolean;
  /** `import()` becomes `require` as well: `module: commonjs` does that, `module: node16` and later do not. */
  readonly dynamicImportsBecomeRequire?: boolean;
}

/** One source file, read and analysed. */
export interface SourceModule {
  readonly path: string;
  readonly record: ModuleRecord;
  readonly facts: FileFacts;
  readonly importer: ImporterKind;
}

/** What the compiler in front of Node makes of the TypeScript files of one folder. */
export interface CompileSettings {
  readonly options: CompileOptions;
  /** `module` of the nearest tsconfig, lower case; undefined where it says nothing. */
  readonly module: string | undefined;
  /** The tsconfig's path, for messages; undefined where there is none. */
  readonly file: string | undefined;
}
