import type { BootRun, BootTotals, RunKind } from '../model/boot.ts';
import { doubtsAbout } from './doubts.ts';
import { medianWithInterval } from './median-interval.ts';
import { multipleOfBare } from './multiple.ts';
import { CPU_NOISE, MULTIPLE_NOISE, noiseOf } from './noise.ts';

type Figure = 'cpuMs' | 'wallMs' | 'rssBytes';

/**
 * The figures of one entry: those of the program from plain runs alone, since nothing looked on there. Only runs that
 * reached the awaited moment count.
 *
 * @param runs of all kinds, in the order they ran; a figure none of them has is null
 */
export function summarise(runs: readonly BootRun[]): BootTotals {
  const counted = runs.filter(({ outcome }) => outcome === 'ready');
  const all = (kind: RunKind, figure: Figure) =>
    counted.filter((run) => run.kind === kind).flatMap((run) => run[figure] ?? []);
  const plainCpuMs = all('plain', 'cpuMs');
  const multiple = multipleOfBare(counted);
  const totals = {
    cpuMs: medianWithInterval(plainCpuMs),
    wallMs: medianWithInterval(all('plain', 'wallMs')),
    rssBytes: medianWithInterval(all('plain', 'rssBytes')),
    bareCpuMs: medianWithInterval(all('bare', 'cpuMs')),
    multiple,
    probedCpuMs: medianWithInterval(all('probed', 'cpuMs')),
    noise: noiseOf(plainCpuMs, CPU_NOISE),
    multipleNoise: multiple && noiseOf(plainCpuMs, MULTIPLE_NOISE),
  };
  return { ...totals, doubts: doubtsAbout(totals) };
}
