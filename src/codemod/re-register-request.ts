import type { CutReason } from '../model/cut.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { GivenFile } from './given-file.ts';
import type { ChangedFile } from './move-leaf-request.ts';

/** Registrations of a module that is no longer loaded at startup, and the file that loads it later. */
export interface ReRegisterRequest {
  readonly module: GivenFile;
  readonly importer: GivenFile;
  /** How the importer names the module. */
  readonly specifier: string;
  readonly effects: readonly { readonly line: number; readonly what: string }[];
  /** Whether the module, or what it loads, awaits at its top level: no `require` can load it then. */
  readonly awaits: boolean;
  /** The module that an import of the deferred module leads to, if startup loads that all the same; else null. */
  readonly staying: (specifier: string) => ModuleId | null;
  /** What an import of the importer leads to. */
  readonly leadsTo: (specifier: string) => ModuleId | null;
}

export type ReRegisterResult =
  { readonly files: readonly ChangedFile[] } | { readonly refused: readonly CutReason[] };
