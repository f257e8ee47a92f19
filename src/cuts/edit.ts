import type { CutCandidate, CutReason, ImportUses } from '../model/cut.ts';
import type { CutAction, Deferability } from '../model/cut.ts';

/** One change of the sources that takes a link from startup. */
export interface Edit {
  readonly action: CutAction;
  /** Edge numbers of the imports that it changes. */
  readonly edges: readonly number[];
  readonly deferability: Deferability;
  readonly difficulty: number;
  readonly shape: ImportUses['shape'];
  readonly reasons: readonly CutReason[];
  /** Lines of the importer that load the target later. */
  readonly callSites: ImportUses['callSites'];
  readonly definedIn?: CutCandidate['definedIn'];
}

/** Whether a boot has shown that an import is used while the program starts. */
export function isTouched(known: { readonly reasons: readonly CutReason[] } | null): boolean {
  return known !== null && known.reasons.some(({ code }) => code === 'touched-while-booting');
}
