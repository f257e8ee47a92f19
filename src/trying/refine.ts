import { sweepRunFolders } from '../boot/run-folder.ts';
import type { CutMeasurement, CutReason } from '../model/cut.ts';
import type { Place } from '../model/finding.ts';
import type { ImportEdge } from '../model/module-graph.ts';
import { Trial, type TrialBoot, type TrialRequest } from './trial.ts';

/** An import that a boot has shown to be needed at startup, or that could not be cut for it. */
export interface BlockedEdge {
  readonly edge: ImportEdge;
  readonly why: CutReason['code'];
  /** Who reads it while booting; null where that is not known. */
  readonly by: Place | null;
}

export interface RefineRequest extends TrialRequest {
  /** The imports to cut when some cannot be. Called again with all that is known to be blocked. */
  readonly plan: (blocked: readonly BlockedEdge[]) => readonly ImportEdge[];
}

export interface Refined {
  readonly edges: readonly ImportEdge[];
  readonly blocked: readonly BlockedEdge[];
  /** Null where nothing is left to cut. */
  readonly measurement: CutMeasurement | null;
  /** How many plans were booted. */
  readonly rounds: number;
  /** The last plan booted without a touch. */
  readonly settled: boolean;
}

const MOST_ROUNDS = 8;

/**
 * Finds cuts that hold: plans, boots with the plan, blocks what was loaded all the same, and plans again. The last plan
 * is measured. Runs the user's code.
 *
 * @throws TargetError `boot-failed` where the program fails without any cut
 */
export async function refine(request: RefineRequest): Promise<Refined> {
  sweepRunFolders();
  const trial = new Trial(request);
  const blocked: BlockedEdge[] = [];
  try {
    let rounds = 0;
    let settled = false;
    let edges = request.plan(blocked);
    while (edges.length > 0 && rounds < MOST_ROUNDS && !settled && !request.signal.aborted) {
      const added = newlyBlocked(await trial.boot(edges));
      rounds++;
      settled = added.length === 0;
      blocked.push(...added);
      const cannot = new Set(blocked.map(({ edge }) => edge));
      // The last plan stands, but for what it may not hold: a plan after it would not have been booted.
      if (!settled)
        edges = rounds < MOST_ROUNDS ? request.plan(blocked) : edges.filter((edge) => !cannot.has(edge));
    }
    const measurement = edges.length === 0 ? null : await trial.measure(edges);
    return { edges, blocked, measurement, rounds, settled: settled || edges.length === 0 };
  } finally {
    trial.close();
  }
}

function newlyBlocked({ touched, skipped }: TrialBoot): BlockedEdge[] {
  return [
    ...touched.map(({ edge, by }): BlockedEdge => ({ edge, why: 'touched-while-booting', by })),
    ...skipped.map(({ edge, why }): BlockedEdge => ({ edge, why, by: null })),
  ];
}
