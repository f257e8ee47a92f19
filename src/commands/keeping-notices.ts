import { withNotices } from '../errors.ts';
import type { Notice } from '../model/finding.ts';

/**
 * Does a step of a command; where it fails, the failure carries what was learnt before.
 *
 * @param learnt read when the step fails, so the step itself may add to it
 * @throws what `step` throws
 */
export async function keepingNotices<T>(learnt: readonly Notice[], step: () => T | Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw withNotices(error, learnt);
  }
}
