import type { CutEdit } from '../model/cut.ts';
import type { ImportEdge } from '../model/module-graph.ts';

/**
 * What is done to imports for a boot.
 * - `lazy` each is loaded when a name of it is first read
 * - `past-barrel` the modules that define the names are loaded at the same moment
 * - `move-leaf` the names come from a new module that holds only what they need
 * - `lexing` CommonJS is loaded at the same moment by require
 */
export interface CutStep {
  readonly how: 'lazy' | 'past-barrel' | 'move-leaf' | 'lexing';
  readonly edges: readonly ImportEdge[];
  readonly definedIn?: CutEdit['definedIn'];
}

/** The steps without imports; one that is left with none is gone. */
export function withoutEdges(
  steps: readonly CutStep[],
  isOut: (edge: ImportEdge) => boolean,
): readonly CutStep[] {
  return steps.flatMap((step) => {
    const edges = step.edges.filter((edge) => !isOut(edge));
    if (edges.length === step.edges.length) return [step];
    return edges.length === 0 ? [] : [{ ...step, edges }];
  });
}

/** All imports of steps, in their order. */
export function edgesOfSteps(steps: readonly CutStep[]): ImportEdge[] {
  return [...new Set(steps.flatMap(({ edges }) => edges))];
}
