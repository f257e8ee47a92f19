import type { BootRun, Measured } from '../model/boot.ts';
import { medianWithInterval } from './median-interval.ts';

/**
 * CPU as a multiple of bare Node's: the median over the plain runs, each divided by the mean of its neighbours (the
 * nearest bare run before and the nearest after it), with the interval of these ratios. What slows the machine for
 * longer than a run slows neighbours alike and cancels out. Measured on series of seven plain and fourteen bare runs of
 * the same program: 95 of 100 pairs differ by less than 10 %, by 13 % with one neighbour only, by 15 % where the median
 * of all plain runs is divided by that of all bare ones, and by 25 % in ms.
 *
 * @param runs in the order they ran, only those that count; null where none is plain or none is bare
 */
export function multipleOfBare(runs: readonly BootRun[]): Measured | null {
  return medianWithInterval(
    runs.flatMap((run, i) => {
      if (run.kind !== 'plain' || run.cpuMs === null) return [];
      const neighbours = [runs.slice(0, i).findLast(isBare), runs.slice(i + 1).find(isBare)];
      const cpu = neighbours.flatMap((neighbour) => neighbour?.cpuMs ?? []);
      return cpu.length === 0 ? [] : [run.cpuMs / (cpu.reduce((sum, each) => sum + each) / cpu.length)];
    }),
  );
}

function isBare(run: BootRun): boolean {
  return run.kind === 'bare' && run.cpuMs !== null;
}
