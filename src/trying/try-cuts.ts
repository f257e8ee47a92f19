import { sweepRunFolders } from '../boot/run-folder.ts';
import type { CutMeasurement } from '../model/cut.ts';
import type { CutStep } from './cut-step.ts';
import { Trial, type TrialRequest } from './trial.ts';

export interface TryRequest extends TrialRequest {
  /** What is done together. */
  readonly steps: readonly CutStep[];
}

/**
 * Boots a program with imports cut, without an edit of any file of the user's, and compares it with the program as it
 * is. Runs the user's code.
 *
 * @throws TargetError `boot-failed` where the program fails without any cut
 */
export async function tryCuts(request: TryRequest): Promise<CutMeasurement> {
  sweepRunFolders();
  const trial = new Trial(request);
  try {
    return await trial.measure(request.steps);
  } finally {
    trial.close();
  }
}
