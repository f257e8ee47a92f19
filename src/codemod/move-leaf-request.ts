import type { CutReason } from '../model/cut.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { GivenFile } from './given-file.ts';
import type { ImportPlace } from './written-cut.ts';

/** Exports that move from a heavy module into one of their own, and who is to import them from there. */
export interface MoveLeafRequest {
  readonly heavy: GivenFile;
  /** As importers name them. */
  readonly names: readonly string[];
  readonly importers: readonly (GivenFile & { readonly imports: readonly ImportPlace[] })[];
  /** Whether a file or folder is there: the new module takes a name that is free. */
  readonly exists: (path: ModuleId) => boolean;
}

/** A file that an edit of several changes. */
export interface ChangedFile {
  readonly file: ModuleId;
  /** Null for a new file. */
  readonly before: string | null;
  readonly text: string;
}

export type MoveLeafResult =
  { readonly files: readonly ChangedFile[] } | { readonly refused: readonly CutReason[] };
