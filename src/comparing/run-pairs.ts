import { logRatios, type Pair } from '../timing/log-ratios.ts';
import { brokenOff, judgePairs, type SequentialPlan, type Verdict } from '../timing/sequential-test.ts';

export type Side = 'base' | 'head';

export interface PairsRequest {
  readonly plan: SequentialPlan;
  /** Boots one side once. @returns CPU in ms; null where that boot is not to be counted and nothing more to be measured */
  readonly boot: (side: Side) => Promise<number | null>;
  /** No pair is begun once it says so. */
  readonly isOver: () => boolean;
}

export interface PairsResult {
  readonly pairs: readonly Pair[];
  /** Null where no pair was completed. */
  readonly verdict: Verdict | null;
  /** Why there were not as many pairs as the test asked for. */
  readonly stopped: 'failed' | 'over' | null;
}

/**
 * Boots both sides in turn until the test knows its answer. Each side is booted once before, uncounted: the first boot
 * reads its files from the disk. Every other pair begins with head, so that what grows or fades over time favours
 * neither side.
 */
export async function runPairs({ plan, boot, isOver }: PairsRequest): Promise<PairsResult> {
  const pairs: Pair[] = [];
  const ended = (stopped: PairsResult['stopped']): PairsResult => {
    const ratios = logRatios(pairs);
    return { pairs, verdict: ratios.length === 0 ? null : brokenOff(ratios), stopped };
  };
  for (const side of ['base', 'head'] as const) if ((await boot(side)) === null) return ended('failed');
  for (;;) {
    if (isOver()) return ended('over');
    const order: readonly Side[] = pairs.length % 2 === 0 ? ['base', 'head'] : ['head', 'base'];
    const cpuMs = { base: 0, head: 0 };
    for (const side of order) {
      const used = await boot(side);
      if (used === null) return ended('failed');
      cpuMs[side] = used;
    }
    pairs.push({ baseCpuMs: cpuMs.base, headCpuMs: cpuMs.head });
    const verdict = judgePairs(logRatios(pairs), plan);
    if (verdict !== null) return { pairs, verdict, stopped: null };
  }
}
