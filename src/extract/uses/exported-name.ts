import type { SyntaxNode } from '../tree/syntax.ts';

/** A module's name, and where it is taken from; `*` for the whole module. */
export interface PassedOn {
  readonly specifier: string;
  readonly name: string;
}

/** One name that a file exports. */
export interface ExportedName {
  readonly name: string;
  readonly node: SyntaxNode;
  /** Where it is only passed on. */
  readonly passedOn?: PassedOn;
  /** Names of the file, or expressions, that it is made of. */
  readonly from: readonly (string | SyntaxNode)[];
}
