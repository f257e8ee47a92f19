import { UsageError } from '../errors.ts';
import type { StartupCosts } from './startup-costs.ts';

/** `--goal`, as parsed: CPU of the whole boot, or a multiple of bare Node's. */
export interface CutGoal {
  /** As the user wrote it. */
  readonly text: string;
  readonly unit: 'ms' | 'x';
  readonly value: number;
}

/**
 * What a goal leaves for modules: the rest of a boot's CPU is Node's own, the loader's and what runs after evaluation.
 *
 * @throws UsageError where no boot was measured, or bare Node alone takes more than the goal
 */
export function goalLeft(
  { text, unit, value }: CutGoal,
  entry: string,
  { trace, ms }: StartupCosts,
): { readonly what: string; readonly left: number } {
  const { cpuMs, bareCpuMs } = trace?.totals ?? { cpuMs: null, bareCpuMs: null };
  if (ms === null || cpuMs === null || (unit === 'x' && bareCpuMs === null)) {
    throw new UsageError({
      code: 'goal-without-boot',
      message: `--goal ${text}: no boot of '${entry}' was measured, so nobody knows how far it is from that`,
      hint: 'Boot it as well: import-budget suggest --boot (runs your code).',
    });
  }
  const goalMs = unit === 'ms' ? value : value * (bareCpuMs?.value ?? 0);
  const ofModules = ms.reduce((sum, own) => sum + own, 0);
  const left = goalMs - Math.max(0, cpuMs.value - ofModules);
  return { what: `--goal ${text}`, left: Math.max(0, left) };
}
