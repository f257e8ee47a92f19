import type { BootTotals } from '../model/boot.ts';

/** Median CPU of probed runs over that of plain runs, minus 1; null where one of them is missing. */
export function overheadOf({ cpuMs, probedCpuMs }: Pick<BootTotals, 'cpuMs' | 'probedCpuMs'>): number | null {
  return cpuMs && probedCpuMs ? probedCpuMs.value / cpuMs.value - 1 : null;
}
