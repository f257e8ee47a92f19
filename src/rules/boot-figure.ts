import type { BootTrace, Measured } from '../model/boot.ts';
import type { BootMetric } from '../model/finding.ts';
import { medianWithInterval } from '../timing/median-interval.ts';

export interface BootFigure {
  /** Null where no run has it. */
  readonly measured: Measured | null;
  /** What two series of runs may differ by without a cause; null where that is not known. */
  readonly noise: number | null;
}

/** What a boot says of a metric: of the plain runs, as nothing looked on there. */
export function bootFigure(metric: BootMetric, { totals, runs }: BootTrace): BootFigure {
  switch (metric) {
    case 'cpu':
      return { measured: totals.multiple, noise: totals.multipleNoise };
    case 'cpuMs':
      return { measured: totals.cpuMs, noise: totals.noise };
    case 'rss':
      return { measured: totals.rssBytes, noise: null };
    case 'heap': {
      const counted = runs.filter(({ kind, outcome }) => kind === 'plain' && outcome === 'ready');
      return { measured: medianWithInterval(counted.flatMap((run) => run.heapBytes ?? [])), noise: null };
    }
  }
}
