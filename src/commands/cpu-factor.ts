import type { BootTrace } from '../model/boot.ts';
import { ownMs } from '../reconcile/retained-times.ts';

/** A factor beyond these says more about the machine than about the program. */
const LEAST_FACTOR = 0.7;
const LARGEST_FACTOR = 2;

/**
 * What a millisecond of a module's elapsed time is in CPU of the whole boot: loading also keeps other threads busy
 * (garbage collection, compilation), and some of it belongs to no single module.
 *
 * @returns a plain factor; 1 where the boot's CPU, or bare Node's, is not known
 */
export function cpuFactor({
  totals,
  modules,
  outside,
}: Pick<BootTrace, 'totals' | 'modules' | 'outside'>): number {
  const { cpuMs, bareCpuMs } = totals;
  const elapsed = modules.reduce((sum, visit) => sum + ownMs(visit), 0);
  if (cpuMs === null || bareCpuMs === null || elapsed === 0) return 1;
  const own = cpuMs.value - bareCpuMs.value - outside.afterMs;
  return Math.min(LARGEST_FACTOR, Math.max(LEAST_FACTOR, own / (elapsed + outside.loaderMs)));
}
