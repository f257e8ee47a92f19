import type { ModuleId } from '../../model/module-id.ts';
import type { Emit, Target } from '../../model/program.ts';

/** A file's text, and what decides how it runs. */
export interface ProgramSource {
  readonly id: ModuleId;
  /** With the dot, lower case; empty where the file has none. */
  readonly extension: string;
  readonly text: string;
  readonly emit: Emit;
  /** The module that a specifier of this file leads to; null outside of what is analysed. */
  readonly resolve: (specifier: string) => Target;
  /** `emitDecoratorMetadata`. */
  readonly decoratorMetadata: boolean;
  /** `verbatimModuleSyntax`: only what is marked `type` is dropped. */
  readonly verbatim: boolean;
  /** Types are stripped by Node itself, which drops no import that is not marked. */
  readonly keepsUnused: boolean;
}
