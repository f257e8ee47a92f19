import type { CutAction, CutReason, ImportUses } from '../model/cut.ts';
import type { ModuleFormat } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { GivenFile } from './given-file.ts';

/** An import as the analysis placed it. */
export interface ImportPlace {
  readonly specifier: string;
  /** 1-based; any line of the statement. */
  readonly line: number;
  /** What it leads to, as far as it is known. */
  readonly target?: ImportTarget;
}

export interface ImportTarget {
  readonly format: ModuleFormat;
  /** Its source is an ES module, or TypeScript that exports like one: `require` of it gives an object with `default`. */
  readonly exportsLikeEsm?: boolean;
  /** It, or something it loads, awaits at its top level: `require` of it throws. */
  readonly awaits?: boolean;
  /** `require` of the specifier finds another file than `import` does, as in packages that ship both. */
  readonly requireDiffers?: boolean;
  /** False where none of its functions asserts anything or never returns: types of what is loaded need not be told. */
  readonly narrows?: boolean;
}

/** What is to be done to the imports of one file. */
export interface WrittenCut {
  readonly action: CutAction;
  readonly imports: readonly ImportPlace[];
  /** Asked for; where a call site cannot await, a shape that loads synchronously takes its place. */
  readonly shape?: ImportUses['shape'];
  /** For `past-barrel`: which module gives each name, and under which name if not the same. */
  readonly definedIn?: readonly DefinedName[];
}

export interface DefinedName {
  readonly name: string;
  readonly module: ModuleId;
  /** The name in that module: `default`, `*` for the whole of it, or another one. */
  readonly exported?: string;
}

/** One file to change, and how. Places in reasons carry `file`. */
export interface CutRequest extends GivenFile {
  readonly cut: WrittenCut;
}

export type CutResult = { readonly text: string } | { readonly refused: readonly CutReason[] };
