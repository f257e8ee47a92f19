import type { CompileOptions } from '../../model/facts.ts';

/** A file whose imports are to be looked at. */
export interface UsesSource {
  /** With the dot, lower case; empty where the file has none. */
  readonly extension: string;
  readonly text: string;
  /** What Node runs it as, after compilation. */
  readonly format: 'esm' | 'cjs';
  /** Module id, for the places of reasons. */
  readonly id?: string;
  /** Of TypeScript and JSX; without them nothing is verbatim, and JSX counts as a use of `React`. */
  readonly options?: CompileOptions;
}
